"""A sheet with a header: cells by column name as what the column holds, and what does not fit."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.money import baca_rupiah
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import folded

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.importing.readers.xlsx_ketat import LembarMentah
    from kkmp_ledger.importing.readers.xlsx_ketat import Sel

Isi = Literal["teks", "nomor", "tanggal", "rupiah"]

_TERAKHIR_JUDUL = 20  # rows in which a header is looked for
_TANGGAL = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column. `isi` is what a cell holds; a `nomor` is text of digits, never a number.

    `boleh_kosong` lets cells be empty; `pilihan` lets the whole column be missing. What stands
    in a `pribadi` column is never repeated in a problem.
    """

    nama: str
    isi: Isi = "teks"
    boleh_kosong: bool = False
    pilihan: bool = False
    pribadi: bool = False


def cari_judul(mentah: LembarMentah, tanda: Iterable[str]) -> int | None:
    """Index of the first row that has every title of `tanda`; None when no early row has."""
    wanted = {folded(name) for name in tanda}
    for index, (_, cells) in enumerate(mentah.baris[:_TERAKHIR_JUDUL]):
        if wanted <= {folded(cell) for cell in cells if isinstance(cell, str)}:
            return index
    return None


class Tabel:
    """The rows under the header. Wrong cells gather in `problems`; `selesai` raises them."""

    def __init__(self, mentah: LembarMentah, kolom: Sequence[Kolom], tanda: Sequence[str]) -> None:
        """Find the header by name; order is free, other columns are left alone.

        Raises ProblemError: no header, a column missing or doubled, no row under it.
        """
        self.berkas = mentah.berkas
        self.problems: list[Problem] = []
        self.kolom = {k.nama: k for k in kolom}
        at = cari_judul(mentah, tanda)
        if at is None:
            fact = f"judul kolom tidak ditemukan; tidak ada kolom {', '.join(tanda)}"
            hint = "pakai judul kolom seperti di berkas dari kkmp templat"
            raise self.berkas.tolak("KOLOM-KURANG", fact, hint, mentah.baris[0][0])
        line, head = mentah.baris[at]
        self._letak = self._cari(line, [folded(c) if isinstance(c, str) else "" for c in head])
        self._rows = [
            (n, cells)
            for n, cells in mentah.baris[at + 1 :]
            if any(cells[i] != "" for i in self._letak.values())
        ]
        if not self._rows:
            hint = "isi barisnya di bawah judul kolom, lalu impor lagi"
            raise self.berkas.tolak("BERKAS-KOSONG", "tidak ada baris di bawah judul", hint, line)

    def _cari(self, line: int, head: list[str]) -> dict[str, int]:
        count = Counter(head)
        hint = "pakai judul kolom seperti di berkas dari kkmp templat, masing-masing sekali"
        wrong = [
            Problem("KOLOM-GANDA", f'kolom "{nama}" ada {n} kali', hint, self.berkas.place(line))
            for nama in self.kolom
            if (n := count[folded(nama)]) > 1
        ]
        lacking = [
            k.nama for k in self.kolom.values() if not k.pilihan and not count[folded(k.nama)]
        ]
        if lacking:
            fact = f"kolom tidak ada: {', '.join(lacking)}"
            wrong.append(Problem("KOLOM-KURANG", fact, hint, self.berkas.place(line)))
        if wrong:
            raise ProblemError(wrong)
        return {nama: head.index(folded(nama)) for nama in self.kolom if count[folded(nama)]}

    def rows(self) -> Iterator[BarisTabel]:
        """Each row under the header that holds anything in our columns."""
        for n, cells in self._rows:
            yield BarisTabel(self, n, {nama: cells[i] for nama, i in self._letak.items()})

    def tunggal(self, nama: str, values: Iterable[tuple[int, str]]) -> None:
        """Demand that no value (with its row) of a column comes twice."""
        first: dict[str, int] = {}
        for n, value in values:
            if value and value in first:
                shown = nama if self.kolom[nama].pribadi else f"{nama} {value}"
                fact = f"{shown} sama dengan baris {first[value]}"
                hint = "satu orang satu baris; hapus atau perbaiki salah satunya"
                self.problems.append(Problem("SEL-SALAH", fact, hint, self.berkas.place(n)))
            elif value:
                first[value] = n

    def selesai(self) -> None:
        """Raise ProblemError when any cell did not fit."""
        if self.problems:
            raise ProblemError(self.problems)


