"""Names of kinds, steps and messages as the windows say them, and times in minutes and seconds."""

from PySide6.QtCore import QCoreApplication

from desktop.activities.plan import CLOSE, PRIZES, PRODUCT, START, WARM_UP, Stage

ICONS = {
    "riddle": "puzzle", "pinyin": "type", "lantern": "sun", "idiom": "image", "fill": "pencil", "finance": "landmark",
    "fraud": "shield-alert", "dice": "shuffle", "chain": "link", "photo": "images", "poll": "chart-column",
    "half_day": "trophy", "lucky": "gift",
}  # fmt: skip


def kind_name(kind: str) -> str:
    """The name of a kind of activity; an unknown one is its own name."""
    translate = QCoreApplication.translate
    names = {
        "riddle": translate("Activity", "猜字谜"),
        "pinyin": translate("Activity", "猜拼音"),
        "lantern": translate("Activity", "灯谜"),
        "idiom": translate("Activity", "看图猜成语"),
        "fill": translate("Activity", "成语补字"),
        "finance": translate("Activity", "金融知识"),
        "fraud": translate("Activity", "反诈判断"),
        "dice": translate("Activity", "猜骰子"),
        "chain": translate("Activity", "接龙"),
        "photo": translate("Activity", "晒图"),
        "poll": translate("Activity", "投票"),
        "half_day": translate("Activity", "半日专场"),
        "lucky": translate("Activity", "人人有份"),
    }
    return names.get(kind, kind)


def stage_name(stage: Stage) -> str:
    """The name of a step of the course."""
    translate = QCoreApplication.translate
    names = {
        WARM_UP: translate("Activity", "预热通知"),
        START: translate("Activity", "开场，讲规则"),
        PRODUCT: translate("Activity", "产品插播"),
        PRIZES: translate("Activity", "公布获奖，发奖"),
        CLOSE: translate("Activity", "收尾，登记效果"),
    }
    return names.get(stage.kind) or round_name(stage.round)


def round_name(place: int) -> str:
    return QCoreApplication.translate("Activity", "第 {number} 题").format(number=place + 1)


def message_name(kind: str) -> str:
    """The name of a message to copy."""
    translate = QCoreApplication.translate
    names = {
        "warm_up": translate("Activity", "预热通知"),
        "start": translate("Activity", "开场"),
        "round": translate("Activity", "题目"),
        "countdown": translate("Activity", "倒计时提醒"),
        "reveal": translate("Activity", "公布答案"),
        "product": translate("Activity", "产品插播"),
        "result": translate("Activity", "公布获奖"),
    }
    return names[kind]


def clock(seconds: int) -> str:
    """2:18."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def yuan(fen: int) -> str:
    """3.88, without the unit."""
    return f"{fen / 100:.2f}"
