"""The statements as data: their lines, what each total adds, and whether the chart fits them.

A line (`pos`) holds the accounts whose key it has; a sum (`jumlah`) names the lines that it adds
and subtracts. The files hold no arithmetic beyond that, and no conditions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Annotated
from typing import Literal

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.places import law
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.schema import national_form
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.chart import EKUITAS
from kkmp_ledger.schema.chart import NERACA
from kkmp_ledger.schema.chart import chart_file
from kkmp_ledger.schema.kept import MEMORY
from kkmp_ledger.schema.shape import Model
from kkmp_ledger.schema.shape import Only
from kkmp_ledger.schema.shape import shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.schema.chart import AccountTemplate
    from kkmp_ledger.schema.chart import ChartFile

# In akun.toml: a receivable that stands for members' and others' purchases alike.
SHARED_PIUTANG = "piutang_bersama"
PRIOR_KEY = "shu_sebelumnya"

Key = Annotated[str, Only(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Only(min_length=1)]

_CHART = "akun.toml"
_POSITION = "posisi_keuangan.toml"
_RESULT = "hasil_usaha.toml"
_EKUITAS = "perubahan_ekuitas.toml"
_ARUS = "arus_kas.toml"
_HINT_FORM = "tulis setiap kunci formulir nasional tepat satu kali (docs/LAW.md 1.2)"


@shape
class LineSpec(Model):
    """One row of a statement.

    `kurang` marks what is printed positive and subtracted: a contra account, HPP, a beban.
    `hitungan` marks a line that the program computes and no account stands on. `akun` names the
    balance account whose movement the line shows, where that is not an account of this statement.
    """

    kunci: Key
    label: Text
    jenis: Literal["judul", "pos", "jumlah"]
    tingkat: Annotated[int, Only(ge=0, le=4)]
    kurang: bool = False
    hitungan: bool = False
    akun: str = ""
    tambah: tuple[Key, ...] = ()
    kurangi: tuple[Key, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.tambah or self.kurangi) != (self.jenis == "jumlah"):
            raise ValueError(
                f'BAGAN-RUSAK: baris "{self.kunci}" berjenis {self.jenis}'
                " | hanya jumlah yang menyebut tambah dan kurangi, dan jumlah wajib menyebutnya"
            )

    @property
    def terms(self) -> tuple[tuple[int, str], ...]:
        """What a sum is made of: (+1, key) and (-1, key)."""
        return (*((1, k) for k in self.tambah), *((-1, k) for k in self.kurangi))


@shape
class Layout(Model):
    """One statement's file."""

    id: Text
    judul: Text
    baris: Annotated[tuple[LineSpec, ...], Only(min_length=1)]

    def __post_init__(self) -> None:
        seen: dict[str, LineSpec] = {}
        for row in self.baris:
            if row.kunci in seen:
                raise ValueError(
                    f'BAGAN-RUSAK: kunci "{row.kunci}" ada di dua baris | hapus salah satunya'
                )
            for sign, sum_key in row.terms:
                part = seen.get(sum_key)
                if part is None or part.jenis == "judul":
                    raise ValueError(
                        f'BAGAN-RUSAK: jumlah "{row.kunci}" menyebut "{sum_key}", yang bukan baris'
                        " di atasnya | perbaiki kuncinya, atau pindahkan jumlah ke bawah"
                    )
                # A deduction is subtracted, unless a sum of deductions gathers it.
                if part.kurang != (row.kurang if sign > 0 else not row.kurang):
                    raise ValueError(
                        f'BAGAN-RUSAK: tanda "{sum_key}" dalam jumlah "{row.kunci}" terbalik'
                        " | pindahkan dari tambah ke kurangi, atau sebaliknya"
                    )
            seen[row.kunci] = row

    def lines(self) -> list[LineSpec]:
        """The lines, without headings and sums."""
        return [b for b in self.baris if b.jenis == "pos"]

    def expand(self, sum_key: str) -> list[tuple[int, str]]:
        """The lines that a sum is made of in the end, with their signs, in order."""
        by_key = {b.kunci: b for b in self.baris}

        def walk(sign: int, key: str) -> Iterator[tuple[int, str]]:
            if by_key[key].jenis == "pos":
                yield sign, key
            for s, part in by_key[key].terms:
                yield from walk(sign * s, part)

        return list(walk(1, sum_key))


