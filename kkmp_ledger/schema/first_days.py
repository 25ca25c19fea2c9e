"""The two first days in `koperasi.toml`: of the cooperative, and of the books kept here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import model_validator

from kkmp_ledger.schema.toml import KeyProblemError
from kkmp_ledger.schema.toml import Model

if TYPE_CHECKING:
    from typing import Self


class FirstDays(Model):
    """When the cooperative was founded, and the first day whose events are booked here.

    Members may have joined since `berdiri`; entries stand from `pembukuan_sejak` on, but for the
    opening ones on its eve.
    """

    berdiri: date
    pembukuan_sejak: date
    mulai: date | None = None  # what both were called while they were one day

    @model_validator(mode="before")
    @classmethod
    def _first_edition_had_one_day(cls, data: object) -> object:
        """A book with `mulai` was founded and begun on that day."""
        if not isinstance(data, dict) or "mulai" not in data:
            return data
        day, message = data["mulai"], ""
        if {"berdiri", "pembukuan_sejak"} & data.keys():
            message = '"mulai" kini ditulis "berdiri" dan "pembukuan_sejak" | hapus "mulai"'
        elif type(day) is not date:
            message = 'isi "mulai" harus tanggal, misalnya 2026-03-31 | perbaiki isi "mulai"'
        if message:
            raise KeyProblemError(message, "mulai")
        return {**data, "berdiri": day, "pembukuan_sejak": day}

    @model_validator(mode="after")
    def _books_begin_after_the_founding(self) -> Self:
        if self.pembukuan_sejak < self.berdiri:
            message = (
                f"pembukuan_sejak {self.pembukuan_sejak}, sebelum koperasi berdiri {self.berdiri}"
                " | cocokkan berdiri dengan akta pendirian, dan pembukuan_sejak dengan hari pertama"
                " yang dicatat di buku ini"
            )
            raise KeyProblemError(message, "pembukuan_sejak")
        return self

    def as_data(self) -> dict[str, object]:
        """See `Model.as_data`: a book that says `mulai` says only that."""
        said = super().as_data()
        if self.mulai is not None:
            del said["berdiri"], said["pembukuan_sejak"]
        return said
