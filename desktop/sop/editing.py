"""The branch's templates: its own made, changed and put away, head office's shifted in time or copied."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.ids import derived_id, new_id
from db.library import Material, Script
from db.operation import Change, record
from db.projection import Fields
from db.sop import SopStep, SopTemplate
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.security.roles import Permission, Reach, reach, require
from desktop.sop.choice import choose, in_use
from desktop.sop.drafts import StepDraft, TemplateDraft, audience_json, check_step, check_template
from desktop.sop.plan import Shifts, shifts
from desktop.sop.shapes import Audience, Content
from desktop.sop.templates import step_fields, trigger_days, trigger_json
from desktop.words import N_

MOST: Final = 60
"""Steps of one template; a day has no room for more."""


def drafts(session: Session, actor: Actor) -> list[TemplateDraft]:
    """All templates of the branch with their steps: those that are on first, then by kind and name."""
    shifted = shifts(session, actor.branch)
    steps: dict[str, list[StepDraft]] = {}
    for row in session.scalars(select(SopStep).where(SopStep.hidden == 0).order_by(SopStep.position, SopStep.id)):
        steps.setdefault(row.template or "", []).append(_step(row, shifted))
    on = in_use(actor.branch).label("taken_up")
    rows = session.execute(
        select(SopTemplate, on)
        .where(SopTemplate.hidden == 0)
        .order_by(on.desc(), SopTemplate.locked, SopTemplate.kind, SopTemplate.key, SopTemplate.id)
    )
    return [_template(row, tuple(steps.get(row.id, ())), on=bool(taken_up)) for row, taken_up in rows]


def scripts(session: Session) -> list[tuple[str, str]]:
    """(row, number and title) of the words a step may have."""
    rows = session.execute(
        select(Script.id, Script.key, Script.title)
        .where(Script.hidden == 0, Script.alternative_to.is_(None))
        .order_by(Script.key)
    )
    return [(row.id, f"{row.key}  {row.title}".strip()) for row in rows]


def materials(session: Session) -> list[tuple[str, str]]:
    """(key, title) of the pictures a step may have."""
    rows = session.execute(select(Material.key, Material.title).where(Material.hidden == 0).order_by(Material.title))
    return [(row.key, row.title) for row in rows if row.key]


def may_change(actor: Actor, draft: TemplateDraft) -> bool:
    """Whether this person may change it; head office's only head office."""
    found = reach(actor, Permission.EDIT_DICTIONARY)
    return found is Reach.ALL or (found is not None and not draft.locked)


def new_step() -> StepDraft:
    """A step that is not there yet."""
    id_ = new_id()
    return StepDraft(id_, key=id_[-12:])


def new_template(kind: str = "daily") -> TemplateDraft:
    """A template that is not there yet."""
    id_ = new_id()
    return TemplateDraft(id_, key=f"own-{id_[-12:]}", kind=kind)


def save(session: Session, actor: Actor, draft: TemplateDraft) -> Done:
    """Write a template as it was edited, its version one higher; open tasks follow at the next generation."""
    _may(actor, draft)
    check_template(draft)
    if len(draft.steps) > MOST:
        raise AppError("一个模板最多 {most} 步", cure="请分成两个模板。", most=MOST)
    before = session.get(SopTemplate, draft.id)
    if before is not None:
        _may(actor, _template(before, ()))  # what the table says counts, not what came in
    known = set(session.scalars(select(SopStep.id).where(SopStep.template == draft.id, SopStep.hidden == 0)))
    locked = int(locked_by(actor))
    steps = [*_step_changes(draft), *(Change("sop_step", id_, {"hidden": 1}) for id_ in sorted(known - _ids(draft)))]
    fields: Fields = {
        "key": draft.key, "title": draft.title.strip(), "kind": draft.kind, "locked": locked,
        "audience": audience_json(draft), "trigger": trigger_json(draft.days),
    }  # fmt: skip
    changes = [Change("sop_template", draft.id, fields), *steps, *(_first(actor, draft) if before is None else ())]
    recorded = record(session, actor, changes, source="sop")
    if not recorded.operations:
        return Done(Changes.NONE)
    versioned = Change("sop_template", draft.id, {"version": before.version + 1 if before is not None else 1})
    record(session, None, [versioned], source="sop")
    return Done(Changes.TASKS, recorded.batch, N_("已保存“{title}”，没做的任务跟着变", title=draft.title.strip()), 1)


