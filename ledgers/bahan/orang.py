"""Members: invented people with impossible NIK and phone numbers, and what the till calls them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ledgers.bahan.dadu import Dadu
from ledgers.bahan.kalender import MULAI
from ledgers.bahan.kalender import hari_kerja

if TYPE_CHECKING:
    from collections.abc import Sequence

# First names with the short form that a cashier types.
_PEREMPUAN = (
    ("Sulistyowati", "Sulis"), ("Endang", "Endang"), ("Wahyuningsih", "Yuni"),
    ("Ngatinah", "Tinah"), ("Rahayu", "Yayuk"), ("Kartika", "Tika"), ("Nur'aini", "Aini"),
    ("Lestari", "Tari"), ("Purwanti", "Pur"), ("Murniati", "Murni"), ("Suminah", "Minah"),
    ("Retno", "Retno"), ("Fitriani", "Fitri"), ("Hartini", "Tini"), ("Indriani", "Indri"),
    ("Maryati", "Yati"), ("Puji", "Puji"), ("Widyastuti", "Tuti"), ("Umi", "Umi"),
    ("Khotimah", "Imah"), ("Yuliana", "Yuli"), ("Ambarwati", "Ambar"), ("Jumiati", "Jum"),
)  # fmt: skip
_LAKI = (
    ("Sutrisno", "Tris"), ("Ngadiman", "Diman"), ("Slamet", "Slamet"), ("Wahyudi", "Yudi"),
    ("Haryanto", "Yanto"), ("Sukardi", "Kardi"), ("Mulyono", "Mul"), ("Rohmat", "Rohmat"),
    ("Imam", "Imam"), ("Teguh", "Teguh"), ("Kuncoro", "Kun"), ("Sarjono", "Jono"),
    ("Paijan", "Paijan"), ("Fajar", "Fajar"), ("Galih", "Galih"), ("Dimas", "Dimas"),
    ("Arif", "Arif"), ("Hadi", "Hadi"), ("Sugeng", "Sugeng"), ("Karjo", "Karjo"),
    ("Tugiman", "Giman"), ("Zaenal", "Zaenal"), ("Eko", "Eko"),
)  # fmt: skip
_AKHIRAN_P = (
    "Handayani", "Astuti", "Ningrum", "Utami", "Setyowati", "Kusumaningtyas", "Pertiwi",
    "Anggraini", "Susilowati", "Rahmawati", "Damayanti", "Pangestuti",
)  # fmt: skip
_AKHIRAN_L = (
    "Wibisono", "Prasetya", "Nugraha", "Saputro", "Hidayat", "Wicaksono", "Purnomo",
    "Firmansyah", "Pamungkas", "Laksono", "Setiawan", "Kurniadi",
)  # fmt: skip
_JALAN = ("Melati", "Kenanga", "Cempaka", "Anggrek", "Dahlia", "Flamboyan", "Teratai")

# How many join later: after the founding week a few neighbours a month.
_PENDIRI = 92
_MENYUSUL = {
    (2025, 7): 6, (2025, 8): 4, (2025, 9): 3, (2025, 10): 3, (2025, 11): 2,
    (2025, 12): 1, (2026, 1): 4, (2026, 2): 2, (2026, 3): 2, (2026, 4): 1,
}  # fmt: skip
# Two members leave again, for reasons that go into the register.
KELUAR = {
    "A0038": (date(2025, 11, 18), "Pindah ke luar kota"),
    "A0071": (date(2026, 2, 10), "Mengundurkan diri atas permintaan sendiri"),
}
# One late-comer is entered at the counter with `kkmp anggota tambah`, not by a spreadsheet.
LEWAT_PERINTAH = "A0109"
_PENGURUS = 7  # koperasi.toml names A0001 to A0007


@dataclass(frozen=True, slots=True)
class Anggota:
    """One member; `di_kasir` is "" for who never gave a name at the till."""

    nomor: str
    nama: str
    nik: str
    alamat: str
    telepon: str
    masuk: date
    di_kasir: str
    keterangan: str = ""
    belanja: int = 1  # how often this member is the one who shops

    @property
    def keluar(self) -> date | None:
        """The day from which this is no member any more."""
        return KELUAR[self.nomor][0] if self.nomor in KELUAR else None

    def aktif(self, hari: date) -> bool:
        """Tell whether the person is a member on the day."""
        return self.masuk <= hari and (self.keluar is None or hari < self.keluar)


def semua_anggota() -> list[Anggota]:
    """Everyone who ever joins, in order of their numbers."""
    dadu = Dadu("tirtamaya: anggota")
    masuk = _hari_masuk(dadu)
    nama_dipakai: set[str] = set()
    kasir_dipakai: set[str] = set()
    found: list[Anggota] = []
    for i, hari in enumerate(masuk, 1):
        nomor = f"A{i:04d}"
        nama, sapaan, panggilan = _nama(dadu, nama_dipakai)
        rt, rw = dadu.angka(1, 6), dadu.angka(1, 4)
        alamat = f"Jalan {dadu.pilih(_JALAN)} {dadu.angka(1, 48)}, RT {rt:02d} RW {rw:02d}"
        orang = Anggota(
            nomor,
            nama,
            # No region has the code 000000, no month the number 13.
            nik=f"000000001300{i:04d}",
            alamat=alamat,
            telepon=f"0800-000-{i:04d}",
            masuk=hari,
            di_kasir="",
            keterangan="Pengurus atau pengawas" if i <= _PENGURUS else "",
            belanja=dadu.berbobot([(1, 3), (2, 3), (4, 3), (7, 1)]),
        )
        perlu = nomor in KELUAR  # who leaves goes on shopping under the old name
        if (dadu.peluang(87) or perlu) and nomor != LEWAT_PERINTAH:
            di_kasir = _di_kasir(dadu, nama, f"{sapaan} {panggilan}", rt, kasir_dipakai)
            orang = replace(orang, di_kasir=di_kasir)
        found.append(orang)
    return found


def _hari_masuk(dadu: Dadu) -> list[date]:
    """Days of joining, in order: the officers first, most in the founding week."""
    pekan = [(date(2025, 6, h), b) for h, b in ((24, 34), (25, 16), (26, 12), (27, 10), (30, 20))]
    hari = [MULAI] * _PENGURUS
    hari += [dadu.berbobot(pekan) for _ in range(_PENDIRI - _PENGURUS)]
    for (tahun, bulan), banyak in _MENYUSUL.items():
        bisa = [date(tahun, bulan, h) for h in range(3, 27)]
        hari += dadu.beberapa([h for h in bisa if hari_kerja(h)], banyak)
    return sorted(hari)


def _nama(dadu: Dadu, dipakai: set[str]) -> tuple[str, str, str]:
    """A full name that nobody has yet, how the person is addressed, and the short form."""
    while True:
        perempuan = dadu.peluang(55)
        depan, panggilan = dadu.pilih(_PEREMPUAN if perempuan else _LAKI)
        nama = depan
        if not dadu.peluang(9):  # some people have one name only
            nama += " " + dadu.pilih(_AKHIRAN_P if perempuan else _AKHIRAN_L)
        if nama in dipakai:
            continue
        dipakai.add(nama)
        gelar: Sequence[tuple[str, int]] = (
            (("", 94), ("Hj. ", 6)) if perempuan else (("", 94), ("H. ", 6))
        )
        lengkap = dadu.berbobot(gelar) + nama + (", S.Pd." if dadu.peluang(3) else "")
        return lengkap, "Bu" if perempuan else "Pak", panggilan


def _di_kasir(dadu: Dadu, nama: str, sapaan: str, rt: int, dipakai: set[str]) -> str:
    """What the till prints: rarely the full name, and never two people alike."""
    polos = nama.removeprefix("Hj. ").removeprefix("H. ").removesuffix(", S.Pd.")
    bentuk = [(sapaan, 5), (f"{sapaan} RT {rt:02d}", 3), (polos.upper(), 1), (polos, 3)]
    pilihan = dadu.berbobot(bentuk)
    for calon in (pilihan, f"{sapaan} RT {rt:02d}", polos):
        if calon.casefold() not in dipakai:
            dipakai.add(calon.casefold())
            return calon
    raise AssertionError("full names are unique")
