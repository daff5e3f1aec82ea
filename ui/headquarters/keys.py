"""The keys of head office's page, as its foot prints them."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from ui.page import Hint

LETTERS: Final = frozenset("PHBWODCFJK")  # work beside the list, too


def page_hints(*, deciding: bool, late: bool, disputed: bool, edited: bool) -> list[Hint]:
    """`deciding` while somebody's owner waits, `late` while a branch has not reported, and so on."""
    translate = QCoreApplication.translate
    found = [
        (deciding, "F6 1–4 ↵ B", translate("HeadquartersPage", "定归属")),
        (True, "Ctrl O", translate("HeadquartersPage", "加文件夹")),
        (True, "F", translate("HeadquartersPage", "只看要处理的")),
        (True, "J K", translate("HeadquartersPage", "换文件")),
        (True, "Ctrl E", translate("HeadquartersPage", "导出总表")),
        (True, "C", translate("HeadquartersPage", "复制催报名单")),
        (late, "F6 ↑↓ ↵", translate("HeadquartersPage", "复制一家")),
        (True, "B", translate("HeadquartersPage", "退回表")),
        (edited, "H", translate("HeadquartersPage", "定手工改动")),
        (disputed, "D", translate("HeadquartersPage", "定不一致的地方")),
        (True, "O", translate("HeadquartersPage", "输密码")),
        (True, "W", translate("HeadquartersPage", "盯住文件夹")),
        (True, "P", translate("HeadquartersPage", "暂停")),
        (True, "Esc", translate("HeadquartersPage", "取消，已并入的保留")),
    ]
    return [Hint(keys, words) for shown, keys, words in found if shown]
