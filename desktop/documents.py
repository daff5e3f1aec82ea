"""The rules and tables that head office sends whole; without one, the built-in file in resources holds."""

import tomllib
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.ids import derived_id
from db.operation import Change
from db.projection import Fields
from desktop.errors import AppError
from desktop.resources import resource

CONTENT = text("SELECT content FROM document WHERE id = :id AND hidden = 0")
"""Plain SQL: the window asks for the holidays at its start, and an ORM query would set up every mapper first."""


def content(session: Session, kind: str, key: str = "") -> str | None:
    """The TOML of head office's document, None where it has sent none."""
    found = session.execute(CONTENT, {"id": derived_id("document", kind, key)}).scalar()
    return None if found is None else str(found)


def table(session: Session, kind: str, *built_in: str) -> dict[str, Any]:
    """Head office's document of this kind, else the file `built_in` of resources, as TOML gives it."""
    text = content(session, kind)
    if text is None:
        text = resource(*built_in).read_text(encoding="utf-8")
    return parsed(text, kind)


def parsed(text: str, title: str) -> dict[str, Any]:
    """The TOML as values; AppError with the line where it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AppError("{title}看不懂：{error}", cure="请按原来的样子改。", title=title, error=str(error)) from error


def change(kind: str, title: str, version: str, text: str, key: str = "") -> Change:
    """The change that makes `text` the document of its kind; the caller has checked that its reader takes it."""
    fields: Fields = {"kind": kind, "key": key, "title": title, "version": version, "content": text, "locked": 1}
    return Change("document", derived_id("document", kind, key), fields)
