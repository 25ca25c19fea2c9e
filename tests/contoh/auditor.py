"""A slow plain auditor of the raw inputs: replays the files themselves, not the script's memory."""

from __future__ import annotations

import csv
import io
import shlex
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import timedelta
from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from pathlib import Path

TOKO, KANTOR, BANK, QRIS = "Kas Toko", "Kas Kantor", "Bank BRI", "QRIS BRI"
STOK, UTANG = "Persediaan", "Utang"
Row = dict[str, str]


@dataclass(frozen=True)
class LazyGroup:
    """One line of `langkah.txt`: the words after `kkmp -C {buku}`, and its options."""

    words: tuple[str, ...]
    optional: dict[str, str]

    def mulai(self, *words: str) -> bool:
        return self.words[: len(words)] == words

    @property
    def tanggal(self) -> date:
        return date.fromisoformat(self.optional["tanggal"])


def read_steps(text: str) -> list[LazyGroup]:
    found: list[LazyGroup] = []
    for row in text.splitlines():
        if not row or row.startswith("#"):
            continue
        words = shlex.split(row)
        assert words.pop(0) == "kkmp"
        if words[0] == "-C":
            assert words[1] == "{buku}", row
            words = words[2:]
        optional: dict[str, str] = {}
        position: list[str] = []
        while words:
            one = words.pop(0)
            if one == "--ya":  # the one word that stands alone
                optional["ya"] = ""
            elif one.startswith("-"):
                optional[one.lstrip("-")] = words.pop(0)
            else:
                position.append(one)
        found.append(LazyGroup(tuple(position), optional))
    return found


def read_sheet(file: Path) -> list[dict[str, object]]:
    """The rows of a sheet by their header, which stands under the line that says FIKTIF."""
    row = list(openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True))
    assert str(row[0][0]).startswith("FIKTIF"), file.name
    title = [str(cell) for cell in row[1]]
    return [dict(zip(title, one, strict=True)) for one in row[2:]]


def read_csv(file: Path) -> list[Row]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))


def money(text: str) -> int:
    """`15000.00` of the till, to the rupiah."""
    whole, _, sen = text.partition(".")
    assert sen == "00", text
    return int(whole)


def day(values: object) -> date:
    if isinstance(values, datetime):
        return values.date()
    return datetime.strptime(str(values), "%d/%m/%Y %H:%M").date()  # noqa: DTZ007


def month(tanggal: date) -> str:
    return f"{tanggal:%Y-%m}"


