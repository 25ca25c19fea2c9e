"""One cooperative's folder: its data files as typed facts, read once for a command."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TypeVar

from kkmp_ledger.base.derived import derived_folder
from kkmp_ledger.base.period import Month
from kkmp_ledger.base.period import book_year
from kkmp_ledger.base.places import room
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.batch_list import NAMA
from kkmp_ledger.book.confined import outside
from kkmp_ledger.book.confined import real_path
from kkmp_ledger.book.digest import digest_bytes
from kkmp_ledger.book.digest import with_lf
from kkmp_ledger.book.tree import MAIN
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.chart import chart_of
from kkmp_ledger.schema.kept import MEMORY
from kkmp_ledger.schema.kept import code_of
from kkmp_ledger.schema.koperasi import Koperasi
from kkmp_ledger.schema.numbering import CLOSING
from kkmp_ledger.schema.rat import Keputusan
from kkmp_ledger.schema.shape import Model

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.aset import AssetRow
    from kkmp_ledger.koperasi.books import Books
    from kkmp_ledger.koperasi.customers import CustomerMap
    from kkmp_ledger.koperasi.naming import Names
    from kkmp_ledger.koperasi.pribadi import Pribadi
    from kkmp_ledger.schema.chart import Chart

M = TypeVar("M", bound=Model)
KOPERASI = "koperasi.toml"
ANGGOTA = "anggota.csv"
PRIBADI = "pribadi.csv"
CUSTOMER = "pelanggan.csv"
ASET = "aset.csv"
LIST = "dokumen/daftar.csv"
SEALS = "segel"


@dataclass(frozen=True, slots=True)
class Closed:
    """Which months and book years are sealed."""

    months: frozenset[Month]
    years: frozenset[int]

    def contains(self, month: Month) -> bool:
        """Tell whether the month is closed."""
        return month in self.months

    def contains_day(self, day: date) -> bool:
        """Tell whether the day's month is closed."""
        return Month.of(day) in self.months


