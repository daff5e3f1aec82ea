"""Roles in the user's language."""

from PySide6.QtCore import QCoreApplication

from db.actor import Role


def role_name(role: str) -> str:
    """What the role is called; an unknown one is its own name."""
    tr = QCoreApplication.translate
    names = {
        Role.TELLER: tr("Role", "柜员"),
        Role.MANAGER: tr("Role", "客户经理"),
        Role.LEAD: tr("Role", "网点负责人"),
        Role.ANALYST: tr("Role", "总行分析员"),
        Role.ADMIN: tr("Role", "系统管理员"),
        Role.AUDITOR: tr("Role", "审计"),
    }
    return names.get(Role(role), role) if role in set(Role) else role
