"""The two first days in `koperasi.toml`: of the cooperative, and of the books kept here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kkmp_ledger.schema.shape import KeyProblemError
from kkmp_ledger.schema.shape import Model
from kkmp_ledger.schema.shape import shape

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


@shape
class FirstDays(Model):
    """When the cooperative was founded, and the first day whose events are booked here.

    Members may have joined since `berdiri`; entries stand from `pembukuan_sejak` on, but for the
    opening ones on its eve.
    """

    berdiri: date
    pembukuan_sejak: date
    mulai: date | None = None  # what both were called while they were one day

    @classmethod
    def table(cls, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """See `Model.table`: a book with `mulai` was founded and begun on that day."""
        if "mulai" not in given:
            return given
        day, message = given["mulai"], ""
        if {"berdiri", "pembukuan_sejak"} & given.keys():
            message = '"mulai" kini ditulis "berdiri" dan "pembukuan_sejak" | hapus "mulai"'
        elif type(day) is not date:
            message = 'isi "mulai" harus tanggal, misalnya 2026-03-31 | perbaiki isi "mulai"'
        if message:
            raise KeyProblemError(message, "mulai")
        return {**given, "berdiri": day, "pembukuan_sejak": day}

    def __post_init__(self) -> None:
        if self.pembukuan_sejak < self.berdiri:
            message = (
                f"pembukuan_sejak {self.pembukuan_sejak}, sebelum koperasi berdiri {self.berdiri}"
                " | cocokkan berdiri dengan akta pendirian, dan pembukuan_sejak dengan hari pertama"
                " yang dicatat di buku ini"
            )
            raise KeyProblemError(message, "pembukuan_sejak")

    def as_data(self) -> dict[str, object]:
        """See `Model.as_data`: a book that says `mulai` says only that."""
        said = Model.as_data(self)
        if self.mulai is not None:
            del said["berdiri"], said["pembukuan_sejak"]
        return said
