"""What came of campaigns: leads held and contacted, how soon, prizes and what each lead cost."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.headquarters.campaigns import Result
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.theme import Theme


class ResultModel(IdTableModel):
    """Shares in per cent, money in yuan, — where there is nothing to divide by."""

    def text_of(self, row: Result, key: str) -> str:
        if key == "branch":
            return row.branch or self.tr("全部网点")
        if key == "accepted":
            return "—" if row.accepted is None else f"{row.accepted:.0%}"
        if key == "days":
            return "—" if row.days is None else f"{row.days:.1f}"
        if key == "cost":
            return "—" if row.cost is None or not row.fen else f"{row.cost / 100:,.2f}"
        value = getattr(row, key)
        return f"{value:,}" if isinstance(value, int) else str(value)


class CampaignTable(RowTable):
    """Each campaign as a whole, then branch by branch, and in each its managers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("campaign", translate("Campaigns", "活动"), 150, sortable=False),
            Column("branch", translate("Campaigns", "网点"), 120, sortable=False),
            Column("staff", translate("Campaigns", "员工"), 90, sortable=False),
            Column("ends_on", translate("Campaigns", "到哪天"), 100, sortable=False),
            Column("leads", translate("Campaigns", "名单"), 80, "right", sortable=False),
            Column("held", translate("Campaigns", "已添加"), 80, "right", sortable=False),
            Column("accepted", translate("Campaigns", "接住率"), 110, "right", sortable=False),
            Column("contacted", translate("Campaigns", "已联系"), 80, "right", sortable=False),
            Column("days", translate("Campaigns", "几天联系上"), 110, "right", sortable=False),
            Column("prizes", translate("Campaigns", "奖品数"), 80, "right", sortable=False),
            Column("cost", translate("Campaigns", "每位成本（元）"), 120, "right", sortable=False, stretch=True),
        ]
        self._found: list[Result] = []
        model = ResultModel(columns, self._of)
        super().__init__(theme, model, parent, 34)
        model.tips = {
            "leads": translate("Campaigns", "白名单里分给它的客户数"),
            "held": translate("Campaigns", "名单里已经是这个网点客户的，按手机号的加密指纹认"),
            "accepted": translate("Campaigns", "已添加 ÷ 名单"),
            "contacted": translate("Campaigns", "活动开始后发过消息、打过电话或见过面的"),
            "days": translate("Campaigns", "从活动开始到第一次联系的平均天数"),
            "prizes": translate("Campaigns", "抽中的奖品"),
            "cost": translate("Campaigns", "奖品金额 ÷ 已添加"),
        }
        model.setParent(self)
        self.setAccessibleName(translate("Campaigns", "营销活动"))
        self.nothing = translate("Campaigns", "还没有营销活动：在“同步”的编辑表里写好，再收白名单")

    def show_results(self, found: Sequence[Result]) -> None:
        self._found = list(found)
        self.id_model.set_ids(list(range(len(self._found))))

    def _of(self, ids: Sequence[int]) -> list[Result]:
        return [self._found[number] for number in ids]
