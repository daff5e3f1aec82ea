"""How the team's days are said: facts and offers, no verdicts."""

from PySide6.QtCore import QCoreApplication

from desktop.sop.team import AHEAD, LATE, LEFT, ON_TIME, Missed, PersonWeek, Step

ICONS = {ON_TIME: "circle-check", LATE: "clock", LEFT: "circle", AHEAD: "circle-dot", "skipped": "skip-forward"}


def state(step: Step) -> tuple[str, str]:
    """(words, colour token) of how a step went."""
    translate = QCoreApplication.translate
    at = f"{step.done_at:%H:%M}" if step.done_at else ""
    if step.state == ON_TIME:
        return translate("TeamPane", "{time} 完成，按时").format(time=at), "ok"
    if step.state == LATE:
        return translate("TeamPane", "{time} 完成，晚了些").format(time=at), "text2"
    if step.state == LEFT:
        return translate("TeamPane", "还有 {count} 项没做").format(count=step.left), "warn"
    if step.state == AHEAD:
        return translate("TeamPane", "还没到时候，{count} 项").format(count=step.left), "text2"
    return translate("TeamPane", "跳过：{reason}").format(reason=reason(step.reason)), "text2"


def reason(code: str) -> str:
    """Why something was skipped."""
    translate = QCoreApplication.translate
    return {
        "away": translate("TodayPage", "客户不在"),
        "told": translate("TodayPage", "已当面说过"),
        "unsuitable": translate("TodayPage", "内容不合适"),
        "declined": translate("TodayPage", "客户不想收"),
    }.get(code, "—")


def counted(one: Missed) -> str:
    """How often a step was late, left or skipped."""
    translate = QCoreApplication.translate
    parts = [
        (one.late, translate("TeamPane", "晚 {count}")),
        (one.left, translate("TeamPane", "漏 {count}")),
        (one.skipped, translate("TeamPane", "跳 {count}")),
    ]
    told = [template.format(count=count) for count, template in parts if count]
    return translate("TeamPane", "{due} 次里 {parts}").format(due=one.due, parts=" ".join(told))


def proposal(one: Missed) -> str:
    """What might help."""
    translate = QCoreApplication.translate
    return {
        "later": translate("TeamPane", "多在 {time} 前后完成，把时间改到那时试试"),
        "other_time": translate("TeamPane", "客户常不在，换个时间试试"),
        "drop_told": translate("TeamPane", "常常当面说过了，可以少发几位"),
        "fewer_people": translate("TeamPane", "有客户不想收，把对象收窄一些"),
        "other_words": translate("TeamPane", "内容不合适，换一条话术"),
        "share": translate("TeamPane", "常顾不上，分给两个人，或改成选做"),
    }[one.proposal].format(time=one.time)


def summary(person: PersonWeek) -> str:
    """A person's days in one line."""
    translate = QCoreApplication.translate
    on_time, late = sum(one.on_time for one in person.cells), sum(one.late for one in person.cells)
    skipped, left = sum(one.skipped for one in person.cells), sum(one.left for one in person.cells)
    words = translate("TeamPane", "按时 {on_time}，晚些 {late}，跳过 {skipped}，没做 {left}")
    return words.format(on_time=on_time, late=late, skipped=skipped, left=left)
