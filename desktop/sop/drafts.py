"""A template while it is edited: its steps as values, read from and written into the lines of a form, and checked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any, Final

from desktop.errors import AppError
from desktop.sop.audience import PROGRAMME
from desktop.sop.shapes import EVENTS, RULES, Audience, Content
from desktop.sop.templates import DAYS, ROLES, STEP_KINDS, TARGETS, TEMPLATE_KINDS
from desktop.words import N_, Phrase

LONGEST: Final = 60
"""Characters of a title."""

FESTIVAL: Final = "festival"
WEEK: Final = tuple(range(1, 8))

NAMES: Final[Mapping[str, Phrase]] = {
    "title": N_("名称"), "time": N_("开始"), "until": N_("截止"), "day": N_("第几天"), "expected": N_("应做数"),
    "days": N_("天数"), "since": N_("过后几天"), "limit": N_("每人最多"), "pause_days": N_("隔几天再找"),
    "added_within": N_("最近几天添加"), "min_members": N_("群人数不少于"), "weekdays": N_("星期"),
    "dates": N_("日期"), "month_days": N_("每月几号"), "tags": N_("标签"), "event": N_("发生了什么"),
    "pictures": N_("配图"), "visible_to": N_("谁可见"), "kind": N_("类型"), "target": N_("对象"),
    "rule": N_("哪些客户"),
}  # fmt: skip
"""Line of the form → what it is called."""


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step; `script` is the row of its words, `shifted` the branch's own (time, until) of a locked one."""

    id: str
    key: str = ""
    title: str = ""
    kind: str = "lobby"
    target: str = "staff"
    time: str = "09:00"
    until: str = "10:00"
    day: int = 0
    must: bool = False
    expected: int = 0
    script: str | None = None
    hint: str = ""
    audience: Audience = field(default_factory=Audience)
    content: Content = field(default_factory=Content)
    shifted: tuple[str, str] | None = None

    @property
    def window(self) -> tuple[str, str]:
        """(time, until) as the branch works."""
        return self.shifted or (self.time, self.until)


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """A template with its steps in order; `on` when it makes tasks, `days` workdays or every_day."""

    id: str
    key: str = ""
    title: str = ""
    kind: str = "daily"
    days: str = "workdays"
    roles: tuple[str, ...] = ("teller", "manager", "lead")
    persona: tuple[str, ...] = ()
    version: int = 1
    locked: bool = False
    on: bool = True
    steps: tuple[StepDraft, ...] = ()

    def with_step(self, step: StepDraft) -> "TemplateDraft":
        """With this step in place of the one of its id, or at the end."""
        if any(one.id == step.id for one in self.steps):
            return replace(self, steps=tuple(step if one.id == step.id else one for one in self.steps))
        return replace(self, steps=(*self.steps, step))

    def without(self, step: str) -> "TemplateDraft":
        """Without the step of this id."""
        return replace(self, steps=tuple(one for one in self.steps if one.id != step))


def audience_json(draft: TemplateDraft) -> str:
    """Roles and persona as the table keeps them."""
    said = {"roles": list(draft.roles)} | ({"persona": list(draft.persona)} if draft.persona else {})
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# ---------------------------------------------------------------------------------------------- lines of a form


def lines(step: StepDraft) -> dict[str, str]:
    """The step as the lines of a form show it: numbers without their zero, lists with 、 between."""
    wanted, content = step.audience, step.content
    numbers = ("days", "since", "limit", "pause_days", "added_within", "min_members")
    return {
        "title": step.title, "kind": step.kind, "target": step.target, "time": step.time, "until": step.until,
        "day": str(abs(step.day)) if step.day else "", "must": "1" if step.must else "",
        "expected": str(step.expected or ""), "script": step.script or "", "hint": step.hint, "rule": wanted.rule,
        "event": wanted.event, "tags": "、".join(wanted.tags), "weekdays": "".join(map(str, wanted.weekdays)),
        "dates": "、".join(wanted.dates), "month_days": "、".join(map(str, wanted.month_days)),
        "source": content.source, "shorten": content.shorten, "post": content.post, "pictures": content.pictures,
        "visible_to": "、".join(content.visible_to), "material": content.material,
        **{name: str(getattr(wanted, name) or "") for name in numbers},
    }  # fmt: skip


def from_lines(old: StepDraft, template: TemplateDraft, typed: Mapping[str, str]) -> StepDraft:
    """The step that the lines describe; what does not apply to it is left out. AppError names the line at fault."""
    kind = _choice(typed, "kind", STEP_KINDS)
    target = "staff" if kind == "moments" else _choice(typed, "target", TARGETS)
    day = _number(typed, "day", 400) if template.kind in {PROGRAMME, FESTIVAL} else 0
    found = replace(
        old, title=typed.get("title", "").strip(), kind=kind, target=target, time=_clock(typed, "time"),
        until=_clock(typed, "until"), day=-day if template.kind == FESTIVAL else day, must=bool(typed.get("must")),
        expected=_number(typed, "expected", 999), script=typed.get("script") or None,
        hint=typed.get("hint", "").strip(), audience=_audience(template, target, typed), content=_content(kind, typed),
    )  # fmt: skip
    check_step(found)
    return found


def check_step(step: StepDraft) -> None:
    """Raise AppError for what cannot be carried out."""
    if not step.title or len(step.title) > LONGEST:
        raise AppError("步骤的名称要写 1 到 {most} 个字", most=LONGEST)
    if step.until <= step.time:
        raise AppError("“{step}”的截止 {until} 不晚于开始 {time}", cure="请改截止时间。", step=step.title,
                       until=step.until, time=step.time)  # fmt: skip
    if step.audience.rule == "tagged" and not step.audience.tags:
        raise AppError("“{step}”按标签找客户，要写标签", step=step.title)
    if (step.audience.rule == "event") != bool(step.audience.event):
        raise AppError("“{step}”跟着一件事做，要选是什么事", step=step.title)
    if step.kind == "moments" and not (step.content.pictures and step.content.visible_to):
        raise AppError("“{step}”是朋友圈，要写配图和谁可见", step=step.title)