@shape
class EquityColumn(Model):
    """One column of perubahan ekuitas, and the lines of posisi keuangan where it ends."""

    kunci: Key
    judul: Text
    baris: Annotated[tuple[Key, ...], Only(min_length=1)]


@shape
class EquityLayout(Layout):
    """The file perubahan_ekuitas.toml."""

    kolom: Annotated[tuple[EquityColumn, ...], Only(min_length=1)]


@dataclass(frozen=True, slots=True)
class StatementSet:
    """The four statements of a reporting regime."""

    posisi_keuangan: Layout
    hasil_usaha: Layout
    perubahan_ekuitas: EquityLayout
    arus_kas: Layout


@lru_cache
def statement_set(rezim: str) -> StatementSet:
    """The statements of a regime, checked against its chart. Raises ProblemError."""
    folder = law(rezim)
    found = StatementSet(
        posisi_keuangan=toml.load(folder / _POSITION, Layout),
        hasil_usaha=toml.load(folder / _RESULT, Layout),
        perubahan_ekuitas=toml.load(folder / _EKUITAS, EquityLayout),
        arus_kas=toml.load(folder / _ARUS, Layout),
    )
    chart = chart_file(rezim)
    files = (_CHART, _POSITION, _RESULT, _EKUITAS, _ARUS)
    contents = ((folder / name).read_bytes() for name in files)
    MEMORY.demand("the statements fit", contents, lambda: fitting(found, chart, str(folder)))
    return found


def fitting(statement_set: StatementSet, chart_of: ChartFile, folder: str) -> list[Problem]:
    """Whether chart, statements and the national form fit; `folder` names the files in problems.

    Every account on exactly one line of its statement, for every unit of the unit table; every
    form key once; every line in its grand total once; every cash-flow line and equity column real.
    """
    return [
        *_form_keys(
            statement_set.posisi_keuangan, national_form.POSISI_KEUANGAN, f"{folder}/{_POSITION}"
        ),
        *_form_keys(statement_set.hasil_usaha, national_form.HASIL_USAHA, f"{folder}/{_RESULT}"),
        *_grand_totals(statement_set, folder),
        *_accounts(statement_set, chart_of, folder),
        *_cash_lines(statement_set, chart_of, folder),
        *_equity_columns(statement_set, chart_of, folder),
    ]


def account_keys(chart_of: ChartFile, akun: AccountTemplate) -> list[str]:
    """The keys that a template's accounts have, over all units of the unit table."""
    if akun.kunci:
        return [akun.kunci]
    keys = (getattr(unit, akun.kunci_unit, "") for unit in chart_of.unit.values())
    return [k for k in keys if k]


def _broken(fact: str, hint: str, path: str) -> Problem:
    return Problem("BAGAN-RUSAK", fact, hint, Place(path))


def _form_keys(layout: Layout, wanted: tuple[str, ...], path: str) -> Iterator[Problem]:
    have = {b.kunci for b in layout.baris if b.jenis != "judul"}
    for sum_key in wanted:
        if sum_key not in have:
            yield _broken(f'kunci formulir nasional "{sum_key}" tidak ada', _HINT_FORM, path)


def _grand_totals(statement_set: StatementSet, folder: str) -> Iterator[Problem]:
    position = ("total_aset", "total_liabilitas_dan_ekuitas")
    for file, layout, totals in (
        (_POSITION, statement_set.posisi_keuangan, position),
        (_RESULT, statement_set.hasil_usaha, ("total_penghasilan_komprehensif",)),
        (_ARUS, statement_set.arus_kas, ("kas_akhir",)),
        (_EKUITAS, statement_set.perubahan_ekuitas, ("saldo_akhir",)),
    ):
        known = {b.kunci for b in layout.baris}
        parts = [k for t in totals if t in known for _, k in layout.expand(t)]
        for row in layout.lines():
            times = parts.count(row.kunci)
            if times != 1:
                fact = f'baris "{row.kunci}" masuk {times} kali ke {" dan ".join(totals)}'
                yield _broken(
                    fact, "sebut baris itu di tepat satu jumlah di atasnya", f"{folder}/{file}"
                )


