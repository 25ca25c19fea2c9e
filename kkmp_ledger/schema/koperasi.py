"""The shape of `koperasi.toml`: who the cooperative is and what its meeting has fixed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from typing import Literal

from kkmp_ledger.base.words import folded
from kkmp_ledger.schema.dated import Dated
from kkmp_ledger.schema.dated import OverlapError
from kkmp_ledger.schema.first_days import FirstDays
from kkmp_ledger.schema.shape import KeyProblemError
from kkmp_ledger.schema.shape import Model
from kkmp_ledger.schema.shape import Number
from kkmp_ledger.schema.shape import Only
from kkmp_ledger.schema.shape import shape

Text = Annotated[str, Only(min_length=1)]
Segmen = Annotated[str, Only(pattern=r"^[A-Z0-9][A-Za-z0-9-]*$")]
KodeUnit = Literal[
    "sembako",
    "simpan_pinjam",
    "klinik_desa",
    "apotek",
    "pergudangan",
    "logistik",
    "usaha_lainnya",
]
Stok = Literal["perpetual", "periodik", "jasa", "konsinyasi"]
HUNDRED = 100


@shape
class Since(Model):
    """Something that holds from a day on, until the next one of its kind."""

    sejak: date

    @property
    def span(self) -> tuple[date, date | None]:
        """See `Datable.span`."""
        return self.sejak, None


@shape
class Simpanan(Since):
    """Amounts of pokok (once) and wajib (each month), fixed by the meeting."""

    pokok: Annotated[int, Only(gt=0)]
    wajib: Annotated[int, Only(ge=0)]


@shape
class Unit(Model):
    """A business unit: one of the national form's seven, under our account segment."""

    kode: KodeUnit
    nama: Text
    segmen: Segmen
    stok: Stok = "perpetual"
    margin: tuple[int, int] = (0, 60)  # percent of sales outside which the import warns


@shape
class Box(Model):
    """A cash box, a bank account, or an acquirer that owes us QRIS and card sales."""

    nama: Text
    segmen: Segmen
    nomor: str = ""


@shape
class Kasir(Model):
    """One till account: how its exports write dates, payments, stores and categories.

    `pembayaran` maps the till's own label to the `nama` of a kas, bank or acquirer, or to
    "bon" (the member owes it). `kategori` maps the till's category to a unit's `kode`.
    `toko` maps the store's name to a short outlet code for receipt numbers. A till whose settings
    change gets a second table with the day in `sejak`: the format of dates and numbers counts by
    the day on which an export was accepted, the labels by the day of the receipt.
    """

    profil: Text
    sejak: date | None = None
    format_tanggal: Text
    desimal: Literal[".", ","] = "."
    toko: dict[str, Annotated[str, Only(pattern=r"^[A-Z][A-Z0-9]{0,5}$")]]
    pembayaran: dict[str, Text]
    kategori: dict[str, KodeUnit]

    @property
    def span(self) -> tuple[date, date | None]:
        """See `Datable.span`; without `sejak` it holds from the beginning."""
        return self.sejak or date.min, None


@shape
class NestedShare(Model):
    """A nested share: `bagian` percent of the SHU, divided again by percentages that sum to 100."""

    bagian: Number
    isi: dict[str, Number]

    def __post_init__(self) -> None:
        _demand_no_negative(self.isi)
        _demand_hundred(sum(self.isi.values(), Decimal()), "isi bagian SHU")


@shape
class ShuPercentages(Since):
    """SHU percentages of the AD/ART; `sumber` names the article that says so."""

    sumber: Text
    persen: dict[str, Number | NestedShare]
    pembulatan: Literal["sisa-terbesar", "ke-bawah"] = "sisa-terbesar"
    satuan: Literal[1, 100, 500, 1000] = 1
    sisa_ke: str = "cadangan"
    shu_non_anggota: Literal["dibagi", "cadangan"] = "dibagi"
    anggota_keluar: Literal["ikut", "tidak"] = "ikut"

    def __post_init__(self) -> None:
        parts = {k: p.bagian if isinstance(p, NestedShare) else p for k, p in self.persen.items()}
        _demand_no_negative(parts)
        _demand_hundred(sum(parts.values(), Decimal()), "persentase SHU")