def check_template(draft: TemplateDraft) -> None:
    """Raise AppError for a template that cannot be saved."""
    if not draft.title.strip() or len(draft.title) > LONGEST:
        raise AppError("模板的名称要写 1 到 {most} 个字", most=LONGEST)
    if draft.kind not in TEMPLATE_KINDS or draft.days not in DAYS or not ROLES.issuperset(draft.roles):
        raise AppError("“{title}”的类型、日子或岗位不对", title=draft.title)
    if not draft.roles:
        raise AppError("“{title}”至少要有一个岗位", title=draft.title)
    if (draft.kind == "persona") != bool(draft.persona):
        raise AppError("按专业形象的模板要写形象，别的不写", cure="例如：养老。", title=draft.title)
    for step in draft.steps:
        check_step(step)


def _audience(template: TemplateDraft, target: str, typed: Mapping[str, str]) -> Audience:
    days: dict[str, Any] = {
        "weekdays": tuple(day for day in WEEK if str(day) in typed.get("weekdays", "")),
        "dates": tuple(_date(one) for one in _parts(typed, "dates")),
        "month_days": tuple(_month_day(one) for one in _parts(typed, "month_days")),
    }
    if target == "group":
        return Audience(limit=_number(typed, "limit", 99), min_members=_number(typed, "min_members", 500), **days)
    if target != "contact" or template.kind == PROGRAMME:
        return Audience(**days)
    rule = _choice(typed, "rule", RULES)
    counted = _of_rule(rule) - {"event", "tags"}
    days |= {name: _number(typed, name, 999) for name in counted}
    tags = tuple(_parts(typed, "tags")) if rule == "tagged" else ()
    return Audience(rule=rule, event=_choice(typed, "event", EVENTS) if rule == "event" else "", tags=tags, **days)


def _content(kind: str, typed: Mapping[str, str]) -> Content:
    """Source, shortening and place for content; pictures and who sees them for Moments; a picture for anything."""
    said = {name: typed.get(name, "").strip() for name in ("source", "shorten", "post", "pictures", "material")}
    return Content(**said, visible_to=tuple(_parts(typed, "visible_to")) if kind == "moments" else ())


def _parts(typed: Mapping[str, str], name: str) -> list[str]:
    """What stands between 、 ，, or blanks."""
    text = typed.get(name, "")
    for mark in "，,；;\n":
        text = text.replace(mark, "、")
    return [part for part in (one.strip() for one in text.replace(" ", "、").split("、")) if part]


def _choice(typed: Mapping[str, str], name: str, allowed: frozenset[str]) -> str:
    value = typed.get(name, "")
    if value not in allowed:
        raise AppError("“{line}”里没有“{value}”这一项", line=NAMES[name], value=value)
    return value


def _number(typed: Mapping[str, str], name: str, most: int) -> int:
    text = typed.get(name, "").strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and int(text) <= most):
        raise AppError("“{line}”要写 0 到 {most} 的整数，不能是“{value}”", line=NAMES[name], most=most, value=text[:20])
    return int(text)


def _clock(typed: Mapping[str, str], name: str) -> str:
    text = typed.get(name, "").strip().replace("：", ":")
    try:
        return time.fromisoformat(text.zfill(5)).strftime("%H:%M")
    except ValueError:
        raise AppError("“{line}”写成 09:30 这样，不能是“{value}”", line=NAMES[name], value=text[:20]) from None


def _date(text: str) -> str:
    """MM-DD, also of a leap year; 3-15 and 3月15日 too."""
    parts = text.replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-").split("-")
    try:
        return date(2024, *(int(part) for part in parts)).isoformat()[5:]
    except (ValueError, TypeError):
        raise AppError("“{line}”写成 03-15 这样，不能是“{value}”", line=NAMES["dates"], value=text[:20]) from None


def _month_day(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 28):
        raise AppError("“{line}”写 1 到 28，不能是“{value}”", line=NAMES["month_days"], value=text[:20])
    return int(text)


def applicable(template: str, typed: Mapping[str, str]) -> frozenset[str]:
    """The lines of the form that mean something for a step in a template of this kind, as it is typed."""
    kind, target, rule = typed.get("kind", ""), typed.get("target", ""), typed.get("rule", "")
    found = {"title", "kind", "time", "until", "must", "script", "hint", "material"}
    found |= {"weekdays", "dates", "month_days"} if template != FESTIVAL else set()
    found |= {"day"} if template in {PROGRAMME, FESTIVAL} else set()
    if kind == "moments":
        return frozenset(found | {"source", "shorten", "post", "pictures", "visible_to"})
    found |= {"target"} | ({"expected"} if kind == "lobby" else set())
    if kind == "group":
        found |= {"source", "shorten", "post"}
    if target == "group":
        found |= {"limit", "min_members"}
    elif target == "contact" and template != PROGRAMME:
        found |= {"rule"} | _of_rule(rule)
    return frozenset(found)


def _of_rule(rule: str) -> set[str]:
    chosen = {"days", "limit", "pause_days"}
    return {
        "birthday": {"days", "since"},
        "maturity": {"days", "since"},
        "event": {"event", "days"},
        "dormant": chosen,
        "lost": chosen,
        "tagged": {*chosen, "tags", "added_within"} - {"days"},
    }.get(rule, set())
