"""SOP templates: read from `resources/sop`, checked, and published into the tables."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.ids import derived_id
from db.operation import Change, record
from db.projection import Fields
from db.sop import SopTemplate
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.resources import resource
from desktop.security.roles import Permission, require
from desktop.sop import scripts
from desktop.sop.choice import choose
from desktop.sop.shapes import Audience, Content
from desktop.sop.toml_file import Entry, load_toml
from desktop.words import N_

TEMPLATE_KINDS: Final = frozenset({"daily", "weekly", "programme", "persona", "festival"})
DAYS: Final = frozenset({"workdays", "every_day"})
ROLES: Final = frozenset({"teller", "manager", "lead"})
STEP_KINDS: Final = frozenset({"lobby", "contact", "group", "activity", "moments"})
TARGETS: Final = frozenset({"staff", "group", "contact"})
_TEMPLATE_KEYS: Final = frozenset(
    {"key", "title", "kind", "version", "locked", "optional", "days", "roles", "persona", "step"}
)
_STEP_KEYS: Final = frozenset(
    {
        "key", "title", "kind", "target", "filter", "content", "time", "until", "day", "before", "must", "expected",
        "script", "hint",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a template: when (HH:MM), for whom, with which words.

    `day` counts from the adding of a contact; before a festival's first day it is negative.
    """

    key: str
    title: str
    kind: str
    target: str
    time: str
    until: str
    day: int
    must: bool
    expected: int
    script: str
    hint: str
    audience: Audience
    content: Content


@dataclass(frozen=True, slots=True)
class Template:
    """A piece of standard work as the file says it; an optional one rests until the branch takes it up."""

    file: str
    key: str
    title: str
    kind: str
    version: int
    locked: bool
    optional: bool
    days: str
    roles: tuple[str, ...]
    persona: tuple[str, ...]
    steps: tuple[Step, ...]


def load(folder: Path | None = None) -> list[Template]:
    """Every template of the folder (default `resources/sop`), in order of file name, checked."""
    return [_template(path) for path in sorted((folder or resource("sop")).glob("*.toml"))]


def publish(session: Session, actor: Actor | None, folder: Path | None = None) -> Done:
    """Put the scripts and templates of `resources` into the tables; what is already there changes nothing.

    The program writes them, so that no person's undo takes them away; `actor` None skips the permission check.
    """
    if actor is not None:
        require(actor, Permission.TAKE_PACK)
    known = scripts.load()
    templates = load(folder)
    _check_scripts(templates, known)
    there = set(session.scalars(select(SopTemplate.id)))
    resting = [
        Change("sop_template", template_id(template.key), {"retired": 1})
        for template in templates
        if template.optional and template_id(template.key) not in there
    ]
    made = (change for template in templates for change in _changes(template))
    changes = [*scripts.changes(known), *made, *resting]
    recorded = record(session, None, changes, source="sop")
    return Done(Changes.TASKS if recorded.operations else Changes.NONE, recorded.batch, count=len(templates))


def switch(session: Session, actor: Actor, template: str, *, on: bool) -> Done:
    """The lead takes a template up for the branch, or lets it rest, head office for all; tasks that are done stay."""
    require(actor, Permission.EDIT_DICTIONARY, branch=actor.branch)
    row = session.get_one(SopTemplate, template)
    recorded = record(session, actor, [choose(actor, template, on=on)], source="sop")
    said = N_("已启用“{title}”", title=row.title) if on else N_("已停用“{title}”，做过的不受影响", title=row.title)
    return Done(Changes.TASKS if recorded.operations else Changes.NONE, recorded.batch, said, 1)


def template_id(key: str) -> str:
    """The row of a template: the same on every PC."""
    return derived_id("sop_template", key)


def step_id(template: str, key: str) -> str:
    """The row of a step, from the keys of its template and of itself."""
    return derived_id("sop_step", template, key)


