"""What every table shares: the types of its columns and the two families, exchanged and local."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, ClassVar
from uuid import UUID

from sqlalchemy import BLOB, Dialect, Index, Integer, MetaData, String, Table, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from typing_extensions import override

from duodesk.base.ids import Id, id_of


class IdType(TypeDecorator[UUID]):
    """An identity, 16 bytes in the file."""

    impl = BLOB
    cache_ok = True

    @override
    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes

    @override
    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        return None if value is None else _identity(value)


@lru_cache(maxsize=1 << 16)
def _identity(value: bytes) -> UUID:
    """Lists read the same identities again and again; making one takes longer than finding it."""
    return id_of(value)


class Moment(TypeDecorator[datetime]):
    """A point in time, kept as UTC text that sorts: 2026-11-24T09:30:00Z; what a newer program
    wrote otherwise is not shown.
    """

    impl = String
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        try:
            return None if value is None else datetime.fromisoformat(value)
        except ValueError:
            return None


class Day(TypeDecorator[date]):
    """A calendar day, kept as ISO text; what a newer program wrote otherwise is not shown."""

    impl = String
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        try:
            return None if value is None else date.fromisoformat(value)
        except ValueError:
            return None


class Word(TypeDecorator[StrEnum]):
    """A member of a closed list, kept as its word; a word of a newer program is shown as it is."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind
        self._words = {str(word): word for word in kind}

    @override
    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return self._words.get(value, value)


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