def copy(session: Session, actor: Actor, template: str) -> tuple[Done, str]:
    """The branch's own copy of a template, at rest until it is taken up; also gives its id."""
    require(actor, Permission.EDIT_DICTIONARY)
    old = next((one for one in drafts(session, actor) if one.id == template), None)
    if old is None:
        raise AppError("这个模板已经不在了", cure="刷新再试。")
    steps = tuple(replace(one, id=new_id(), time=one.window[0], until=one.window[1], shifted=None) for one in old.steps)
    made = replace(new_template(old.kind), days=old.days, roles=old.roles, persona=old.persona, on=False, steps=steps)
    made = replace(made, title=f"{old.title[:50]}（自己的）")
    done = save(session, actor, made)
    return replace(done, message=N_("已另存为“{title}”，改好再启用", title=made.title)), made.id


def remove(session: Session, actor: Actor, template: str) -> Done:
    """Put a template of the branch's own away; what was done stays."""
    row = session.get_one(SopTemplate, template)
    _may(actor, _template(row, ()))
    recorded = record(session, actor, [Change("sop_template", template, {"hidden": 1})], source="sop")
    return Done(Changes.TASKS, recorded.batch, N_("已删除“{title}”，做过的不受影响", title=row.title), 1)


def shift(session: Session, actor: Actor, step: str, time: str, until: str) -> Done:
    """Do a step of head office at the branch's own time; its own time again takes the shift away."""
    require(actor, Permission.EDIT_DICTIONARY, branch=actor.branch)
    row = session.get_one(SopStep, step)
    check_step(replace(_step(row, {}), time=time, until=until))
    same = (row.time, row.until) == (time, until)
    fields: Fields = {"branch": actor.branch, "step": step, "time": time, "until": until, "hidden": int(same)}
    change = Change("sop_shift", derived_id("sop_shift", actor.branch, step), fields)
    recorded = record(session, actor, [change], source="sop")
    said = (
        N_("“{step}”回到总行的时间 {time}", step=row.title, time=time)
        if same
        else N_("“{step}”改到 {time}–{until}", step=row.title, time=time, until=until)
    )
    return Done(Changes.TASKS if recorded.operations else Changes.NONE, recorded.batch, said, 1)


def _first(actor: Actor, draft: TemplateDraft) -> Iterator[Change]:
    """Of a new template whether it is done: one of a branch's own rests everywhere else."""
    if not locked_by(actor):
        yield Change("sop_template", draft.id, {"retired": 1})
    yield choose(actor, draft.id, on=draft.on)


def locked_by(actor: Actor) -> bool:
    """Whether what this person saves is head office's."""
    return reach(actor, Permission.EDIT_DICTIONARY) is Reach.ALL


def step_row(template: str, step: StepDraft, position: int) -> SopStep:
    """The step as its table has it, for a look at what it would make; it belongs to no session."""
    return SopStep(id=step.id, hidden=0, **step_fields(template, step, position))


def template_row(draft: TemplateDraft) -> SopTemplate:
    """The template as its table has it; it belongs to no session."""
    return SopTemplate(
        id=draft.id, key=draft.key, title=draft.title, kind=draft.kind, version=draft.version, hidden=0, retired=0,
        audience=audience_json(draft), trigger=trigger_json(draft.days),
    )  # fmt: skip


def _may(actor: Actor, draft: TemplateDraft) -> None:
    require(actor, Permission.EDIT_DICTIONARY)
    if not may_change(actor, draft):
        raise AppError(
            "“{title}”是总行的，网点不能改", cure="可以改某一步的时间，或另存一份自己的再改。", title=draft.title
        )


def _ids(draft: TemplateDraft) -> set[str]:
    return {one.id for one in draft.steps}


def _step_changes(draft: TemplateDraft) -> Iterator[Change]:
    for position, step in enumerate(draft.steps):
        yield Change("sop_step", step.id, step_fields(draft.id, step, position))


def _template(row: SopTemplate, steps: tuple[StepDraft, ...], *, on: bool = True) -> TemplateDraft:
    said = json.loads(row.audience or "{}")
    return TemplateDraft(
        row.id, row.key, row.title, row.kind, trigger_days(row.trigger), tuple(said.get("roles", ())),
        tuple(said.get("persona", ())), row.version, bool(row.locked), on, steps,
    )  # fmt: skip


def _step(row: SopStep, shifted: Shifts) -> StepDraft:
    return StepDraft(
        row.id, row.key, row.title, row.kind, row.target, row.time, row.until, row.day, bool(row.must), row.expected,
        row.script, row.hint, Audience.from_json(row.filter), Content.from_json(row.material), shifted.get(row.id),
    )  # fmt: skip
