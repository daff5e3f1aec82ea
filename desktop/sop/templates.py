"""SOP templates: read from `resources/sop`, checked, and published into the tables."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from db.actor import Actor
from db.ids import derived_id
from db.operation import Change, record
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.resources import resource
from desktop.security.roles import Permission, require
from desktop.sop import scripts
from desktop.sop.toml_file import Entry, load_toml

TEMPLATE_KINDS: Final = frozenset({"daily", "programme"})
DAYS: Final = frozenset({"workdays", "every_day"})
ROLES: Final = frozenset({"teller", "manager", "lead"})
STEP_KINDS: Final = frozenset({"lobby", "contact", "group", "activity", "moments"})
TARGETS: Final = frozenset({"staff", "group", "contact"})
RULES: Final = frozenset({"", "birthday", "maturity", "dormant"})
_TEMPLATE_KEYS: Final = frozenset({"key", "title", "kind", "version", "locked", "days", "roles", "step"})
_STEP_KEYS: Final = frozenset(
    {"key", "title", "kind", "target", "filter", "time", "until", "day", "must", "expected", "script", "hint"}
)
_FILTER_KEYS: Final = frozenset({"rule", "days", "limit", "pause_days", "weekdays", "min_members"})


@dataclass(frozen=True, slots=True)
class Audience:
    """Which contacts or groups a step is for, and on which weekdays (1 = Monday; empty: all)."""

    rule: str = ""
    days: int = 0
    limit: int = 0
    pause_days: int = 0
    weekdays: tuple[int, ...] = ()
    min_members: int = 0

    def to_json(self) -> str:
        """Canonical JSON of what is set."""
        values = {key: getattr(self, key) for key in sorted(_FILTER_KEYS) if getattr(self, key)}
        return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Audience":
        """The audience of a stored step; keys of newer versions are passed over."""
        values = {key: value for key, value in json.loads(text or "{}").items() if key in _FILTER_KEYS}
        return cls(**{**values, "weekdays": tuple(values.get("weekdays", ()))})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a template: when (HH:MM), for whom, with which words."""

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


@dataclass(frozen=True, slots=True)
class Template:
    """A piece of standard work as the file says it."""

    file: str
    key: str
    title: str
    kind: str
    version: int
    locked: bool
    days: str
    roles: tuple[str, ...]
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
    changes = [*scripts.changes(known), *(change for template in templates for change in _changes(template))]
    recorded = record(session, None, changes, source="sop")
    return Done(Changes.TASKS if recorded.operations else Changes.NONE, recorded.batch, count=len(templates))


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
    steps = tuple(_step(entry) for entry in top.entries("step"))
    _check_once(path.name, [step.key for step in steps])
    return Template(
        file=path.name,
        key=top.text("key"),
        title=top.text("title"),
        kind=kind,
        version=top.number("version"),
        locked=top.flag("locked"),
        days=top.choice("days", DAYS),
        roles=top.words("roles", ROLES),
        steps=steps,
    )


def _step(entry: Entry) -> Step:
    entry.only(_STEP_KEYS)
    target = entry.choice("target", TARGETS)
    step = Step(
        key=entry.text("key"),
        title=entry.text("title"),
        kind=entry.choice("kind", STEP_KINDS),
        target=target,
        time=entry.clock("time"),
        until=entry.clock("until"),
        day=entry.number("day", default=0),
        must=entry.flag("must"),
        expected=entry.number("expected", default=0),
        script=entry.text("script", default=""),
        hint=entry.text("hint", default=""),
        audience=_audience(entry.table("filter")),
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


def _audience(entry: Entry) -> Audience:
    entry.only(_FILTER_KEYS)
    weekdays = entry.values.get("weekdays", [])
    if not isinstance(weekdays, list) or not all(day in range(1, 8) for day in weekdays):
        raise AppError("{file} 的步骤“{step}”：weekdays 只能是 1（周一）到 7（周日）", file=entry.file, step=entry.name)
    return Audience(
        rule=entry.choice("rule", RULES) if "rule" in entry.values else "",
        days=entry.number("days", default=0),
        limit=entry.number("limit", default=0),
        pause_days=entry.number("pause_days", default=0),
        weekdays=tuple(int(day) for day in weekdays),
        min_members=entry.number("min_members", default=0),
    )


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
            "audience": _json({"roles": list(template.roles)}),
            "trigger": _json({"days": template.days}),
        },
    )
    for position, step in enumerate(template.steps):
        yield Change("sop_step", step_id(template.key, step.key), _step_fields(template, step, position))


def _step_fields(template: Template, step: Step, position: int) -> dict[str, str | int | None]:
    return {
        "template": template_id(template.key),
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
        "script": scripts.script_id(step.script) if step.script else None,
        "hint": step.hint,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
