"""The rows of the list, made from the day: done on top, then late, now, later."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.sop.items import Item, Today
from ui.today import words

ICONS = {
    "lobby": "store",
    "contact": "user-round",
    "group": "messages-square",
    "activity": "puzzle",
    "moments": "image",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `kind` is done_head, done, section, task or card; `section` says where it stands in time."""

    kind: str
    section: str
    title: str
    time: str = ""
    text: str = ""
    note: str = ""
    count: str = ""
    tag: str = ""
    icon: str = ""
    item: Item | None = None

    @property
    def identity(self) -> tuple[str, str, str]:
        """What stays the same while its content changes."""
        return self.kind, self.section, self.item.step if self.item else ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        parts = (self.time, self.title, self.tag, self.note, self.count, self.text)
        return QCoreApplication.translate("TodayPage", "，").join(part for part in parts if part)


def lines_of(today: Today, current: str, *, show_done: bool) -> list[Line]:
    """All rows; the step `current` is the card."""
    lines: list[Line] = []
    finished = today.done + today.skipped
    if finished:
        lines.append(_done_head(today))
        lines += [_done_line(item) for item in finished if show_done]
    translate = QCoreApplication.translate
    for section, title, items in (
        ("late", translate("TodayPage", "已过期"), today.late),
        ("now", translate("TodayPage", "现在"), today.current),
        ("later", translate("TodayPage", "稍后"), today.later),
    ):
        if items:
            lines.append(Line("section", section, title, count=str(len(items))))
            lines += [_task_line(item, section, today, card=item.step == current) for item in items]
    return lines


def _done_head(today: Today) -> Line:
    translate = QCoreApplication.translate
    title = translate("TodayPage", "已完成 {count} 件").format(count=len(today.done))
    if today.skipped:
        title += translate("TodayPage", "，跳过 {count} 件").format(count=len(today.skipped))
    finished = today.done + today.skipped
    time = min(item.due_at for item in finished)
    return Line("done_head", "done", title, time=f"{time:%H:%M}", text=words.listed(finished))


def _done_line(item: Item) -> Line:
    translate = QCoreApplication.translate
    note = ""
    if item.state == "skipped":
        note = translate("TodayPage", "跳过")
    elif item.done_at and not item.on_time:
        note = translate("TodayPage", "{time} 完成，晚了").format(time=f"{item.done_at:%H:%M}")
    elif item.done_at:
        note = translate("TodayPage", "{time} 完成").format(time=f"{item.done_at:%H:%M}")
    return Line(
        "done", item.state, words.title_with_audience(item), time=f"{item.due_at:%H:%M}", note=note,
        icon=ICONS.get(item.kind, "list-todo"), item=item,
    )  # fmt: skip


def _task_line(item: Item, section: str, today: Today, *, card: bool) -> Line:
    return Line(
        "card" if card else "task",
        section,
        words.title_with_audience(item) if section == "late" else item.title,
        time=f"{item.due_at:%H:%M}",
        text=item.targets[item.current].filled.text or item.hint,
        note=words.late_by(item, today.now) if section == "late" else "",
        count=words.audience(item) if section != "late" else "",
        tag=QCoreApplication.translate("TodayPage", "总行必做") if item.must else "",
        icon=ICONS.get(item.kind, "list-todo"),
        item=item,
    )
