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

from pydantic import Field
from pydantic import model_validator

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.tempat import law
from kkmp_ledger.spec import simkopdes
from kkmp_ledger.spec import toml
from kkmp_ledger.spec.chart import bagan_akun
from kkmp_ledger.spec.toml import Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkmp_ledger.spec.chart import BaganAkun
    from kkmp_ledger.spec.chart import BarisAkun

# In akun.toml: a receivable that stands for members' and others' purchases alike.
PIUTANG_BERSAMA = "piutang_bersama"
KUNCI_LALU = "shu_sebelumnya"

Kunci = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Teks = Annotated[str, Field(min_length=1)]

_POSISI = "posisi_keuangan.toml"
_HASIL = "hasil_usaha.toml"
_EKUITAS = "perubahan_ekuitas.toml"
_ARUS = "arus_kas.toml"
_HINT_FORM = "tulis setiap kunci formulir nasional tepat satu kali (docs/LAW.md 1.2)"


class BarisLaporan(Model):
    """One row of a statement.

    `kurang` marks what is printed positive and subtracted: a contra account, HPP, a beban.
    `hitungan` marks a line that the program computes and no account stands on. `akun` names the
    balance account whose movement the line shows, where that is not an account of this statement.
    """

    kunci: Kunci
    label: Teks
    jenis: Literal["judul", "pos", "jumlah"]
    tingkat: Annotated[int, Field(ge=0, le=4)]
    kurang: bool = False
    hitungan: bool = False
    akun: str = ""
    tambah: tuple[Kunci, ...] = ()
    kurangi: tuple[Kunci, ...] = ()

    @model_validator(mode="after")
    def _fits_its_kind(self) -> BarisLaporan:
        if bool(self.tambah or self.kurangi) != (self.jenis == "jumlah"):
            raise ValueError(
                f'BAGAN-RUSAK: baris "{self.kunci}" berjenis {self.jenis}'
                " | hanya jumlah yang menyebut tambah dan kurangi, dan jumlah wajib menyebutnya"
            )
        return self

    @property
    def suku(self) -> tuple[tuple[int, str], ...]:
        """What a sum is made of: (+1, key) and (-1, key)."""
        return (*((1, k) for k in self.tambah), *((-1, k) for k in self.kurangi))


