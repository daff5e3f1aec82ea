"""What a pack carries, entity by entity, in the words of the people who read it."""

from collections.abc import Mapping
from typing import Final

from desktop.words import N_, Phrase

PACKED: Final[Mapping[str, Phrase]] = {
    "branch": N_("网点"), "staff": N_("员工"), "contact_way": N_("活码"), "tag_group": N_("标签组"), "tag": N_("标签"),
    "sop_template": N_("SOP 模板"), "sop_step": N_("SOP 步骤"), "script": N_("话术"), "activity": N_("活动"),
    "product": N_("产品日历"), "campaign": N_("营销活动"), "prize": N_("奖品"), "whitelist_entry": N_("白名单"),
    "poster_template": N_("海报版式"), "material": N_("素材"), "document": N_("规则和表"),
    "link_decision": N_("客户归属"), "erasure": N_("删除登记"),
}  # fmt: skip
"""Entity → what it is called; in the order shown. Of customers only ids are among them."""
