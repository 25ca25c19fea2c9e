"""One cooperative's folder: its data files as typed facts, read once for a command."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.period import tahun_buku
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book import batch
from kkmp_ledger.book.bangun import TURUNAN
from kkmp_ledger.book.pohon import UTAMA
from kkmp_ledger.book.sidik import sidik_bytes
from kkmp_ledger.koperasi.anggota import Register
from kkmp_ledger.koperasi.anggota import baca_register
from kkmp_ledger.koperasi.aset import baca_aset
from kkmp_ledger.koperasi.pelanggan import PetaPelanggan
from kkmp_ledger.koperasi.pelanggan import baca_pelanggan
from kkmp_ledger.koperasi.pribadi import Pribadi
from kkmp_ledger.koperasi.pribadi import baca_pribadi
from kkmp_ledger.koperasi.sebutan import Sebutan
from kkmp_ledger.spec import toml
from kkmp_ledger.spec.koperasi import Koperasi
from kkmp_ledger.spec.rat import Keputusan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.koperasi.aset import BarisAset
    from kkmp_ledger.spec.chart import Chart

KOPERASI = "koperasi.toml"
ANGGOTA = "anggota.csv"
PRIBADI = "pribadi.csv"
PELANGGAN = "pelanggan.csv"
ASET = "aset.csv"
DAFTAR = "dokumen/daftar.csv"


@dataclass(frozen=True, slots=True)
class Tertutup:
    """Which months and book years are sealed."""

    bulan: frozenset[Bulan]
    tahun: frozenset[int]

    def memuat(self, bulan: Bulan) -> bool:
        """Tell whether the month is closed."""
        return bulan in self.bulan


class Folder:
    """The data of one folder. Each file is read when it is first asked for, and only once."""

    def __init__(self, path: Path, nanti: Mapping[str, bytes] | None = None) -> None:
        """Demand a cooperative's folder. Raises ProblemError FOLDER-BUKAN.

        `nanti` holds data files as they will be when a plan is written.
        """
        self.path = path
        self._nanti = nanti or {}
        for name in (KOPERASI, UTAMA):
            if not (path / name).is_file():
                fact = f"folder {path.name or path} bukan buku koperasi: {name} tidak ada"
                hint = "sebut foldernya dengan kkmp -C FOLDER, atau buat dengan kkmp init"
                raise ProblemError(Problem("FOLDER-BUKAN", fact, hint))

    @property
    def perlu_pulih(self) -> bool:
        """Tell whether a killed writer left something to finish."""
        return (self.path / batch.NAMA).exists()

    @property
    def turunan(self) -> Path:
        """The folder of derived things."""
        return self.path / TURUNAN

    @cached_property
    def koperasi(self) -> Koperasi:
        """`koperasi.toml`. Raises ProblemError."""
        try:
            return toml.load(self.path / KOPERASI, Koperasi)
        except ProblemError as error:
            raise ProblemError(_relative(p, KOPERASI) for p in error.problems) from None

    @cached_property
    def sebutan(self) -> Sebutan:
        """The cooperative's names and chart."""
        return Sebutan.dari(self.koperasi)

    @property
    def chart(self) -> Chart:
        """The chart bound to the cooperative."""
        return self.sebutan.chart

    def teks(self, name: str) -> str:
        """The text of a data file, "" when it is not there. Raises ProblemError BERKAS-RUSAK."""
        try:
            return self._isi(name).decode("utf-8-sig")
        except UnicodeDecodeError:
            fact = f"berkas {name} bukan teks UTF-8"
            hint = "simpan ulang sebagai CSV UTF-8"
            raise ProblemError(Problem("BERKAS-RUSAK", fact, hint, Place(name, 1))) from None

    def sidik(self, name: str) -> str:
        """SHA-256 of a file, "" when it is not there."""
        content = self._isi(name)
        return sidik_bytes(content) if content or (self.path / name).is_file() else ""

    def _isi(self, name: str) -> bytes:
        path = self.path / name
        if name in self._nanti:
            return self._nanti[name]
        return path.read_bytes() if path.is_file() else b""

    @cached_property
    def _register(self) -> tuple[Register, list[Problem]]:
        text = self.teks(ANGGOTA)
        return baca_register(text, ANGGOTA) if text else (Register(), [])

    @cached_property
    def _pelanggan(self) -> tuple[PetaPelanggan, list[Problem]]:
        text = self.teks(PELANGGAN)
        if not text:
            return PetaPelanggan(), []
        peta, problems = baca_pelanggan(text, PELANGGAN)
        return peta, [*problems, *peta.asing(self.register, PELANGGAN)]

    @cached_property
    def _pribadi(self) -> tuple[dict[str, Pribadi], list[Problem]]:
        text = self.teks(PRIBADI)
        return baca_pribadi(text, PRIBADI) if text else ({}, [])

    @cached_property
    def _aset(self) -> tuple[list[BarisAset], list[Problem]]:
        text = self.teks(ASET)
        return baca_aset(text, ASET, self.chart) if text else ([], [])

    @property
    def register(self) -> Register:
        """`anggota.csv`, without the rows that are wrong."""
        return self._register[0]

    @property
    def pelanggan(self) -> PetaPelanggan:
        """`pelanggan.csv`."""
        return self._pelanggan[0]

    @property
    def pribadi(self) -> dict[str, Pribadi]:
        """`pribadi.csv`; empty where it is not kept."""
        return self._pribadi[0]

    @property
    def aset(self) -> list[BarisAset]:
        """`aset.csv`."""
        return self._aset[0]

    def masalah_data(self) -> list[Problem]:
        """What is wrong with the register, the customers, the private data and the assets."""
        found = (self._register, self._pelanggan, self._pribadi, self._aset)
        return [p for _, problems in found for p in problems]

    def tuntut_data(self) -> None:
        """Raise ProblemError when a data file has mistakes: nothing is built on half a list."""
        if problems := self.masalah_data():
            raise ProblemError(problems)

    @cached_property
    def tertutup(self) -> Tertutup:
        """The sealed months and years, from the names in `segel/`."""
        months, years = set(), set()
        for path in sorted((self.path / "segel").glob("*.txt")):
            if month := Bulan.baca(path.stem):
                months.add(month)
            elif path.stem.isdigit():
                years.add(int(path.stem))
        return Tertutup(frozenset(months), frozenset(years))

    @cached_property
    def keputusan(self) -> dict[int, Keputusan]:
        """The decided years, from `rat/*.toml`. Raises ProblemError."""
        found = {}
        for path in sorted((self.path / "rat").glob("*.toml")):
            name = f"rat/{path.name}"
            if not path.stem.isdigit():
                continue  # somebody's notes
            try:
                found[int(path.stem)] = toml.load(path, Keputusan)
            except ProblemError as error:
                raise ProblemError(_relative(p, name) for p in error.problems) from None
        return found

    def tahun(self, tahun: int) -> Period:
        """The book year as a span."""
        return tahun_buku(tahun, self.koperasi.mulai)


def _relative(problem: Problem, name: str) -> Problem:
    """The same problem, with its place named from the folder."""
    line = problem.place.line if problem.place else 0
    return Problem(problem.code, problem.fact, problem.hint, Place(name, line), problem.berat)