def _template(path: Path) -> Template:
    top = Entry(path.name, path.stem, load_toml(path))
    top.only(_TEMPLATE_KEYS)
    kind = top.choice("kind", TEMPLATE_KINDS)
    steps = tuple(_step(entry, kind) for entry in top.entries("step"))
    persona = top.texts("persona")
    if (kind == "persona") != bool(persona):
        raise top.bad("persona", persona)
    _check_once(path.name, [step.key for step in steps])
    return Template(
        file=path.name,
        key=top.text("key"),
        title=top.text("title"),
        kind=kind,
        version=top.number("version"),
        locked=top.flag("locked"),
        optional=top.flag("optional"),
        days=top.choice("days", DAYS),
        roles=top.words("roles", ROLES),
        persona=persona,
        steps=steps,
    )


def _step(entry: Entry, template: str) -> Step:
    entry.only(_STEP_KEYS)
    target, kind = entry.choice("target", TARGETS), entry.choice("kind", STEP_KINDS)
    if template != "festival" and "before" in entry.values:
        raise entry.bad("before", entry.values["before"])
    step = Step(
        key=entry.text("key"),
        title=entry.text("title"),
        kind=kind,
        target=target,
        time=entry.clock("time"),
        until=entry.clock("until"),
        day=-entry.number("before") if template == "festival" else entry.number("day", default=0),
        must=entry.flag("must"),
        expected=entry.number("expected", default=0),
        script=entry.text("script", default=""),
        hint=entry.text("hint", default=""),
        audience=Audience.read(entry.table("filter")),
        content=Content.read(entry.table("content"), moments=kind == "moments"),
    )
    if step.until <= step.time:
        raise AppError(
            "{file} 的步骤“{step}”：截止时间 {until} 不晚于开始时间 {time}",
            cure="请改 until",
            file=entry.file,
            step=step.key,
            until=step.until,
            time=step.time,
        )
    return step


def _check_once(file: str, keys: list[str]) -> None:
    if twice := [key for key, count in Counter(keys).items() if count > 1]:
        raise AppError("{file} 里“{key}”出现了两次", cure="请改成不同的 key", file=file, key=twice[0])


def _check_scripts(templates: list[Template], known: list[scripts.ScriptText]) -> None:
    keys = {script.key for script in known}
    for template in templates:
        for step in template.steps:
            if step.script and step.script not in keys:
                raise AppError(
                    "{file} 的步骤“{step}”用的话术“{script}”不存在",
                    cure="请补上话术，或改成已有的编号",
                    file=template.file,
                    step=step.key,
                    script=step.script,
                )


def _changes(template: Template) -> Iterator[Change]:
    yield Change(
        "sop_template",
        template_id(template.key),
        {
            "key": template.key,
            "title": template.title,
            "kind": template.kind,
            "version": template.version,
            "locked": int(template.locked),
            "audience": _json(
                {"roles": list(template.roles)} | ({"persona": list(template.persona)} if template.persona else {})
            ),
            "trigger": trigger_json(template.days),
        },
    )
    for position, step in enumerate(template.steps):
        script = scripts.script_id(step.script) if step.script else None
        fields = step_fields(template_id(template.key), step, position) | {"script": script}
        yield Change("sop_step", step_id(template.key, step.key), fields)


def step_fields(template: str, step: Any, position: int) -> Fields:  # noqa: ANN401 - a Step, or one of the editor
    """A step as its table keeps it; the script of a `Step` is still its key."""
    return {
        "template": template,
        "key": step.key,
        "position": position,
        "title": step.title,
        "kind": step.kind,
        "target": step.target,
        "filter": step.audience.to_json(),
        "time": step.time,
        "until": step.until,
        "day": step.day,
        "must": int(step.must),
        "expected": step.expected,
        "script": step.script,
        "hint": step.hint,
        "material": step.content.to_json(),
    }


def trigger_json(days: str) -> str:
    """On which days a template runs, as its table keeps it."""
    return _json({"days": days})


def trigger_days(text: str) -> str:
    """`workdays` or `every_day`."""
    found = json.loads(text or "{}").get("days")
    return "workdays" if found == "workdays" else "every_day"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