class Susunan(Model):
    """One statement's file."""

    id: Teks
    judul: Teks
    baris: Annotated[tuple[BarisLaporan, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Susunan:
        seen: dict[str, BarisLaporan] = {}
        for baris in self.baris:
            if baris.kunci in seen:
                raise ValueError(
                    f'BAGAN-RUSAK: kunci "{baris.kunci}" ada di dua baris | hapus salah satunya'
                )
            for sign, kunci in baris.suku:
                part = seen.get(kunci)
                if part is None or part.jenis == "judul":
                    raise ValueError(
                        f'BAGAN-RUSAK: jumlah "{baris.kunci}" menyebut "{kunci}", yang bukan baris'
                        " di atasnya | perbaiki kuncinya, atau pindahkan jumlah ke bawah"
                    )
                # A deduction is subtracted, unless a sum of deductions gathers it.
                if part.kurang != (baris.kurang if sign > 0 else not baris.kurang):
                    raise ValueError(
                        f'BAGAN-RUSAK: tanda "{kunci}" dalam jumlah "{baris.kunci}" terbalik'
                        " | pindahkan dari tambah ke kurangi, atau sebaliknya"
                    )
            seen[baris.kunci] = baris
        return self

    def pos(self) -> list[BarisLaporan]:
        """The lines, without headings and sums."""
        return [b for b in self.baris if b.jenis == "pos"]

    def urai(self, kunci: str) -> list[tuple[int, str]]:
        """The lines that a sum is made of in the end, with their signs, in order."""
        by_key = {b.kunci: b for b in self.baris}

        def walk(sign: int, key: str) -> Iterator[tuple[int, str]]:
            if by_key[key].jenis == "pos":
                yield sign, key
            for s, part in by_key[key].suku:
                yield from walk(sign * s, part)

        return list(walk(1, kunci))


class KolomEkuitas(Model):
    """One column of perubahan ekuitas, and the lines of posisi keuangan where it ends."""

    kunci: Kunci
    judul: Teks
    baris: Annotated[tuple[Kunci, ...], Field(min_length=1)]


class SusunanEkuitas(Susunan):
    """The file perubahan_ekuitas.toml."""

    kolom: Annotated[tuple[KolomEkuitas, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Bentuk:
    """The four statements of a reporting regime."""

    posisi_keuangan: Susunan
    hasil_usaha: Susunan
    perubahan_ekuitas: SusunanEkuitas
    arus_kas: Susunan


@lru_cache
def bentuk(rezim: str) -> Bentuk:
    """The statements of a regime, checked against its chart. Raises ProblemError."""
    folder = law(rezim)
    found = Bentuk(
        posisi_keuangan=toml.load(folder / _POSISI, Susunan),
        hasil_usaha=toml.load(folder / _HASIL, Susunan),
        perubahan_ekuitas=toml.load(folder / _EKUITAS, SusunanEkuitas),
        arus_kas=toml.load(folder / _ARUS, Susunan),
    )
    problems = periksa(found, bagan_akun(rezim), str(folder))
    if problems:
        raise ProblemError(problems)
    return found


def periksa(bentuk: Bentuk, bagan: BaganAkun, folder: str) -> list[Problem]:
    """Whether chart, statements and the national form fit; `folder` names the files in problems.

    Every account on exactly one line of its statement, for every unit of the unit table; every
    form key once; every line in its grand total once; every cash-flow line and equity column real.
    """
    return [
        *_form_keys(bentuk.posisi_keuangan, simkopdes.POSISI_KEUANGAN, f"{folder}/{_POSISI}"),
        *_form_keys(bentuk.hasil_usaha, simkopdes.HASIL_USAHA, f"{folder}/{_HASIL}"),
        *_grand_totals(bentuk, folder),
        *_accounts(bentuk, bagan, folder),
        *_cash_lines(bentuk, bagan, folder),
        *_equity_columns(bentuk, bagan, folder),
    ]


def kunci_akun(bagan: BaganAkun, akun: BarisAkun) -> list[str]:
    """The keys that a template's accounts have, over all units of the unit table."""
    if akun.kunci:
        return [akun.kunci]
    keys = (getattr(unit, akun.kunci_unit, "") for unit in bagan.unit.values())
    return [k for k in keys if k]


def _broken(fact: str, hint: str, path: str) -> Problem:
    return Problem("BAGAN-RUSAK", fact, hint, Place(path))


def _form_keys(susunan: Susunan, wanted: tuple[str, ...], path: str) -> Iterator[Problem]:
    have = {b.kunci for b in susunan.baris if b.jenis != "judul"}
    for kunci in wanted:
        if kunci not in have:
            yield _broken(f'kunci formulir nasional "{kunci}" tidak ada', _HINT_FORM, path)


def _grand_totals(bentuk: Bentuk, folder: str) -> Iterator[Problem]:
    posisi = ("total_aset", "total_liabilitas_dan_ekuitas")
    for file, susunan, totals in (
        (_POSISI, bentuk.posisi_keuangan, posisi),
        (_HASIL, bentuk.hasil_usaha, ("total_penghasilan_komprehensif",)),
        (_ARUS, bentuk.arus_kas, ("kas_akhir",)),
        (_EKUITAS, bentuk.perubahan_ekuitas, ("saldo_akhir",)),
    ):
        known = {b.kunci for b in susunan.baris}
        parts = [k for t in totals if t in known for _, k in susunan.urai(t)]
        for baris in susunan.pos():
            times = parts.count(baris.kunci)
            if times != 1:
                fact = f'baris "{baris.kunci}" masuk {times} kali ke {" dan ".join(totals)}'
                yield _broken(
                    fact, "sebut baris itu di tepat satu jumlah di atasnya", f"{folder}/{file}"
                )


def _accounts(bentuk: Bentuk, bagan: BaganAkun, folder: str) -> Iterator[Problem]:
    used: set[str] = set()
    for akun in bagan.akun:
        neraca = akun.akun.partition(":")[0] in ("Aset", "Liabilitas", "Ekuitas")
        file = _POSISI if neraca else _HASIL
        susunan = bentuk.posisi_keuangan if neraca else bentuk.hasil_usaha
        lines = {b.kunci for b in susunan.pos() if not b.hitungan and not b.akun}
        keys = kunci_akun(bagan, akun)
        if not keys:
            fact = f'akun "{akun.akun}" memakai kolom unit "{akun.kunci_unit}" yang tidak ada'
            yield _broken(fact, "perbaiki kunci_unit di akun.toml", f"{folder}/akun.toml")
        for kunci in keys:
            used.add(kunci)
            if kunci not in lines:
                fact = f'akun "{akun.akun}" berkunci "{kunci}", yang bukan baris di {file}'
                yield _broken(
                    fact, "tambahkan barisnya, atau perbaiki kuncinya", f"{folder}/{file}"
                )
    names = {a.akun for a in bagan.akun}
    for file, susunan in ((_POSISI, bentuk.posisi_keuangan), (_HASIL, bentuk.hasil_usaha)):
        for baris in susunan.pos():
            held = baris.hitungan or (baris.akun in names if baris.akun else baris.kunci in used)
            if not held:
                fact = f'baris "{baris.kunci}" tidak punya akun di bagan'
                yield _broken(fact, "tambahkan akunnya, atau hapus barisnya", f"{folder}/{file}")


def _cash_lines(bentuk: Bentuk, bagan: BaganAkun, folder: str) -> Iterator[Problem]:
    lines = {b.kunci for b in bentuk.arus_kas.pos() if not b.hitungan}
    used = {a.arus_kas for a in bagan.akun}
    for akun in bagan.akun:
        good = (
            akun.arus_kas == "" if akun.setara_kas else akun.arus_kas in lines | {PIUTANG_BERSAMA}
        )
        if not good:
            fact = f'akun "{akun.akun}" menyebut arus_kas "{akun.arus_kas}", bukan baris di {_ARUS}'
            hint = "pakai kunci baris arus kas; akun setara kas tidak menyebutnya"
            yield _broken(fact, hint, f"{folder}/akun.toml")
    for kunci in sorted(lines - used):
        fact = f'baris arus kas "{kunci}" tidak dipakai akun mana pun'
        yield _broken(fact, "tambahkan di akun.toml, atau hapus barisnya", f"{folder}/{_ARUS}")


def _equity_columns(bentuk: Bentuk, bagan: BaganAkun, folder: str) -> Iterator[Problem]:
    columns = {k.kunci: k for k in bentuk.perubahan_ekuitas.kolom}
    lines = {b.kunci for b in bentuk.posisi_keuangan.pos()}
    for akun in bagan.akun:
        column = columns.get(akun.kolom_ekuitas)
        is_equity = akun.akun.startswith("Ekuitas:")
        if is_equity and (column is None or akun.kunci not in column.baris):
            fact = f'akun "{akun.akun}" tidak berdiri di kolom ekuitas "{akun.kolom_ekuitas}"'
            hint = f"samakan kolom_ekuitas dengan kolom di {_EKUITAS}"
            yield _broken(fact, hint, f"{folder}/akun.toml")
    for column in columns.values():
        for kunci in column.baris:
            if kunci not in lines:
                fact = (
                    f'kolom ekuitas "{column.kunci}" berakhir di "{kunci}", bukan baris {_POSISI}'
                )
                yield _broken(fact, "perbaiki kuncinya", f"{folder}/{_EKUITAS}")
