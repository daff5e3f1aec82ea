"""What is shown of a phone, an id, a name where it is not shown in full."""

from typing import Final

MASK: Final = "*"  # stands for what is not shown

_PAIRS = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶"
    "太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良"
    "漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生左丘东门西门"
)
TWO_CHARACTER_SURNAMES = frozenset(_PAIRS[at : at + 2] for at in range(0, len(_PAIRS), 2))


def mask_phone(phone: str) -> str:
    """138****4821; a shorter number keeps its last two digits only."""
    if not phone:
        return ""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else f"****{phone[-2:]}"


def mask_name(name: str) -> str:
    """张*, 张*明, 欧阳**: the surname, and the last character of a name of three."""
    if len(name) <= 1:
        return "*" * len(name)
    if name[:2] in TWO_CHARACTER_SURNAMES and len(name) > 2:
        return name[:2] + "*" * (len(name) - 2)
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}{'*' * min(len(name) - 2, 3)}{name[-1]}"


def mask_id(value: str) -> str:
    """wm****9f3a: the first two and the last four characters."""
    return f"{value[:2]}****{value[-4:]}" if len(value) > 6 else "****"
