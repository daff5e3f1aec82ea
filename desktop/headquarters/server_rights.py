"""Letting analysts in on head office's server: to the whole bank, or to read the branches that are theirs."""

from collections.abc import Iterable, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from db import rights
from db.claims import SERVER
from db.rights import Right
from desktop.errors import AppError


def admit(session: Session, role: str, branches: Sequence[str] = ()) -> list[Right]:
    """Let a role of the server in, to the whole bank or to read these branches (names or paths) and all below them.

    AppError when there is no such role or branch, or the database is a file.
    """
    _on_a_server(session)
    ids = [_branch(session, name) for name in branches]
    try:
        rights.admit(session.connection(), role, ids)
    except rights.UnknownRoleError as error:
        raise AppError(
            "服务器上没有账号 {role}", cure="先请管服务器的人建：CREATE ROLE {role} LOGIN PASSWORD '…'。", role=role
        ) from error
    return rights.rights(session.connection())


def dismiss(session: Session, role: str) -> list[Right]:
    """Take a role's rights back; AppError when it has none."""
    _on_a_server(session)
    if not rights.dismiss(session.connection(), role):
        raise AppError("{role} 本来就没有开通", cure="用 taika server show 看谁开通了。", role=role)
    return rights.rights(session.connection())


def known(session: Session) -> list[Right]:
    """Who was let in."""
    _on_a_server(session)
    return rights.rights(session.connection())


def _on_a_server(session: Session) -> None:
    if session.get_bind().dialect.name != SERVER:
        raise AppError("这是本机的数据，不在服务器上", cure="用 --database-url 给出总行的服务器。")


def _branch(session: Session, name: str) -> str:
    asked = text("SELECT id FROM branch WHERE hidden = 0 AND (name = :name OR path = :name)")
    found: Iterable[str] = session.execute(asked, {"name": name.strip("/ ")}).scalars()
    ids = list(found)
    if len(ids) != 1:
        raise AppError(
            "没有网点“{name}”，或有几家同名", cure="写部门全路径，如 江海银行/江北分行；没有就先导入通讯录。", name=name
        )
    return ids[0]
