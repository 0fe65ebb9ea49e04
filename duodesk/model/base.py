"""What every table shares: the types of its columns and the two families, exchanged and local."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, ClassVar
from uuid import UUID

from sqlalchemy import BLOB, Dialect, Index, Integer, MetaData, String, Table, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from typing_extensions import override

from duodesk.base.ids import Id, id_of


class _Kept(TypeDecorator[Any]):
    """A value that is read by one function: the library's own way calls three for each cell, of
    which long lists feel the time.
    """

    impl: Any = String
    cache_ok = True
    shown: Callable[[Any], Any]

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return self.shown

    @override
    def process_result_value(self, value: Any, dialect: Dialect | None) -> Any:
        return self.shown(value)


@lru_cache(maxsize=1 << 16)
def _identity(value: bytes | None) -> UUID | None:
    """Lists read the same identities again and again; making one takes longer than finding it."""
    return None if value is None else id_of(value)


@lru_cache(maxsize=1 << 14)
def _day(value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        return None


def _moment(value: str | None) -> datetime | None:
    try:
        return None if value is None else datetime.fromisoformat(value)
    except ValueError:
        return None


class _Words(dict[Any, Any]):
    """Words by their letters; others stand for themselves."""

    def __missing__(self, word: Any) -> Any:
        return word


class IdType(_Kept):
    """An identity, 16 bytes in the file."""

    impl = BLOB
    cache_ok = True
    shown = staticmethod(_identity)

    @override
    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes


class Moment(_Kept):
    """A point in time, kept as UTC text that sorts: 2026-11-24T09:30:00Z; what a newer program
    wrote otherwise is not shown.
    """

    impl = String
    cache_ok = True
    shown = staticmethod(_moment)

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Day(_Kept):
    """A calendar day, kept as ISO text; what a newer program wrote otherwise is not shown."""

    impl = String
    cache_ok = True
    shown = staticmethod(_day)

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()


class Word(_Kept):
    """A member of a closed list, kept as its word; a word of a newer program is shown as it is."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind
        self.shown = _Words({str(word): word for word in kind}).__getitem__

    @override
    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)


# References that no list is fetched by; an index on them would only cost.
_SELDOM_ASKED = frozenset({"office_id", "author_id", "coordinator_id"})

LongText = Annotated[str, mapped_column(Text)]


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """The root of all tables."""

    metadata = MetaData()
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: IdType,
        datetime: Moment,
        date: Day,
        int: Integer,
        str: String,
    }


class Record(Base, kw_only=True):
    """A row that offices exchange: known by its id, captured by the journal, never overwritten
    silently.

    `__search__` names the text columns found by the search line; `__sort__` the one or two columns
    that give its place in a list; `__office_only__` the columns whose values stay in the owning
    office, which is that of the first reference in `__owner__` that leads to one.
    Every column is a NULL, an integer, a text or bytes; never a float (they lose digits on their
    way).
    """

    __abstract__ = True
    __search__: ClassVar[tuple[str, ...]] = ()
    __sort__: ClassVar[tuple[str, ...]] = ()
    __office_only__: ClassVar[tuple[str, ...]] = ()
    __owner__: ClassVar[tuple[str, ...]] = ("office_id",)

    id: Mapped[Id] = mapped_column(IdType, primary_key=True)

    @override
    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Let the file take any row: a value may be withheld by its office or still be on its
        way.
        """
        super().__init_subclass__(**kwargs)
        table = cls.__table__ if "__tablename__" in vars(cls) else None
        for column in list(table.columns) if isinstance(table, Table) else ():
            column.nullable = column.primary_key is False
            if column.name.endswith("_id") and column.name not in _SELDOM_ASKED:
                Index(f"{cls.__tablename__}_{column.name}", column)


class Local(Base, kw_only=True):
    """A row of this laptop alone: neither journalled nor exchanged."""

    __abstract__ = True
