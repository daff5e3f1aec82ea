"""Roles in the user's language."""

from PySide6.QtCore import QCoreApplication

from db.actor import Role


def role_name(role: str) -> str:
    """What the role is called; an unknown one is its own name."""
    translate = QCoreApplication.translate
    names = {
        Role.TELLER: translate("Role", "柜员"),
        Role.MANAGER: translate("Role", "客户经理"),
        Role.LEAD: translate("Role", "网点负责人"),
        Role.ANALYST: translate("Role", "总行分析员"),
        Role.ADMIN: translate("Role", "系统管理员"),
        Role.AUDITOR: translate("Role", "审计"),
    }
    return names.get(Role(role), role) if role in set(Role) else role
