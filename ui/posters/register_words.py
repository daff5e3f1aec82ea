"""Words of the register: materials, kinds of codes, days that are left."""

from PySide6.QtCore import QCoreApplication

from desktop.posters.register import Expiry
from desktop.posters.ways import MATERIALS


def material_name(material: str) -> str:
    """A material in words; one that is not known stands as it is."""
    translate = QCoreApplication.translate
    names = {
        "table_card": translate("Material", "台卡"), "insert": translate("Material", "插卡"),
        "poster": translate("Material", "海报"), "roll_up": translate("Material", "易拉宝"),
        "badge": translate("Material", "胸牌"), "name_card": translate("Material", "名片"),
        "sticker": translate("Material", "贴纸"), "phone": translate("Material", "手机图"),
        "other": translate("Material", "其他"), "": translate("Material", "不分物料"),
    }  # fmt: skip
    return names.get(material, material)


def material_choices() -> list[tuple[object, str]]:
    return [(key, material_name(key)) for key in ("", *MATERIALS)]


def days_left(days: int) -> str:
    """还有 3 天, 今天到期, 过期 2 天."""
    translate = QCoreApplication.translate
    if days < 0:
        return translate("RegisterWindow", "过期 {n} 天").format(n=-days)
    return (
        translate("RegisterWindow", "还有 {n} 天").format(n=days) if days else translate("RegisterWindow", "今天到期")
    )


def what_ends(one: Expiry) -> str:
    translate = QCoreApplication.translate
    return translate("RegisterWindow", "活码") if one.kind == "code" else translate("RegisterWindow", "印出的件")
