"""Times, durations and greetings as the page says them."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from desktop.sop.items import Item
from desktop.sop.shapes import Content

HOUR = 60
DAY = 24 * HOUR


def greeting(now: datetime, name: str) -> str:
    """How one says hello at this hour."""
    translate = QCoreApplication.translate
    for until, words in (
        (9, translate("TodayPage", "早上好，{name}")),
        (12, translate("TodayPage", "上午好，{name}")),
        (14, translate("TodayPage", "中午好，{name}")),
        (18, translate("TodayPage", "下午好，{name}")),
    ):
        if now.hour < until:
            return words.format(name=name)
    return translate("TodayPage", "晚上好，{name}").format(name=name)


def weekday(day: date) -> str:
    translate = QCoreApplication.translate
    return (
        translate("TodayPage", "星期一"),
        translate("TodayPage", "星期二"),
        translate("TodayPage", "星期三"),
        translate("TodayPage", "星期四"),
        translate("TodayPage", "星期五"),
        translate("TodayPage", "星期六"),
        translate("TodayPage", "星期日"),
    )[day.weekday()]


def spoken_day(day: date) -> str:
    """3 月 12 日 星期四."""
    return QCoreApplication.translate("TodayPage", "{month} 月 {day} 日 {weekday}").format(
        month=day.month, day=day.day, weekday=weekday(day), date=day.isoformat()
    )


def near_day(day: date, today: date) -> str:
    """Yesterday, today, tomorrow, else month and day."""
    translate = QCoreApplication.translate
    match (day - today).days:
        case 0:
            return translate("TodayPage", "今天")
        case 1:
            return translate("TodayPage", "明天")
        case -1:
            return translate("TodayPage", "昨天")
        case _:
            return translate("TodayPage", "{month} 月 {day} 日").format(
                month=day.month, day=day.day, date=day.isoformat()
            )


def minutes_between(first: datetime, last: datetime) -> int:
    return max(0, int((last - first) / timedelta(minutes=1)))


def duration(minutes: int) -> str:
    """48 分钟; 1 小时 42 分; 2 小时."""
    translate = QCoreApplication.translate
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return translate("TodayPage", "{minutes} 分钟").format(minutes=rest)
    if not rest:
        return translate("TodayPage", "{hours} 小时").format(hours=hours)
    return translate("TodayPage", "{hours} 小时 {minutes} 分").format(hours=hours, minutes=rest)


def short_duration(minutes: int) -> str:
    """26 分; 8 小时; 3 天: the greatest unit only, for narrow places."""
    translate = QCoreApplication.translate
    if minutes < HOUR:
        return translate("TodayPage", "{minutes} 分").format(minutes=minutes)
    if minutes < DAY:
        return translate("TodayPage", "{hours} 小时").format(hours=minutes // HOUR)
    return translate("TodayPage", "{days} 天").format(days=minutes // DAY)


def late_by(item: Item, now: datetime) -> str:
    words = QCoreApplication.translate("TodayPage", "晚了 {duration}")
    return words.format(duration=duration(minutes_between(item.due_at, now)))


def time_left(item: Item, now: datetime) -> str:
    words = QCoreApplication.translate("TodayPage", "剩 {duration}")
    return words.format(duration=duration(minutes_between(now, item.until_at)))


def starts_in(item: Item, now: datetime) -> str:
    words = QCoreApplication.translate("TodayPage", "还有 {duration}")
    return words.format(duration=duration(minutes_between(now, item.due_at)))


def audience(item: Item) -> str:
    """Whom a step is for: 3 个群, 8 位, 196 人; empty for what one does alone."""
    translate = QCoreApplication.translate
    first = item.targets[0]
    if item.kind == "activity":
        return translate("TodayPage", "{count} 人").format(count=item.members)
    if first.group:
        return translate("TodayPage", "{count} 个群").format(count=len(item.targets))
    if first.contact:
        return translate("TodayPage", "{count} 位").format(count=len(item.targets))
    return ""


def title_with_audience(item: Item) -> str:
    """The title of a step for several contacts says how many: 定存到期提醒，3 位."""
    if len(item.targets) > 1 and item.targets[0].contact:
        words = QCoreApplication.translate("TodayPage", "{title}，{audience}")
        return words.format(title=item.title, audience=audience(item))
    return item.title


def guide(content: Content) -> str:
    """Where a content step takes its words from, how to shorten them, where to post them; empty without any."""
    translate = QCoreApplication.translate
    parts = [
        (translate("TodayPage", "来源：{text}"), content.source),
        (translate("TodayPage", "怎么缩：{text}"), content.shorten),
        (translate("TodayPage", "发到：{text}"), content.post),
        (translate("TodayPage", "配图：{text}"), content.pictures),
        (translate("TodayPage", "谁可见：{text}"), translate("TodayPage", "、").join(content.visible_to)),
    ]
    return "\n".join(template.format(text=text) for template, text in parts if text)


def listed(items: tuple[Item, ...]) -> str:
    return QCoreApplication.translate("TodayPage", "、").join(item.title for item in items)
