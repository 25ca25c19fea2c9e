"""The shape of `rat/<tahun>.toml`: what the annual meeting decided, figure by figure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field
from datetime import date
from typing import Annotated

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.schema.koperasi import Text
from kkmp_ledger.schema.shape import Model
from kkmp_ledger.schema.shape import Only
from kkmp_ledger.schema.shape import shape

Rupiah = Annotated[int, Only(ge=0)]
Year = Annotated[str, Only(pattern=r"^\d{4}$")]
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
# What a TOML basic string may not hold as it is.
_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f]')
_JASA = ("jasa_modal", "jasa_usaha")


@shape
class AnggotaRat(Model):
    """One member's two amounts."""

    nomor: Text
    jasa_modal: Rupiah
    jasa_usaha: Rupiah


@shape
class Keputusan(Model):
    """A meeting's decision on the SHU of one book year, in whole rupiah.

    `shu` = covered losses + `ditahan` (into cadangan) + all of `tujuan`; `jasa_modal` and
    `jasa_usaha` among them are the sums of the members. A loss (negative) divides nothing.
    """

    tahun: Annotated[int, Only(ge=1900, le=9998)]
    tanggal: date
    berita_acara: Text
    hadir: Rupiah
    shu: int
    ditahan: Rupiah = 0
    menutup_rugi: dict[Year, Rupiah] = field(default_factory=dict)
    tujuan: dict[str, Rupiah] = field(default_factory=dict)
    anggota: tuple[AnggotaRat, ...] = ()

    def __post_init__(self) -> None:
        """Demand that the figures add up."""
        self._adds_up()
        self._members_add_up()

    def _adds_up(self) -> None:
        if self.tanggal.year <= self.tahun:
            raise ValueError(
                f"RAT bertanggal {self.tanggal}, sebelum tahun buku {self.tahun} berakhir"
                " | perbaiki tanggal atau tahunnya"
            )
        total = sum(self.menutup_rugi.values()) + self.ditahan + sum(self.tujuan.values())
        if total != max(0, self.shu):
            raise ValueError(
                f"yang diputuskan berjumlah {write_rupiah(total)}, SHU yang dibagi"
                f" {write_rupiah(max(0, self.shu))} | samakan dengan berita acara"
            )
        late = sorted(t for t in self.menutup_rugi if int(t) >= self.tahun)
        if late:
            raise ValueError(
                f"menutup rugi tahun {late[0]}, yang bukan sebelum {self.tahun}"
                " | tulis tahun yang rugi"
            )

    def _members_add_up(self) -> None:
        twice = [n for n, times in Counter(a.nomor for a in self.anggota).items() if times > 1]
        if twice:
            raise ValueError(f"anggota {min(twice)} ada dua kali | hapus salah satu barisnya")
        for jasa in _JASA:
            members = sum(getattr(a, jasa) for a in self.anggota)
            pool = self.tujuan.get(jasa, 0)
            if members != pool:
                raise ValueError(
                    f"jumlah {jasa} anggota {write_rupiah(members)}, di tujuan"
                    f" {write_rupiah(pool)} | samakan dengan daftar di berita acara"
                )


def write_rat(keputusan: Keputusan) -> str:
    """The text of `rat/<tahun>.toml`; reading it gives an equal decision, always the same bytes."""
    k = keputusan
    lines = [
        f"tahun = {k.tahun}",
        f"tanggal = {k.tanggal}",
        f"berita_acara = {_text(k.berita_acara)}",
        f"hadir = {k.hadir}",
        f"shu = {k.shu}",
        f"ditahan = {k.ditahan}",
        "",
        "[menutup_rugi]",
        *(f"{_key(year)} = {loss}" for year, loss in k.menutup_rugi.items()),
        "",
        "[tujuan]",
        *(f"{_key(name)} = {amount}" for name, amount in k.tujuan.items()),
    ]
    for a in k.anggota:
        lines += [
            "",
            "[[anggota]]",
            f"nomor = {_text(a.nomor)}",
            f"jasa_modal = {a.jasa_modal}",
            f"jasa_usaha = {a.jasa_usaha}",
        ]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    def escaped(match: re.Match[str]) -> str:
        char = match[0]
        return f"\\{char}" if char in '"\\' else f"\\u{ord(char):04x}"

    return f'"{_SPECIAL.sub(escaped, text)}"'