class BarisTabel:
    """One row. A cell that does not fit is reported, and a stand-in of its type comes back."""

    def __init__(self, tabel: Tabel, baris: int, cells: dict[str, Sel]) -> None:
        """Take the row's cells by our column names."""
        self.baris = baris
        self._tabel = tabel
        self._cells = cells

    def _sel(self, nama: str) -> Sel:
        """The cell, "" for a missing optional column; an empty one that must be filled is told."""
        cell = self._cells.get(nama, "")
        if cell == "" and not self._tabel.kolom[nama].boleh_kosong:
            self._lapor("SEL-SALAH", f"{nama} kosong", f"isi {nama}")
        return cell

    def _lapor(self, code: str, fact: str, hint: str) -> None:
        place = self._tabel.berkas.place(self.baris)
        self._tabel.problems.append(Problem(code, fact, hint, place))

    def _salah(self, nama: str, cell: Sel, harus: str) -> None:
        shown = nama if self._tabel.kolom[nama].pribadi else f'{nama} "{cell}"'
        self._lapor("SEL-SALAH", f"{shown} bukan {harus}", f"tulis {harus}")

    def teks(self, nama: str) -> str:
        """A text; a whole number is taken as its digits ("Uraian" may be 2025)."""
        cell = self._sel(nama)
        if isinstance(cell, str):
            return cell
        if isinstance(cell, Decimal) and cell == cell.to_integral_value():
            return f"{int(cell)}"
        self._salah(nama, cell, "teks")
        return ""

    def pilihan(self, nama: str, words: Sequence[str]) -> str:
        """One of the words, whatever its capitals."""
        cell = self._sel(nama)
        found = str(cell).casefold()
        if found in words:
            return found
        if cell != "":
            self._salah(nama, cell, " atau ".join(words))
        return words[0]

    def nomor(
        self, nama: str, benar: Callable[[str], object] | None = None, harus: str = ""
    ) -> str:
        """A number that is a name: an ID, a phone. As a numeric cell it may have lost digits."""
        cell = self._sel(nama)
        if not isinstance(cell, str):
            fact = (
                f"{nama} tersimpan sebagai angka; Excel hanya menyimpan 15 angka dan membuang nol"
            )
            hint = f"format kolom {nama} sebagai Teks, lalu ketik ulang isinya"
            self._lapor("SEL-ANGKA", fact, hint)
            return ""
        text = cell.upper()
        if text and benar is not None and not benar(text):
            self._salah(nama, cell, harus)
        return text

    def tanggal(self, nama: str) -> date:
        """A day: an Excel date, or text dd/mm/yyyy or yyyy-mm-dd."""
        cell = self._sel(nama)
        if isinstance(cell, date):
            return cell
        match = _TANGGAL.fullmatch(cell) if isinstance(cell, str) else None
        if match:
            year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
            try:
                return date(int(year), int(month), int(day))
            except ValueError:
                pass
        if cell != "":
            self._salah(nama, cell, "tanggal seperti 31/12/2025")
        return date.min

    def rupiah(self, nama: str) -> int:
        """Whole rupiah above 0."""
        cell = self._sel(nama)
        if cell == "":
            return 0
        amount: int | None = None
        if isinstance(cell, Decimal) and cell == cell.to_integral_value():
            amount = int(cell)
        elif isinstance(cell, str):
            amount = baca_rupiah(cell)
        if amount is None or amount <= 0:
            self._salah(nama, cell, "rupiah bulat di atas nol, misalnya 50000")
            return 0
        return amount

    def salah_satu(self, plus: str, minus: str) -> int:
        """The amount of the one of two columns that is filled, negative for the second."""
        up, down = self._cells.get(plus, ""), self._cells.get(minus, "")
        if (up == "") == (down == ""):
            state = "kosong" if up == "" else "terisi"
            fact = f"{plus} dan {minus} sama-sama {state}"
            self._lapor("SEL-SALAH", fact, f"isi tepat satu: {plus} atau {minus}")
            return 0
        return self.rupiah(plus) if down == "" else -self.rupiah(minus)