def _accounts(statement_set: StatementSet, chart_of: ChartFile, folder: str) -> Iterator[Problem]:
    used: set[str] = set()
    for akun in chart_of.akun:
        neraca = akun.akun.partition(":")[0] in NERACA
        file = _POSITION if neraca else _RESULT
        layout = statement_set.posisi_keuangan if neraca else statement_set.hasil_usaha
        lines = {b.kunci for b in layout.lines() if not b.hitungan and not b.akun}
        keys = account_keys(chart_of, akun)
        if not keys:
            fact = f'akun "{akun.akun}" memakai kolom unit "{akun.kunci_unit}" yang tidak ada'
            yield _broken(fact, "perbaiki kunci_unit di akun.toml", f"{folder}/akun.toml")
        for sum_key in keys:
            used.add(sum_key)
            if sum_key not in lines:
                fact = f'akun "{akun.akun}" berkunci "{sum_key}", yang bukan baris di {file}'
                yield _broken(
                    fact, "tambahkan barisnya, atau perbaiki kuncinya", f"{folder}/{file}"
                )
    names = {a.akun for a in chart_of.akun}
    for file, layout in (
        (_POSITION, statement_set.posisi_keuangan),
        (_RESULT, statement_set.hasil_usaha),
    ):
        for row in layout.lines():
            held = row.hitungan or (row.akun in names if row.akun else row.kunci in used)
            if not held:
                fact = f'baris "{row.kunci}" tidak punya akun di bagan'
                yield _broken(fact, "tambahkan akunnya, atau hapus barisnya", f"{folder}/{file}")


def _cash_lines(statement_set: StatementSet, chart_of: ChartFile, folder: str) -> Iterator[Problem]:
    lines = {b.kunci for b in statement_set.arus_kas.lines() if not b.hitungan}
    used = {a.arus_kas for a in chart_of.akun}
    for akun in chart_of.akun:
        good = akun.arus_kas == "" if akun.setara_kas else akun.arus_kas in lines | {SHARED_PIUTANG}
        if not good:
            fact = f'akun "{akun.akun}" menyebut arus_kas "{akun.arus_kas}", bukan baris di {_ARUS}'
            hint = "pakai kunci baris arus kas; akun setara kas tidak menyebutnya"
            yield _broken(fact, hint, f"{folder}/akun.toml")
    for sum_key in sorted(lines - used):
        fact = f'baris arus kas "{sum_key}" tidak dipakai akun mana pun'
        yield _broken(fact, "tambahkan di akun.toml, atau hapus barisnya", f"{folder}/{_ARUS}")


def _equity_columns(
    statement_set: StatementSet, chart_of: ChartFile, folder: str
) -> Iterator[Problem]:
    columns = {k.kunci: k for k in statement_set.perubahan_ekuitas.kolom}
    lines = {b.kunci for b in statement_set.posisi_keuangan.lines()}
    for akun in chart_of.akun:
        column = columns.get(akun.kolom_ekuitas)
        is_equity = is_under(akun.akun, EKUITAS)
        if is_equity and (column is None or akun.kunci not in column.baris):
            fact = f'akun "{akun.akun}" tidak berdiri di kolom ekuitas "{akun.kolom_ekuitas}"'
            hint = f"samakan kolom_ekuitas dengan kolom di {_EKUITAS}"
            yield _broken(fact, hint, f"{folder}/akun.toml")
    for column in columns.values():
        for sum_key in column.baris:
            if sum_key not in lines:
                fact = (
                    f'kolom ekuitas "{column.kunci}" berakhir di "{sum_key}",'
                    f" bukan baris {_POSITION}"
                )
                yield _broken(fact, "perbaiki kuncinya", f"{folder}/{_EKUITAS}")
