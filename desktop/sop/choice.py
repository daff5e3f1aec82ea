"""Which templates a branch does: its own choice, else what head office has said for all."""

from sqlalchemy import ColumnElement, func, select

from db.actor import Actor
from db.ids import derived_id
from db.operation import Change
from db.sop import SopChoice, SopTemplate
from desktop.security.roles import Permission, Reach, reach


def in_use(branch: str) -> ColumnElement[bool]:
    """A condition on `SopTemplate`: the template makes tasks in this branch."""
    own = (
        select(SopChoice.taken_up)
        .where(SopChoice.branch == branch, SopChoice.template == SopTemplate.id, SopChoice.hidden == 0)
        .correlate(SopTemplate)
        .limit(1)
        .scalar_subquery()
    )
    return (SopTemplate.hidden == 0) & (func.coalesce(own, 1 - SopTemplate.retired) == 1)


def choose(actor: Actor, template: str, *, on: bool) -> Change:
    """The change by which the actor's branch takes a template up or puts it down; by head office it is for all."""
    if reach(actor, Permission.EDIT_DICTIONARY) is Reach.ALL:
        return Change("sop_template", template, {"retired": int(not on)})
    row = derived_id("sop_choice", actor.branch, template)
    return Change("sop_choice", row, {"branch": actor.branch, "template": template, "taken_up": int(on), "hidden": 0})
