"""What the banner under the number says."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from db.actor import Role
from desktop.contacts.search import ContactRow
from desktop.contacts.whitelist import Lead
from desktop.errors import AppError
from ui.capture.counter import DECLINED
from ui.desk import Desk
from ui.widgets.banner import AnswerBanner
from ui.widgets.pill import StagePill


def may_see(row: ContactRow) -> bool:
    """Stage, tags and next step came along: the search gives them only to who may see them."""
    return bool(row.stage)


class Answer(QObject):
    """Who it is that stands there, in a title and a line; the stage beside it when it may be seen."""

    def __init__(self, desk: Desk, banner: AnswerBanner, stage: StagePill) -> None:
        super().__init__(banner)
        self.desk, self.banner, self.stage = desk, banner, stage

    def nobody(self) -> None:
        """Nothing has been typed."""
        self._set("sunken", "smartphone", self.tr("输入手机号或姓名"), self.tr("没留号码的，按 F7 只计 1 人"))

    def stored(self, words: str) -> None:
        """Something was written just now, and the next person may come."""
        self._set("ok", "check", words, self.tr("Ctrl Z 撤销；下一位请直接输手机号"))

    def unfinished(self, left: int) -> None:
        """So many digits are still to come."""
        more = self.tr("还差 {count} 位").format(count=left)
        self._set("sunken", "smartphone", more, self.tr("也可以输姓名首字母，找已有的客户"))

    def nowhere(self) -> None:
        """Letters that nobody's name begins with."""
        self._set("sunken", "search", self.tr("没找到"), self.tr("换个写法，或者输手机号登记新客户"))

    def asking(self) -> None:
        self._set("sunken", "search", self.tr("在查是不是已有客户"))

    def refuse(self, error: AppError) -> None:
        """What the user can mend."""
        words = self.desk.words
        self._set("danger", "circle-alert", words.text(error.message), words.text(error.cure))

    def key_taken(self) -> None:
        """Another program has the key that opens the window from anywhere."""
        self._set("warn", "triangle-alert", self.tr("Ctrl Alt N 被别的程序占用了"),
                  self.tr("仍可在台卡里按 Ctrl N；关掉占用的程序后再开"))  # fmt: skip

    def new(self, leads: Sequence[Lead], result: str, *, consented: bool, keyless: bool) -> None:
        """Nobody's yet; invited perhaps, which nobody can say when the whitelist came without its key."""
        if result == DECLINED:
            words = self.tr("客户没加：只计 1 人，不留号码")
        elif consented:
            words = self.tr("客户已同意，回车保存")
        else:
            words = self.tr("问过客户再按 0 勾同意；不勾只计 1 人，不留号码")
        title = self.tr("新客户，可以登记")
        if leads:
            lead = leads[0]
            title = self.tr("新客户，在“{campaign}”名单里").format(campaign=lead.campaign)
            whose = self.tr("归{branch} {staff}。").format(branch=lead.branch, staff=lead.staff).replace(" 。", "。")
            words = f"{whose}{words}"
        if keyless:
            self._set("warn", "triangle-alert", self.tr("名单的密钥没到，先按新客户登记"), words)
        else:
            self._set("ok", "user-plus", title, words)

    def ours(self, rows: Sequence[ContactRow], at: int) -> None:
        """Somebody's already: whose, and the how-manieth of those who fit."""
        row = rows[at]
        title = self.tr("已是客户，归属 {owner}").format(owner=row.owner_name or "—")
        words = self.tr("{name} {phone}，共 {count} 人匹配")
        if len(rows) > 1:
            words = self.tr("{name} {phone}，第 {at} / {count} 人，↑↓ 换")
        if self.desk.actor.role is Role.LEAD and not may_see(row):
            words = self.tr("{name} {phone}，别的网点的：只能记到访，不能改归属")
        words = words.format(name=row.name, phone=row.phone, at=at + 1, count=len(rows))
        self._set("info", "user-check", title, words)
        self.stage.setVisible(may_see(row))
        if row.stage:
            self.stage.set_stage(row.stage)

    def _set(self, tone: str, icon: str, title: str, words: str = "") -> None:
        self.stage.hide()
        self.banner.set(tone, icon, title, words)
