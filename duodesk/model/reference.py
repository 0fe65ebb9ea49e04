"""The organisation: offices, the people who work there, and the choices they share."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from duodesk.base.ids import Id
from duodesk.model.base import Record, Word


class Duty(StrEnum):
    """What an author does, and so which screens suit them."""

    COORDINATION = "coordination"
    OFFICE_ADMIN = "office_admin"
    READER = "reader"


class Office(Record, kw_only=True):
    """An office of the organisation; its address and insurance feed the documents."""

    __tablename__ = "office"

    code: Mapped[str]
    name: Mapped[str]
    languages: Mapped[str] = mapped_column(default="fr")
    street: Mapped[str | None] = mapped_column(default=None)
    postcode: Mapped[str | None] = mapped_column(default=None)
    municipality: Mapped[str | None] = mapped_column(default=None)
    phone: Mapped[str | None] = mapped_column(default=None)
    email: Mapped[str | None] = mapped_column(default=None)
    insurer: Mapped[str | None] = mapped_column(default=None)
    policy_number: Mapped[str | None] = mapped_column(default=None)
    # What the papers tell a volunteer: whom to call after an accident, who else listens, what else
    # is insured, and what the organisation is by law.
    accident_phone: Mapped[str | None] = mapped_column(default=None)
    second_contact: Mapped[str | None] = mapped_column(default=None)
    other_cover: Mapped[str | None] = mapped_column(default=None)
    legal_form: Mapped[str | None] = mapped_column(default=None)
    enterprise_number: Mapped[str | None] = mapped_column(default=None)
    authorisation_number: Mapped[str | None] = mapped_column(default=None)


class Author(Record, kw_only=True):
    """A colleague who writes in the desk file; the journal names them."""

    __tablename__ = "author"
    __sort__ = ("name",)

    name: Mapped[str]
    office_id: Mapped[Id]
    duty: Mapped[Duty] = mapped_column(Word(Duty), default=Duty.COORDINATION)
    language: Mapped[str] = mapped_column(default="fr")
    email: Mapped[str | None] = mapped_column(default=None)
    left_on: Mapped[date | None] = mapped_column(default=None)


class Setting(Record, kw_only=True):
    """A choice that all offices share, or one office's own (`office_id`), valid from a day on."""

    __tablename__ = "setting"

    name: Mapped[str]
    value: Mapped[str]
    office_id: Mapped[Id | None] = mapped_column(default=None)
    valid_from: Mapped[date | None] = mapped_column(default=None)