@dataclass
class Checker:
    """What the files say happened: amounts by purse and day, and what was counted when."""

    folder: Path
    movement: dict[date, dict[str, Decimal]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Decimal))
    )
    count: list[tuple[date, str, Decimal]] = field(default_factory=list)
    omzet: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    gross_profit: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    beban: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    simpanan: list[tuple[date, str, str, int]] = field(default_factory=list)
    pajak: list[tuple[date, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.step = read_steps((self.folder / "langkah.txt").read_text(encoding="utf-8"))
        self._sheets()
        self._kasir()
        self.simpanan.sort()
        for one in self.step:
            self._command(one)

    def _record(self, tanggal: date, box: str, jumlah: Decimal | int) -> None:
        self.movement[tanggal][box] += jumlah

    def _bayar(self, tanggal: date, dari: str, jumlah: Decimal | int) -> None:
        self._record(tanggal, dari, jumlah if dari == UTANG else -jumlah)

    def _sheets(self) -> None:
        for file in sorted(self.folder.glob("*-20??-??.xlsx")):
            for row in read_sheet(file) if not file.name.startswith("anggota") else ():
                tanggal = day(row["Tanggal"])
                assert month(tanggal) in file.name, file.name
                if "Simpanan" in row:
                    jumlah = int(str(row["Setor"] or 0)) - int(str(row["Tarik"] or 0))
                    nomor = str(row["Nomor anggota"])
                    self._save(tanggal, nomor, str(row["Simpanan"]), jumlah)
                    continue
                jumlah = int(str(row["Jumlah"]))
                self._bayar(tanggal, str(row["Dibayar dari"]), jumlah)
                if "Unit" in row:
                    self._record(tanggal, STOK, jumlah)
                else:
                    self.beban[month(tanggal)] += jumlah

    def _save(self, tanggal: date, nomor: str, kind: str, jumlah: int) -> None:
        self._record(tanggal, KANTOR, jumlah)
        self.simpanan.append((tanggal, nomor, kind, jumlah))

    def _kasir(self) -> None:
        for file in sorted(self.folder.glob("receipts-20*.csv")):
            for s in read_csv(file):
                if s["Status"] != "Closed":
                    continue
                tanggal, neto = day(s["Date"]), money(s["Total collected"])
                self._record(tanggal, TOKO if s["Payment type"] == "Tunai" else QRIS, neto)
                self._record(tanggal, STOK, -money(s["Cost of goods"]))
                self.omzet[month(tanggal)] += neto
                self.gross_profit[month(tanggal)] += money(s["Gross profit"])

    def _command(self, p: LazyGroup) -> None:
        if p.mulai("setor") or p.mulai("tarik"):
            signature = 1 if p.mulai("setor") else -1
            self._save(p.tanggal, p.words[1], p.words[2], signature * int(p.words[3]))
        elif p.mulai("catat"):
            self._note(p)

    def _note(self, p: LazyGroup) -> None:
        t, dari, ke = p.tanggal, p.optional.get("dari", ""), p.optional.get("ke", "")
        match p.words[1:]:
            case ("setor-bank", jumlah):
                self._bayar(t, dari, int(jumlah))
                self._record(t, ke, int(jumlah))
            case ("hibah", jumlah):
                self._record(t, ke, int(jumlah))
            case ("aset" | "dibayar-di-muka", jumlah):
                self._bayar(t, dari, int(jumlah))
            case ("beli", "sembako", jumlah):
                self._record(t, STOK, int(jumlah))
                self._bayar(t, dari, int(jumlah))
            case ("bayar-utang", "sembako", jumlah):
                self._record(t, UTANG, -int(jumlah))
                self._bayar(t, dari, int(jumlah))
            case ("beban", _, jumlah):
                self.beban[month(t)] += int(jumlah)
                self._bayar(t, dari, int(jumlah))
            case _:
                self._other_notes(p)

    def _other_notes(self, p: LazyGroup) -> None:
        t, dari, ke = p.tanggal, p.optional.get("dari", ""), p.optional.get("ke", "")
        match p.words[1:]:
            case ("pencairan", akuirer, jumlah):
                biaya = int(p.optional["biaya"])
                self._record(t, akuirer, -int(jumlah))
                self._record(t, ke, int(jumlah) - biaya)
                self.beban[month(t)] += biaya
            case ("bunga-bank", bank, jumlah):
                neto = sen(jumlah) - sen(p.optional["pajak"])
                self._record(t, bank, neto)
                self.beban[month(t)] -= neto
            case ("bayar-pajak", jumlah):
                self.pajak.append((t, int(jumlah)))
                self._bayar(t, dari, int(jumlah))
            case ("bayar-keluar", nomor):
                self._bayar(t, dari, sum(s[3] for s in self.simpanan if s[1] == nomor))
            case ("hitung-kas", box, jumlah):
                self.count.append((t, box, sen(jumlah)))
            case ("opname", "sembako", jumlah):
                self.count.append((t, STOK, Decimal(jumlah)))
            case other:
                raise AssertionError(other)

    def evening(self) -> tuple[dict[date, dict[str, Decimal]], dict[tuple[date, str], Decimal]]:
        """Each evening's balances, and where a count differed from the book, by how much."""
        counted = {(t, box): content for t, box, content in self.count}
        balances: dict[str, Decimal] = defaultdict(Decimal)
        evening: dict[date, dict[str, Decimal]] = {}
        difference: dict[tuple[date, str], Decimal] = {}
        one = min(self.movement)
        while one <= max(self.movement):
            for box, jumlah in self.movement.get(one, {}).items():
                balances[box] += jumlah
            for (t, box), content in counted.items():
                if t == one and content != balances[box]:
                    difference[t, box] = content - balances[box]
                    balances[box] = content
            evening[one] = dict(balances)
            one += timedelta(days=1)
        return evening, difference


def sen(text: str) -> Decimal:
    """`1.234,56` or `1234` of the command line."""
    return Decimal(text.replace(".", "").replace(",", "."))


def pph(omzet: int) -> int:
    return int((Decimal(omzet) * 5 / 1000).quantize(Decimal(1), ROUND_HALF_UP))
