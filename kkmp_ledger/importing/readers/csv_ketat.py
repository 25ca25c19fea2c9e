"""Strict CSV: what does not fit the header is refused by its row, nothing is guessed or dropped."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from kkmp_ledger.importing.berkas import Berkas

# The header stands in the first rows, or the file is not one of ours.
_TERAKHIR_JUDUL = 20
_UTUH = "ekspor ulang berkasnya; salinan ini terpotong atau pernah disunting"


class TabelCsv:
    """An open CSV whose header was found; rows follow as lists of exactly that many cells."""

    def __init__(
        self, berkas: Berkas, pembaca: _Pembaca, judul: list[str], baris_judul: int
    ) -> None:
        """Take over the reader just behind the header."""
        self.berkas = berkas
        self.judul = judul
        self.baris_judul = baris_judul
        self.problems: list[Problem] = []  # rows that did not fit; complete when `rows` ends
        self._pembaca = pembaca

    def letak(self, nama: Sequence[str]) -> int | None:
        """Where the column stands that has one of the names; None when there is none."""
        for candidate in nama:
            if candidate in self.judul:
                return self.judul.index(candidate)
        return None

    def kolom(self, perlu: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """Where each needed column stands. Raises ProblemError naming all that are not there."""
        found = {key: self.letak(names) for key, names in perlu.items()}
        lacking = [" atau ".join(perlu[key]) for key, at in found.items() if at is None]
        if lacking:
            fact = f"kolom tidak ada: {', '.join(lacking)}"
            hint = "ekspor ulang dengan semua kolom, tanpa menghapus atau mengganti judulnya"
            raise self.berkas.tolak("KOLOM-KURANG", fact, hint, self.baris_judul)
        return {key: at for key, at in found.items() if at is not None}

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with the line on which it begins. A row that does not fit is in `problems`."""
        width = len(self.judul)
        reader = self._pembaca
        line = reader.line_num + 1
        while True:
            try:
                for row in reader:
                    if len(row) == width:
                        yield line, row
                    elif row:
                        self._tak_pas(len(row), line)
                    line = reader.line_num + 1
            except csv.Error:
                # An open quote ran to the end of the file, or something follows a closed one.
                fact = "tanda kutip tidak tertutup, atau ada teks sesudah kutip penutup"
                place = self.berkas.place(line)
                self.problems.append(Problem("BARIS-TERPOTONG", fact, _UTUH, place))
                line = reader.line_num + 1
                continue
            return

    def _tak_pas(self, cells: int, line: int) -> None:
        fact = f"baris berisi {cells} kolom, judul berisi {len(self.judul)}"
        self.problems.append(Problem("BARIS-TERPOTONG", fact, _UTUH, self.berkas.place(line)))


class _Pembaca:
    """`csv.reader` under a name that can be typed."""

    def __init__(self, lines: Iterator[str], pemisah: str) -> None:
        self._reader = csv.reader(lines, delimiter=pemisah, strict=True)

    def __iter__(self) -> Iterator[list[str]]:
        return self._reader

    @property
    def line_num(self) -> int:
        return self._reader.line_num


@contextmanager
def buka(berkas: Berkas, pemisah: Sequence[str], tanda: Sequence[str]) -> Iterator[TabelCsv]:
    """Open a CSV and find its header: the first row that has every column of `tanda`.

    The separator is the one of `pemisah` under which that is so. Raises ProblemError: not
    there, empty, not UTF-8 text, no such header, a column twice.
    """
    berkas.periksa_teks()
    with berkas.path.open(encoding="utf-8-sig", newline="") as stream:
        for mark in pemisah:
            stream.seek(0)
            reader = _Pembaca(stream, mark)
            header = _cari_judul(reader, tanda)
            if header is not None:
                line, cells = header
                _tolak_ganda(berkas, cells, line)
                yield TabelCsv(berkas, reader, cells, line)
                return
        stream.seek(0)
        _tolak_tanpa_judul(berkas, stream.readline(), pemisah, tanda)


def judul_pertama(berkas: Berkas, pemisah: Sequence[str]) -> list[tuple[str, ...]]:
    """The rows that could be the header, under each separator; for telling formats apart.

    Raises ProblemError when the file is empty or no text.
    """
    berkas.periksa_teks()
    found: list[tuple[str, ...]] = []
    with berkas.path.open(encoding="utf-8-sig", newline="") as stream:
        for mark in pemisah:
            stream.seek(0)
            found += (tuple(cells) for _, cells in _awal(_Pembaca(stream, mark)))
    return found


def _awal(reader: _Pembaca) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, row in enumerate(reader, 1):
            yield reader.line_num, [cell.strip() for cell in row]
            if number == _TERAKHIR_JUDUL:
                return
    except csv.Error:
        return


def _cari_judul(reader: _Pembaca, tanda: Sequence[str]) -> tuple[int, list[str]] | None:
    for line, cells in _awal(reader):
        if all(name in cells for name in tanda):
            return line, cells
    return None


def _tolak_ganda(berkas: Berkas, cells: list[str], line: int) -> None:
    twice = [name for name, n in Counter(cells).items() if n > 1 and name]
    if twice:
        fact = f'kolom "{twice[0]}" ada {cells.count(twice[0])} kali'
        hint = "hapus kolom yang bukan dari kasir, atau ekspor ulang"
        raise berkas.tolak("KOLOM-GANDA", fact, hint, line)


def _tolak_tanpa_judul(
    berkas: Berkas, first: str, pemisah: Sequence[str], tanda: Sequence[str]
) -> None:
    if not first.strip():
        hint = "ekspor ulang berkasnya, lalu impor lagi"
        raise berkas.tolak("BERKAS-KOSONG", "berkas tidak berisi baris", hint)
    best = max((first.strip().split(mark) for mark in pemisah), key=len)
    cells = [cell.strip().strip('"') for cell in best]
    lacking = [name for name in tanda if name not in cells]
    fact = f"judul kolom tidak ditemukan; tidak ada kolom {', '.join(lacking or tanda)}"
    hint = "ekspor ulang dengan semua kolom, tanpa menghapus atau mengganti judulnya"
    raise berkas.tolak("KOLOM-KURANG", fact, hint, 1)
