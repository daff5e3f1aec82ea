"""The declarative base, and the columns that every synced table has."""

from typing import Annotated

from sqlalchemy import Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Key = Annotated[str, mapped_column(Text, primary_key=True)]
Words = Annotated[str, mapped_column(Text, server_default="", default="")]
Number = Annotated[int, mapped_column(Integer, server_default="0", default=0)]
MaybeText = Annotated[str | None, mapped_column(Text)]
MaybeNumber = Annotated[int | None, mapped_column(Integer)]


class Base(DeclarativeBase):
    """All tables; constraint names are fixed so that migrations can name them on every database."""

    metadata = MetaData(naming_convention=NAMES)


class Synced:
    """A table that is a projection of the operation log; only `db.operation` writes it.

    Values are `str`, `int` or NULL. `stamps` is JSON {field: stamp of the winning operation}; `extra` is JSON of the
    fields that a newer version wrote and this one does not know. `hidden` rows are out of sight, never gone.
    """

    id: Mapped[Key]
    hidden: Mapped[Number]
    stamps: Mapped[str] = mapped_column(Text, server_default="{}", default="{}")
    extra: Mapped[str] = mapped_column(Text, server_default="{}", default="{}")


OWN_COLUMNS = frozenset({"id", "stamps", "extra"})


def synced_tables() -> dict[str, type[Base]]:
    """Table name → class of every synced table, in order of name; the areas' modules are imported here."""
    import db.tables  # noqa: F401 - fills the registry

    classes: list[type[Base]] = [mapper.class_ for mapper in Base.registry.mappers]
    synced = {cls.__tablename__: cls for cls in classes if issubclass(cls, Synced)}
    return dict(sorted(synced.items()))