class Folder:
    """The data of one folder. Each file is read when it is first asked for, and kept."""

    def __init__(
        self,
        path: Path,
        later: Mapping[str, bytes] | None = None,
        *,
        cache: Path | None = None,
    ) -> None:
        """Demand a cooperative's folder. Raises ProblemError FOLDER-BUKAN.

        `later` holds data files as they will be when a plan is written; `cache` is the reader's
        own folder for what is derived of books, None to keep nothing.
        """
        self.path = path
        self.cache = cache
        self._later = later or {}
        for name in (KOPERASI, MAIN):
            if not (path / name).is_file():
                fact = f"folder {path.name or path} bukan buku koperasi: {name} tidak ada"
                hint = "sebut foldernya dengan kkmp -C FOLDER, atau buat dengan kkmp init"
                raise ProblemError(Problem("FOLDER-BUKAN", fact, hint))

    def forget(self) -> None:
        """Read each file again when it is next asked for."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                vars(self).pop(name, None)

    @property
    def needs_recovery(self) -> bool:
        """Tell whether a killed writer left something to finish."""
        return os.path.lexists(self.path / NAMA)

    @cached_property
    def derived(self) -> Path | None:
        """The folder of derived things; None where they are kept in memory only."""
        return derived_folder(self.cache, self.path)

    @cached_property
    def koperasi(self) -> Koperasi:
        """`koperasi.toml`. Raises ProblemError."""
        return self._load(KOPERASI, Koperasi)

    @cached_property
    def names(self) -> Names:
        """The cooperative's names and chart."""
        from kkmp_ledger.koperasi.naming import Names  # noqa: PLC0415  # a look that needs no list stays quick

        return Names(self.koperasi, self.chart)

    @cached_property
    def chart(self) -> Chart:
        """The chart bound to the cooperative."""
        return chart_of(self.koperasi)

    def books(self, ledger: Ledger) -> Books:
        """The books as an event looks at them: this folder's data, and the ledger that is given."""
        from kkmp_ledger.koperasi.books import Books  # noqa: PLC0415

        return Books(
            self.koperasi, self.chart, self.register, ledger, tuple(self.aset), self.pribadi,
            self.customer,
        )  # fmt: skip

    def text(self, name: str) -> str:
        """The text of a data file with LF, "" when it is not there.

        Raises ProblemError BERKAS-RUSAK.
        """
        try:
            return with_lf(self._content(name)).decode("utf-8-sig")
        except UnicodeDecodeError:
            fact = f"berkas {name} bukan teks UTF-8"
            hint = "simpan ulang sebagai CSV UTF-8"
            raise ProblemError(Problem("BERKAS-RUSAK", fact, hint, Place(name, 1))) from None

    def digest(self, name: str) -> str:
        """SHA-256 of a file's very bytes, "" when it is not there."""
        content = self._content(name)
        return digest_bytes(content) if content or (self.path / name).is_file() else ""

    def _content(self, name: str) -> bytes:
        path = self.path / name
        if name in self._later:
            return self._later[name]
        self._demand_inside(name)
        return path.read_bytes() if path.is_file() else b""

    def _demand_inside(self, name: str) -> None:
        """Follow no link out of the folder. Raises ProblemError BERKAS-LUAR."""
        if real_path(self.path, name) is None:
            raise ProblemError(outside(name, Place(name)))

    @cached_property
    def _register(self) -> tuple[Register, list[Problem]]:
        from kkmp_ledger.koperasi.anggota import Register  # noqa: PLC0415
        from kkmp_ledger.koperasi.anggota import read_register  # noqa: PLC0415

        text = self.text(ANGGOTA)
        return read_register(text, ANGGOTA) if text else (Register(), [])

    @cached_property
    def _customer(self) -> tuple[CustomerMap, list[Problem]]:
        from kkmp_ledger.koperasi.customers import CustomerMap  # noqa: PLC0415
        from kkmp_ledger.koperasi.customers import read_customers  # noqa: PLC0415

        text = self.text(CUSTOMER)
        if not text:
            return CustomerMap(), []
        customers, problems = read_customers(text, CUSTOMER)
        return customers, [*problems, *customers.unknown(self.register, CUSTOMER)]

    @cached_property
    def _pribadi(self) -> tuple[dict[str, Pribadi], list[Problem]]:
        from kkmp_ledger.koperasi.pribadi import read_pribadi  # noqa: PLC0415

        text = self.text(PRIBADI)
        return read_pribadi(text, PRIBADI) if text else ({}, [])

    @cached_property
    def _aset(self) -> tuple[list[AssetRow], list[Problem]]:
        from kkmp_ledger.koperasi.aset import read_aset  # noqa: PLC0415

        text = self.text(ASET)
        return read_aset(text, ASET, self.chart) if text else ([], [])

    @property
    def register(self) -> Register:
        """`anggota.csv`, without the rows that are wrong."""
        return self._register[0]

    @property
    def customer(self) -> CustomerMap:
        """`pelanggan.csv`."""
        return self._customer[0]

    @property
    def pribadi(self) -> dict[str, Pribadi]:
        """`pribadi.csv`; empty where it is not kept."""
        return self._pribadi[0]

    @property
    def aset(self) -> list[AssetRow]:
        """`aset.csv`."""
        return self._aset[0]

    def data_problems(self) -> list[Problem]:
        """What is wrong with the register, the customers, the private data and the assets."""
        found = (self._register, self._customer, self._pribadi, self._aset)
        return [p for _, problems in found for p in problems]

    def demand_data(self) -> None:
        """Raise ProblemError when a data file has mistakes: nothing is built on half a list.

        That they have none is remembered for these very files, so that who needs no list reads
        none.
        """
        MEMORY.keep_in(self.derived)
        files = (self._content(name) for name in (ANGGOTA, CUSTOMER, PRIBADI, ASET, KOPERASI))
        charts = (path.read_bytes() for path in sorted(room("law").glob("*/akun.toml")))
        readers = code_of(room("koperasi")) + code_of(room("base"))
        claim = "the lists have no mistake"
        MEMORY.demand(claim, [readers, *files, *charts], self.data_problems)

    @cached_property
    def closed(self) -> Closed:
        """The closed months and years: what has a seal, or what only a close writes.

        So that a seal that is taken away reopens nothing.
        """
        months, years = set(), set()
        for path in (self.path / SEALS).glob("*.txt"):
            if month := Month.read(path.stem):
                months.add(month)
            elif path.stem.isdigit():
                years.add(int(path.stem))
        for path in self.path.glob(f"[12]???/??{CLOSING}"):
            if month := Month.read(f"{path.parent.name}-{path.name[:2]}"):
                months.add(month)
            elif path.name.startswith("13"):
                years.add(int(path.parent.name))
        return Closed(frozenset(months), frozenset(years))

    @cached_property
    def keputusan(self) -> dict[int, Keputusan]:
        """The decided years, from `rat/*.toml`. Raises ProblemError."""
        found = {}
        for path in sorted((self.path / "rat").glob("*.toml")):
            if path.stem.isdigit():  # else somebody's notes
                found[int(path.stem)] = self._load(f"rat/{path.name}", Keputusan)
        return found

    def state(self, year: int) -> str:
        """What each page says of the year: RANCANGAN, USULAN or DISAHKAN. Raises ProblemError."""
        from kkmp_ledger.statements.state import year_state  # noqa: PLC0415

        return year_state(self.keputusan.get(year), tutup=year in self.closed.years)

    def cut(self, year: int) -> date | None:
        """The day after the last closed month of an open year.

        None for a closed year, and where no month of it is closed: then all is a draft, up to the
        last entry.
        """
        if year in self.closed.years:
            return None
        months = [month for month in self.closed.months if month.year == year]
        return max(months).until if months else None

    def _load(self, name: str, shape: type[M]) -> M:
        """A data file as its shape, kept among the derived things. Raises ProblemError."""
        MEMORY.keep_in(self.derived)
        self._demand_inside(name)
        try:
            return toml.load(self.path / name, shape)
        except ProblemError as error:
            raise ProblemError(_relative(p, name) for p in error.problems) from None

    def year(self, year: int) -> Period:
        """The book year as a span."""
        return book_year(year, self.koperasi.pembukuan_sejak)


def unreadable(error: OSError, folder: Path) -> ProblemError | None:
    """What to say of a file of the folder that may not be read; None for any other file."""
    try:
        name = Path(str(error.filename)).resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return None
    fact = f"{name} tidak boleh dibaca oleh pengguna komputer ini"
    hint = "minta pemilik folder memberi izin membacanya, atau minta salinan yang boleh dibaca"
    return ProblemError(Problem("BERKAS-TIADA", fact, hint, Place(name)))


def _relative(problem: Problem, name: str) -> Problem:
    """The same problem, with its place named from the folder."""
    line = problem.place.line if problem.place else 0
    return Problem(problem.code, problem.fact, problem.hint, Place(name, line), problem.severity)