@shape
class Pajak(Model):
    """PPh final on turnover: a rate, and the months in which it holds (docs/LAW.md 5)."""

    sumber: Text
    tarif_permil: Annotated[int, Only(gt=0, le=1000)]
    dari: date
    sampai: date | None = None  # the first day on which it no longer holds

    def __post_init__(self) -> None:
        if self.sampai is not None and self.sampai <= self.dari:
            message = f"pajak sampai {self.sampai}, tidak sesudah dari {self.dari}"
            raise KeyProblemError(f"{message} | perbaiki salah satu tanggalnya", "sampai")

    @property
    def span(self) -> tuple[date, date | None]:
        """See `Datable.span`."""
        return self.dari, self.sampai


@shape
class Batas(Model):
    """How far a count may differ from the book before a reason and a witness are asked for.

    In rupiah, fixed by the board; 0 asks for every difference.
    """

    selisih_kas: Annotated[int, Only(ge=0)] = 0
    selisih_opname: Annotated[int, Only(ge=0)] = 0


@shape
class Pengurus(Model):
    """An officer, by member number; the name comes from pribadi.csv when a report needs it."""

    jabatan: Text
    anggota: str = ""
    nama: str = ""


@shape
class Koperasi(FirstDays):
    """One cooperative."""

    nama: Text
    alamat: str = ""
    kelurahan: Text
    kecamatan: str = ""
    kota: Text
    badan_hukum: str = ""
    nik_koperasi: str = ""
    keterangan: str = ""
    fiktif: bool = False
    rezim: Literal["sak-ep-2025"] = "sak-ep-2025"
    saldo_awal: Literal["nihil", "dibukukan"] | None = None
    simpanan: Annotated[Dated[Simpanan], Only(min_length=1)]
    unit: Annotated[tuple[Unit, ...], Only(min_length=1)]
    kas: Annotated[tuple[Box, ...], Only(min_length=1)]
    bank: tuple[Box, ...] = ()
    akuirer: tuple[Box, ...] = ()
    kasir: tuple[Kasir, ...] = ()
    shu: Dated[ShuPercentages] = Dated()
    pajak: Dated[Pajak] = Dated()
    batas: Batas = Batas()
    pengurus: tuple[Pengurus, ...] = ()
    pengawas: tuple[Pengurus, ...] = ()

    def __post_init__(self) -> None:
        """Demand that the parts fit each other."""
        FirstDays.__post_init__(self)
        self._names_are_used_once()
        self._tills_lead_somewhere()
        self._each_store_has_one_till_and_one_code()

    def _names_are_used_once(self) -> None:
        boxes = [(key, i, box) for key in ("kas", "bank", "akuirer") for i, box in self._box(key)]
        for n, (key, i, box) in enumerate(boxes):
            before = boxes[:n]
            if any(folded(box.nama) == folded(other.nama) for _, _, other in before):
                message = f'nama "{box.nama}" dipakai dua kali | beri nama lain'
                raise KeyProblemError(message, key, i, "nama")
            segment = (key, folded(box.segmen))
            if any(segment == (other, folded(b.segmen)) for other, _, b in before):
                message = f'segmen "{box.segmen}" dipakai dua kali | beri segmen lain'
                raise KeyProblemError(message, key, i, "segmen")
        for i, unit in enumerate(self.unit):
            for field in ("kode", "nama", "segmen"):
                value = getattr(unit, field)
                if folded(value) in [folded(getattr(u, field)) for u in self.unit[:i]]:
                    message = f'{field} "{value}" dipakai dua kali | beri {field} lain'
                    raise KeyProblemError(message, "unit", i, field)

    def _tills_lead_somewhere(self) -> None:
        banks = {folded(b.nama) for b in self.bank}
        names = banks | {folded(k.nama) for k in (*self.kas, *self.akuirer)}
        units = {u.kode for u in self.unit}
        for i, kasir in enumerate(self.kasir):
            for label, target in kasir.pembayaran.items():
                message = ""
                if folded(target) in banks:
                    message = (
                        f'pembayaran "{label}" menuju rekening "{target}", padahal uangnya belum'
                        " masuk saat struk dicetak | tambahkan [[akuirer]] dan sebut namanya di"
                        " sini; uang yang masuk bank dicatat dengan kkmp catat pencairan"
                    )
                elif target != "bon" and folded(target) not in names:
                    message = (
                        f'pembayaran "{label}" menuju "{target}", bukan kas atau akuirer'
                        ' | pakai nama yang ada di [[kas]], [[akuirer]], atau "bon"'
                    )
                if message:
                    raise KeyProblemError(message, "kasir", i, "pembayaran", label)
            for label, unit in kasir.kategori.items():
                if unit not in units:
                    message = (
                        f'kategori "{label}" menuju unit "{unit}", yang tidak ada di [[unit]]'
                        " | tambahkan unitnya atau perbaiki kategorinya"
                    )
                    raise KeyProblemError(message, "kasir", i, "kategori", label)

    def _each_store_has_one_till_and_one_code(self) -> None:
        """Two tills with one outlet code would take each other's receipts for their own."""
        of_code: dict[str, tuple[str, str]] = {}
        code_of: dict[tuple[str, str], str] = {}
        for i, kasir in enumerate(self.kasir):
            for store, code in kasir.toko.items():
                account = (kasir.profil, store)
                if of_code.setdefault(code, account) != account:
                    message = (
                        f'kode toko "{code}" dipakai untuk "{of_code[code][1]}" dan "{store}"'
                        " | beri setiap toko kodenya sendiri"
                    )
                    raise KeyProblemError(message, "kasir", i, "toko", store)
                if code_of.setdefault(account, code) != code:
                    message = (
                        f'toko "{store}" berkode "{code_of[account]}" dan "{code}"'
                        " | pakai satu kode; nomor struk yang sudah dibukukan memuatnya"
                    )
                    raise KeyProblemError(message, "kasir", i, "toko", store)
        for account in code_of:
            tables = [i for i, k in enumerate(self.kasir) if self._serves(k, *account)]
            try:
                Dated(self.kasir[i] for i in tables)
            except OverlapError as error:
                message = (
                    f'toko "{account[1]}" ada di dua [[kasir]] mulai {error.day}'
                    " | beri yang baru sejak dari hari setelan kasir berubah"
                )
                raise KeyProblemError(
                    message, "kasir", tables[max(error.first, error.second)]
                ) from None

    @staticmethod
    def _serves(kasir: Kasir, profil: str, store: str) -> bool:
        return kasir.profil == profil and store in kasir.toko

    def till(self, profil: str, store: str) -> Dated[Kasir]:
        """The settings of the till account that serves the store, by time; empty when unknown."""
        return Dated(k for k in self.kasir if self._serves(k, profil, store))

    def part(self, *keys: str) -> dict[str, object]:
        """Just these keys of the file, as plain data; those that it does not have are left out."""
        return {key: value for key, value in self.as_data().items() if key in keys}

    def _box(self, key: str) -> list[tuple[int, Box]]:
        return list(enumerate(getattr(self, key)))


def _demand_hundred(total: Decimal, what: str) -> None:
    if total != HUNDRED:
        raise ValueError(
            f"PERSEN-JUMLAH: jumlah {what} {total}, bukan 100 | sesuaikan agar jumlahnya tepat 100"
        )


def _demand_no_negative(parts: dict[str, Decimal]) -> None:
    below = [name for name, percent in parts.items() if percent < 0]
    if below:
        raise ValueError(f'persentase "{below[0]}" di bawah nol | tulis nol atau lebih')
