"""Opening the branch's database with what keeps its derived tables up to date."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from db import engine
from db.engine import Derive, Store, StoreError
from db.stamp import Clock
from desktop.contacts import derive
from desktop.errors import AppError, Unavailable

T = TypeVar("T")


class ServerStore(Store):
    """A store on a server, which may be busy, forbid something, or go away: that is told in the user's words."""

    @contextmanager
    def session(self) -> Iterator[Session]:
        with _told(), super().session() as session:
            yield session

    def write(self, work: Callable[[Session], T]) -> T:
        with _told():
            return super().write(work)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        from db import server

        told = _unavailable(server.trouble(error))
        if told is None:
            raise
        raise told from error


def _unavailable(trouble: str) -> Unavailable | None:
    if trouble == "locked":
        return Unavailable(
            "服务器上别人正在写，等了很久还没轮到", cure="这一步没有做；过一会儿再试，“汇总”页上看得到谁在汇总。"
        )
    if trouble == "forbidden":
        return Unavailable(
            "您在服务器上的账号没有这个权限", cure="只能看归您管的网点；要改，请管服务器的人用 taika server 开通。"
        )
    if trouble == "full":
        return Unavailable("数据库服务器满了", cure="这一步没有做；请告诉管服务器的人。")
    if trouble == "lost":
        return Unavailable("和数据库服务器断开了", cure="这一步没有做；网络恢复后再试一次，已写进去的都在。")
    return None


def open_store(path: Path, key: bytes, clock: Clock | None = None, *, create: bool = True) -> Store:
    """Open (or make) the database at `path`; raises AppError in the user's words when it cannot be opened."""
    clock = clock or Clock()
    try:
        return engine.open_store(path, key, clock=clock, derive=_derive(clock), create=create)
    except FileNotFoundError as error:
        raise AppError("找不到数据库 {file}", cure="请检查数据文件夹。", file=path.name) from error
    except StoreError as error:
        raise _in_words(error, path) from error


def open_server(url: str, clock: Clock | None = None) -> Store:
    """Open head office's database on a PostgreSQL server; raises AppError, which never says the URL's password."""
    try:
        from db import server  # its driver is there only where it was installed

        clock = clock or Clock()
        return server.open_server(url, clock=clock, derive=_derive(clock), kind=ServerStore)
    except ImportError as error:
        raise AppError("没有装 PostgreSQL 的驱动", cure="请装上：pip install taika[postgres]。") from error
    except StoreError as error:
        raise _server_in_words(error) from error


def server_name(url: str) -> str:
    """A server's database as the windows call it: its name and host, never user or password."""
    try:
        found = make_url(url)
    except ArgumentError:
        return ""
    host = found.host or str(found.query.get("host", ""))
    return f"{found.database or ''} @ {host}" if host else str(found.database or "")


def _server_in_words(error: StoreError) -> AppError:
    if error.reason == "url":
        return AppError("数据库地址看不懂", cure="写成 postgresql+psycopg://用户:密码@主机/库名。")
    if error.reason == "collation":
        return AppError("服务器上的库不按字符排序", cure="建库时写 LC_COLLATE 'C' TEMPLATE template0。")
    if error.reason == "newer":
        return AppError("服务器上的库是更新版本的台卡写的", cure="请升级这台电脑上的台卡再打开。")
    if error.reason == "forbidden":
        return AppError(
            "您的账号还不能用服务器上的库", cure="请管服务器的人用 taika server admit 开通，或先升级那边的库。"
        )
    return AppError("连不上数据库服务器", cure="请检查地址、用户和密码，或问管服务器的人。")


def _in_words(error: StoreError, path: Path) -> AppError:
    if error.reason == "newer":
        return AppError("{file} 是更新版本的台卡写的", cure="请升级这台电脑上的台卡再打开。", file=path.name)
    if error.reason == "too_old_sqlite":
        return AppError("加密数据库的组件太旧", cure="请重新安装台卡。")
    return AppError("{file} 打不开：钥匙不对，或文件已损坏", cure="请从最近的备份恢复。", file=path.name)


def open_memory_store(clock: Clock | None = None) -> Store:
    """A database in memory with the same derived tables, for tests and trials."""
    clock = clock or Clock()
    return engine.open_memory_store(clock=clock, derive=_derive(clock))


def _derive(clock: Clock) -> Derive:
    """What keeps the derived tables, with the day that it is."""

    def refresh(connection: Connection, touched: Mapping[str, set[str]] | None) -> None:
        derive.refresh(connection, touched, clock.now().date())

    return refresh
