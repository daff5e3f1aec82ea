"""Head office's editing sheets of SOP templates and their steps: one row each, in the words of their writers.

A changed step makes its template one version higher; branches take both up locked.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.library import Script
from db.operation import Change
from db.projection import Fields, Value
from db.sop import SopStep, SopTemplate
from desktop.errors import AppError
from desktop.exchange import bilingual
from desktop.exchange.editing_tables import AGREED, GONE, YES
from desktop.exchange.editing_words import SAID, STEP_HEADS, TEMPLATE_HEADS
from desktop.exchange.workbook import Book, Cell, Sheet, SheetSpec
from desktop.sop.drafts import StepDraft, TemplateDraft, audience_json, check_template, from_lines, lines
from desktop.sop.scripts import script_id
from desktop.sop.shapes import Audience, Content
from desktop.sop.templates import step_fields, step_id, template_id, trigger_days, trigger_json
from desktop.words import N_, Phrase, Words

TEMPLATES: Final = N_("SOP模板")
STEPS: Final = N_("SOP步骤")
ID: Final = "_id"
ROOM: Final = 200  # rows below the last that have the choices too
WIDE: Final[Mapping[str, float]] = {"title": 28, "hint": 44, "source": 28, "pictures": 28, "tags": 24}
CODED: Final = ("kind", "target", "rule", "event")
LISTED: Final = "、"


class Row(NamedTuple):
    """A line of a sheet: its number, its id ("" for a new one), its cells by field, and whether it is withdrawn."""

    number: int
    id: str
    cells: dict[str, str]
    gone: bool


def sheets(session: Session, words: Words) -> list[SheetSpec]:
    """Both sheets as things are now, withdrawn rows last."""
    templates = session.scalars(select(SopTemplate).order_by(SopTemplate.hidden, SopTemplate.key)).all()
    keys = {row.id: row.key for row in templates}
    scripts = {row.id: row.key for row in session.execute(select(Script.id, Script.key))}
    steps = session.scalars(select(SopStep).order_by(SopStep.hidden, SopStep.template, SopStep.position)).all()
    first = [
        _shown(TEMPLATE_HEADS, _template_cells(row, words), row.id, words, gone=bool(row.hidden)) for row in templates
    ]
    second = [
        _shown(STEP_HEADS, _step_cells(row, keys, scripts, words), row.id, words, gone=bool(row.hidden))
        for row in sorted(steps, key=lambda one: (one.hidden, keys.get(one.template or "", ""), one.position))
    ]
    templates_choices = {"kind": "template_kind", "days": "days"}
    step_choices = {name: name for name in CODED}
    return [
        _spec(TEMPLATES, TEMPLATE_HEADS, first, templates_choices, words),
        _spec(STEPS, STEP_HEADS, second, step_choices, words),
    ]


def read(session: Session, book: Book, file: str) -> tuple[list[Change], int]:
    """What the sheets say otherwise than the tables, and how many rows are new. AppError names sheet and row."""
    changes: list[Change] = []
    known = {row.id: row for row in session.scalars(select(SopTemplate))}
    drafts = {row.key: _draft(row) for row in known.values()}
    new = 0
    for row in rows_of(bilingual.sheet(book, TEMPLATES), TEMPLATE_HEADS, file):
        draft = _read_template(row, file)
        drafts[draft.key] = draft
        fields = _template_fields(draft) | {"hidden": int(row.gone)}
        new += draft.id not in known
        changes += _different("sop_template", draft.id, fields, known.get(draft.id))
    steps = {one.id: one for one in session.scalars(select(SopStep))}
    for row in rows_of(bilingual.sheet(book, STEPS), STEP_HEADS, file):
        id_, fields = _read_step(row, drafts, steps, file)
        new += id_ not in steps
        changes += _different("sop_step", id_, fields | {"hidden": int(row.gone)}, steps.get(id_))
    touched = {str(one.fields.get("template") or _of_step(one, steps)) for one in changes if one.entity == "sop_step"}
    touched |= {one.row for one in changes if one.entity == "sop_template"}
    versions = {id_: known[id_].version + 1 if id_ in known else 1 for id_ in sorted(touched)}
    return [*changes, *(Change("sop_template", id_, {"version": number}) for id_, number in versions.items())], new


def _of_step(change: Change, steps: Mapping[str, SopStep]) -> str:
    return steps[change.row].template or ""


# ---------------------------------------------------------------------------------------------- out


def _spec(
    name: Phrase, heads: Mapping[str, Phrase], rows: list[list[Cell]], coded: Mapping[str, str], words: Words
) -> SheetSpec:
    titles: list[Cell] = [*(words.text(head) for head in heads.values()), words.text(GONE), ID]
    widths = {at: WIDE.get(field, 14) for at, field in enumerate(heads, 1)} | {len(titles) - 1: 12}
    choices = {at: [words.text(one) for one in SAID[coded[field]].values() if one]
               for at, field in enumerate(heads, 1) if field in coded}  # fmt: skip
    flags = {at: [words.text(YES)] for at, field in enumerate(heads, 1) if field == "must"}
    return SheetSpec(
        words.text(name), [titles, *rows], widths=widths, hidden_columns=(len(titles),),
        choices={**choices, **flags, len(titles) - 1: [words.text(YES)]}, choice_rows=len(rows) + ROOM,
    )  # fmt: skip


def _shown(heads: Mapping[str, Phrase], cells: Mapping[str, str], id_: str, words: Words, *, gone: bool) -> list[Cell]:
    return [*(cells.get(name, "") for name in heads), words.text(YES) if gone else "", id_]


def _template_cells(row: SopTemplate, words: Words) -> dict[str, str]:
    draft = _draft(row)
    return {
        "key": draft.key, "title": draft.title, "kind": _word("template_kind", draft.kind, words),
        "days": _word("days", draft.days, words),
        "roles": LISTED.join(_word("roles", one, words) for one in draft.roles),
        "persona": LISTED.join(draft.persona),
    }  # fmt: skip


def _word(name: str, code: str, words: Words) -> str:
    """What the sheets call a code; one that they do not know is shown as it is."""
    return words.text(SAID[name].get(code, code))


def _step_cells(
    row: SopStep, keys: Mapping[str, str], scripts: Mapping[str, str], words: Words
) -> dict[str, str]:  # fmt: skip
    cells = lines(_step(row))
    for name in CODED:
        cells[name] = _word(name, cells[name], words)
    cells["must"] = words.text(YES) if cells["must"] else ""
    cells["script"] = scripts.get(row.script or "", "")
    return {**cells, "template": keys.get(row.template or "", ""), "key": row.key, "position": str(row.position)}


# ---------------------------------------------------------------------------------------------- in


def rows_of(sheet: Sheet | None, heads: Mapping[str, Phrase], file: str) -> list[Row]:
    """The lines of a sheet, columns found by their headings; AppError when one is missing."""
    if sheet is None:
        return []
    titles = bilingual.titles(sheet.rows[0] if sheet.rows else [], [*heads.values(), GONE])
    for head in heads.values():
        if head not in titles:
            raise AppError(
                "{file} 的“{sheet}”页没有“{head}”这一列", cure="请在导出的编辑表上改，不要改表头。", file=file,
                sheet=sheet.name, head=head,
            )  # fmt: skip
    found = []
    for number, cells in enumerate(sheet.rows[1:], 2):
        said = {title: _text(cell) for title, cell in zip(titles, cells, strict=False)}
        values = {name: said.get(head, "") for name, head in heads.items()}
        if any(values.values()):
            gone = said.get(GONE, "").lower() in AGREED
            found.append(Row(number, said.get(ID, ""), values, gone))
    return found


def _text(cell: Cell) -> str:
    text = "" if cell is None else str(cell).strip()
    return text.removesuffix(".0") if isinstance(cell, float) else text


def _read_template(row: Row, file: str) -> TemplateDraft:
    cells = row.cells
    key = cells["key"]
    roles = [_code("roles", one) for one in cells["roles"].split(LISTED) if one.strip()]
    persona = tuple(one.strip() for one in cells["persona"].split(LISTED) if one.strip())
    draft = TemplateDraft(
        row.id or template_id(key), key, cells["title"], _code("template_kind", cells["kind"]),
        _code("days", cells["days"]), tuple(roles), persona,
    )  # fmt: skip
    try:
        _check_key(draft)
        check_template(draft)
    except AppError as error:
        raise with_place(error, file, TEMPLATES, row.number) from error
    return draft


def _read_step(
    row: Row, drafts: Mapping[str, TemplateDraft], known: Mapping[str, SopStep], file: str
) -> tuple[str, Fields]:
    cells = dict(row.cells)
    key = cells["key"]
    try:
        template = _template(drafts, cells)
        id_ = row.id or step_id(template.key, key)
        for name in CODED:
            cells[name] = _code(name, cells[name])
        cells["must"] = "1" if cells["must"].lower() in AGREED else ""
        cells["script"] = script_id(cells["script"]) if cells["script"] else ""
        position = _position(cells["position"])
        old = _step(known[id_]) if id_ in known else StepDraft(id_)
        step = replace(from_lines(old, template, cells), key=key)
    except AppError as error:
        raise with_place(error, file, STEPS, row.number) from error
    return id_, step_fields(template.id, step, position)


def _check_key(draft: TemplateDraft) -> None:
    if not draft.key:
        raise AppError("没有编号")


def _template(drafts: Mapping[str, TemplateDraft], cells: Mapping[str, str]) -> TemplateDraft:
    found = drafts.get(cells["template"])
    if found is None or not cells["key"]:
        raise AppError("模板编号“{key}”不存在，或没有步骤编号", key=cells["template"])
    return found


def _position(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise AppError("“次序”要写整数")
    return int(text)


def with_place(error: AppError, file: str, sheet: str, row: int) -> AppError:
    """The same complaint with its place."""
    return AppError(
        "{file} 的“{sheet}”页第 {row} 行：{fault}", cure="请改好这一行再收回。", file=file, sheet=sheet, row=row,
        fault=error.message,
    )  # fmt: skip


def _code(name: str, said: str) -> str:
    """The code of a word of the sheets; what is neither is given back, and refused where it is checked."""
    wanted = said.strip()
    return next((code for code, word in SAID[name].items() if wanted in {code, *bilingual.called(word)}), wanted)


def _different(entity: str, id_: str, fields: Fields, old: SopTemplate | SopStep | None) -> Sequence[Change]:
    if old is None:
        extra: Fields = {"locked": 1} if entity == "sop_template" else {}
        return [Change(entity, id_, fields | extra)]
    changed = {name: value for name, value in fields.items() if _value(old, name) != value}
    return [Change(entity, id_, changed)] if changed else []


def _value(row: SopTemplate | SopStep, name: str) -> Value:
    value: Value = getattr(row, name)
    return value


def _template_fields(draft: TemplateDraft) -> Fields:
    return {
        "key": draft.key, "title": draft.title, "kind": draft.kind, "audience": audience_json(draft),
        "trigger": trigger_json(draft.days),
    }  # fmt: skip


def _draft(row: SopTemplate) -> TemplateDraft:
    said = json.loads(row.audience or "{}")
    return TemplateDraft(
        row.id, row.key, row.title, row.kind, trigger_days(row.trigger), tuple(said.get("roles", ())),
        tuple(said.get("persona", ())),
    )  # fmt: skip


def _step(row: SopStep) -> StepDraft:
    return StepDraft(
        row.id, row.key, row.title, row.kind, row.target, row.time, row.until, row.day, bool(row.must), row.expected,
        row.script, row.hint, Audience.from_json(row.filter), Content.from_json(row.material),
    )  # fmt: skip
