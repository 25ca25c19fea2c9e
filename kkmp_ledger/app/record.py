"""Books what a recipe makes: into the hand-kept book of the day's month, through the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.app.folder import ASET
from kkmp_ledger.app.recorder import write
from kkmp_ledger.book.batch import Content
from kkmp_ledger.book.door import Write
from kkmp_ledger.book.model import Draft
from kkmp_ledger.koperasi.aset import write_aset
from kkmp_ledger.koperasi.resep import refusal
from kkmp_ledger.koperasi.undo import reverse
from kkmp_ledger.schema.numbering import kas_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.recorder import Recorder
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.book.model import Count
    from kkmp_ledger.koperasi.aset import AssetRow

_REVERSIBLE = ("KS-", "PY-", "SP-", "BL-", "BB-")
Made = Draft | tuple[Draft | None, "Count"]


def record(folder: Folder, recorder: Recorder, make: Callable[[Index], Made]) -> Written:
    """Book one draft, or a count with its difference. `buat` sees the ledger as it stands.

    Raises ProblemError with nothing changed.
    """

    def make_plan(index: Index) -> Write:
        made = make(index)
        items = [made] if isinstance(made, Draft) else [item for item in made if item]
        return Write(add=addition(recorder, items))

    return write(folder, recorder, make_plan, "catat")


def record_aset(
    folder: Folder, recorder: Recorder, make: Callable[[], tuple[Draft, AssetRow]]
) -> Written:
    """Book a purchase and enter it into `aset.csv`, both or neither. Raises ProblemError."""

    def make_plan(_index: Index) -> Write:
        draft, row = make()
        register = Content(write_aset([*folder.aset, row]).encode())
        return Write(
            add=addition(recorder, [draft]),
            source={ASET: register},
            read={ASET: folder.digest(ASET)},
        )

    return write(folder, recorder, make_plan, "aset")


def record_reversal(
    folder: Folder, recorder: Recorder, *, bukti: str, tanggal: date, alasan: str
) -> Written:
    """Reverse an entry of the hand-kept books or of a sheet, once. Raises ProblemError."""

    def make_plan(index: Index) -> Write:
        entry = index.entry_numbered(bukti)
        if entry is None:
            raise refusal(
                f"bukti {bukti} tidak ada di buku", "periksa nomornya di entri atau kuitansi"
            )
        if earlier := index.reversal(bukti):
            raise refusal(
                f"{bukti} sudah dibalik oleh {earlier}", "tidak ada yang perlu dikerjakan"
            )
        if not bukti.startswith(_REVERSIBLE):
            hint = "perbaiki sumbernya: struk di kasir, aset.csv, atau keputusan RAT"
            raise refusal(f"{bukti} dibuat mesin dari sumbernya", hint)
        return Write(add=addition(recorder, [reverse(entry, tanggal=tanggal, alasan=alasan)]))

    return write(folder, recorder, make_plan, f"balik {bukti}")


def addition(recorder: Recorder, items: Sequence[Draft | Count]) -> dict[str, list[Draft | Count]]:
    """The items, marked with who and when, each under the hand-kept file of its month."""
    files: dict[str, list[Draft | Count]] = {}
    for item in items:
        day = item.tanggal if isinstance(item, Draft) else item.counted
        files.setdefault(kas_file(day), []).append(recorder.mark(item))
    return files
