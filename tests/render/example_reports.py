"""Fictional finished reports of about 120 members, with everything that is hard to print."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Literal

from kkmp_ledger.statements.sections import Column
from kkmp_ledger.statements.sections import Comparison
from kkmp_ledger.statements.sections import Cover
from kkmp_ledger.statements.sections import Header
from kkmp_ledger.statements.sections import Kuitansi
from kkmp_ledger.statements.sections import Proof
from kkmp_ledger.statements.sections import Proofs
from kkmp_ledger.statements.sections import Report
from kkmp_ledger.statements.sections import Row
from kkmp_ledger.statements.sections import Signatures
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.sections import Table
from kkmp_ledger.statements.sections import TableColumn

MADE = date(2026, 12, 31)
HEADER = Header(
    entity="Koperasi Kelurahan Merah Putih Tirtamaya",
    period="1 Januari - 31 Desember 2026",
    digest="9f3ac41e07d25b86",
    fiktif=True,
)
_FRONT = (
    "Agus", "Siti", "Budi", "Dewi", "Eko", "Fitri", "Gunawan", "Hartini", "Indra", "Joko",
    "Kartika", "Lestari", "Muhammad", "Nurhayati", "Oktaviani", "Prasetyo", "Rahmawati", "Slamet",
    "Tri", "Umi", "Wahyu", "Yuliana", "Zainal", "Raden Roro Endang",
)  # fmt: skip
_BACK = (
    "Santoso", "Wulandari", "Purnomo", "Handayani", "Nugroho", "Kusumawardhani", "Setiawan",
    "Rahayu", "Hidayatullah", "Permatasari", "Wibowo", "Sulistyaningrum", "Suryo Adiwinata",
)  # fmt: skip
_TWO = (
    Column("ini", "31 Desember 2026"),
    Column("lalu", "31 Desember 2025", notes="24 Jun - 31 Des 2025, tidak sebanding penuh"),
)

_SHU_NOTE = "SHU 2026 Rp30.132.000 setelah pajak; Rp2.498.500 di antaranya menutup rugi 2025."

Number = tuple[int | None, ...]
Term = tuple[tuple[int, str], ...]


class _Builder:
    """Builds rows and sums them, so that every total of a sample is the sum of its terms."""

    def __init__(self, many: int) -> None:
        self.rows: list[Row] = []
        self.values: dict[str, Number] = {}
        self.many = many

    def title(self, label: str, level: int = 0) -> None:
        self.rows.append(Row(f"judul_{len(self.rows)}", label, "judul", level))

    def lines(
        self, key: str, label: str, values: Number, *akun: str, deducted: bool = False
    ) -> None:
        self.values[key] = values
        self.rows.append(Row(key, label, "pos", 1, values, akun=akun, deducted=deducted))

    def jumlah(self, key: str, label: str, *parts: str, level: int = 0) -> None:
        terms: Term = tuple((-1, s[1:]) if s.startswith("-") else (1, s) for s in parts)
        values = tuple(
            None
            if all(self.values[k][i] is None for _, k in terms)
            else sum(signature * (self.values[k][i] or 0) for signature, k in terms)
            for i in range(self.many)
        )
        self.values[key] = values
        self.rows.append(Row(key, label, "jumlah", level, values, terms))


def posisi_keuangan() -> Statement:
    p = _Builder(2)
    p.title("Aset")
    p.lines("kas_dan_setara_kas", "Kas dan setara kas", (48_215_750, 12_704_000),
          "Aset:Kas:Toko", "Aset:Kas:Kantor", "Aset:Bank:BRI")  # fmt: skip
    p.lines("piutang_usaha_sembako", "Piutang usaha gerai sembako", (3_145_000, 0),
          "Aset:Piutang:QRIS:BRI", "Aset:Piutang:Bon")  # fmt: skip
    p.lines("penyisihan_piutang_usaha", "Dikurangi penyisihan piutang usaha", (150_000, 0),
          "Aset:Penyisihan-Piutang", deducted=True)  # fmt: skip
    p.lines("persediaan_sembako", "Persediaan gerai sembako", (61_330_400, 22_118_500),
          "Aset:Persediaan:Sembako")  # fmt: skip
    p.lines("beban_dibayar_di_muka", "Beban dibayar di muka", (4_000_000, 10_000_000),
          "Aset:Dibayar-Di-Muka:Sewa")  # fmt: skip
    p.lines("aset_tetap_mesin_peralatan", "Mesin dan peralatan", (7_200_000, 7_200_000),
          "Aset:Tetap:Mesin")  # fmt: skip
    p.lines("akumulasi_penyusutan", "Dikurangi akumulasi penyusutan", (1_350_000, 450_000),
          "Aset:Akumulasi-Penyusutan", deducted=True)  # fmt: skip
    p.jumlah("total_aset", "Jumlah aset", "kas_dan_setara_kas", "piutang_usaha_sembako",
             "-penyisihan_piutang_usaha", "persediaan_sembako", "beban_dibayar_di_muka",
             "aset_tetap_mesin_peralatan", "-akumulasi_penyusutan")  # fmt: skip
    p.title("Liabilitas")
    p.lines("utang_usaha_sembako", "Utang usaha gerai sembako", (8_750_000, 2_400_000),
          "Liabilitas:Utang-Usaha:Sembako")  # fmt: skip
    p.lines("simpanan_anggota", "Simpanan sukarela anggota", (31_475_000, 9_850_000),
          "Liabilitas:Simpanan:Sukarela")  # fmt: skip
    p.lines("utang_pajak", "Utang pajak", (212_650, 61_000), "Liabilitas:Utang-Pajak")
    p.jumlah("total_liabilitas", "Jumlah liabilitas", "utang_usaha_sembako", "simpanan_anggota",
             "utang_pajak", level=1)  # fmt: skip
    p.title("Ekuitas")
    p.lines("simpanan_pokok", "Simpanan pokok", (5_900_000, 5_650_000), "Ekuitas:Simpanan:Pokok")
    p.lines("simpanan_wajib", "Simpanan wajib", (18_420_000, 6_110_000), "Ekuitas:Simpanan:Wajib")
    p.lines("hibah", "Hibah", (30_000_000, 30_000_000), "Ekuitas:Hibah")
    p.lines("dana_cadangan", "Dana cadangan", (0, None), "Ekuitas:Cadangan:Umum")
    p.lines("shu_sebelumnya", "SHU tahun-tahun sebelumnya", (-2_498_500, 0), "Ekuitas:SHU")
    p.lines("shu_tahun_berjalan", "SHU tahun berjalan", (30_132_000, -2_498_500))
    p.jumlah("total_ekuitas", "Jumlah ekuitas", "simpanan_pokok", "simpanan_wajib", "hibah",
             "dana_cadangan", "shu_sebelumnya", "shu_tahun_berjalan", level=1)  # fmt: skip
    p.jumlah("total_liabilitas_dan_ekuitas", "Jumlah liabilitas dan ekuitas", "total_liabilitas",
             "total_ekuitas")  # fmt: skip
    note = "Belum ada dana cadangan sebelum rapat anggota pertama memutuskan pembagian SHU."
    return Statement("posisi-keuangan", "Laporan Posisi Keuangan", HEADER, _TWO, tuple(p.rows),
                   (note,))  # fmt: skip


def hasil_usaha() -> Statement:
    p = _Builder(2)
    p.title("Pendapatan")
    p.lines("pendapatan_anggota_sembako", "Penjualan kepada anggota, gerai sembako",
          (412_900_000, 88_120_000), "Pendapatan:Anggota:Sembako")  # fmt: skip
    p.lines("pendapatan_non_anggota_sembako", "Penjualan kepada non-anggota, gerai sembako",
          (198_450_500, 61_003_000), "Pendapatan:Non-Anggota:Sembako")  # fmt: skip
    p.jumlah("jumlah_pendapatan_bruto", "Jumlah pendapatan", "pendapatan_anggota_sembako",
             "pendapatan_non_anggota_sembako", level=1)  # fmt: skip
    p.title("Harga pokok penjualan")
    p.lines("hpp_anggota_sembako", "HPP anggota, gerai sembako", (361_287_500, 79_308_000),
          "Beban:HPP:Anggota:Sembako", deducted=True)  # fmt: skip
    p.lines("hpp_non_anggota_sembako", "HPP non-anggota, gerai sembako", (173_644_200, 54_902_700),
          "Beban:HPP:Non-Anggota:Sembako", deducted=True)  # fmt: skip
    p.jumlah("total_pendapatan", "Pendapatan bersih", "jumlah_pendapatan_bruto",
             "-hpp_anggota_sembako", "-hpp_non_anggota_sembako", level=1)  # fmt: skip
    p.title("Beban")
    p.lines("beban_kepegawaian", "Beban kepegawaian", (24_000_000, 9_000_000), "Beban:Gaji",
          deducted=True)  # fmt: skip
    p.lines("beban_administrasi_dan_umum", "Beban administrasi dan umum", (12_230_050, 7_215_185),
          "Beban:Listrik", "Beban:Sewa", deducted=True)  # fmt: skip
    p.lines("beban_penyusutan_dan_amortisasi", "Beban penyusutan dan amortisasi",
          (900_000, 450_000), "Beban:Penyusutan", deducted=True)  # fmt: skip
    p.lines("beban_rapat_anggota", "Beban rapat anggota", (6_100_000, None), "Beban:Rapat",
          deducted=True)  # fmt: skip
    p.jumlah("total_beban", "Jumlah beban", "beban_kepegawaian", "beban_administrasi_dan_umum",
             "beban_penyusutan_dan_amortisasi", "beban_rapat_anggota", level=1)  # fmt: skip
    p.jumlah("shu_sebelum_pajak", "SHU sebelum pajak", "total_pendapatan", "-total_beban")
    p.lines("beban_pajak_penghasilan", "Pajak penghasilan final", (3_056_750, 745_615),
          "Beban:PPh-Final", deducted=True)  # fmt: skip
    p.jumlah("shu_tahun_berjalan", "Sisa hasil usaha tahun berjalan", "shu_sebelum_pajak",
             "-beban_pajak_penghasilan")  # fmt: skip
    columns = (Column("ini", "2026"), Column("lalu", "2025", notes=_TWO[1].notes))
    return Statement("hasil-usaha", "Laporan Perhitungan Hasil Usaha", HEADER, columns,
                   tuple(p.rows))  # fmt: skip


def perubahan_ekuitas() -> Statement:
    """Seven components and their sum: as wide as a statement gets."""
    heads = ("Simpanan pokok", "Simpanan wajib", "Hibah", "Cadangan umum", "Cadangan risiko",
             "Sisa hasil usaha", "Ekuitas lain")  # fmt: skip
    keys = ("pokok", "wajib", "hibah", "cadangan_umum", "cadangan_risiko", "shu", "lain")
    columns = (*(Column(k, h) for k, h in zip(keys, heads, strict=True)),
               Column("jumlah", "Jumlah ekuitas", terms=keys))  # fmt: skip
    p = _Builder(8)
    rows: list[tuple[str, str, Number]] = [
        ("saldo_awal", "Saldo awal, 1 Januari 2026",
         (5_650_000, 6_110_000, 30_000_000, 0, 0, -2_498_500, 0)),
        ("penambahan", "Penambahan modal", (350_000, 12_510_000, 0, 0, 0, 0, 0)),
        ("pengurangan", "Pengurangan modal (anggota keluar)",
         (-100_000, -200_000, 0, 0, 0, 0, 0)),
        ("pembagian_shu", "Pembagian SHU yang diputuskan rapat anggota", (0, 0, 0, 0, 0, 0, 0)),
        ("koreksi", "Koreksi kesalahan tahun 2025", (0, 0, 0, 0, 0, 0, 0)),
        ("shu_periode_berjalan", "SHU periode berjalan", (0, 0, 0, 0, 0, 30_132_000, 0)),
    ]  # fmt: skip
    for key, label, values in rows:
        p.lines(key, label, (*values, sum(v or 0 for v in values)))
    p.jumlah("saldo_akhir", "Saldo akhir, 31 Desember 2026", *(key for key, _, _ in rows))
    return Statement("perubahan-ekuitas", "Laporan Perubahan Ekuitas", HEADER, columns,
                   tuple(p.rows))  # fmt: skip


def nama(random_: random.Random) -> str:
    return f"{random_.choice(_FRONT)} {random_.choice(_BACK)}"


def _random() -> random.Random:
    return random.Random(2025)  # noqa: S311 - sample data


def shu() -> Table:
    columns = (
        TableColumn("tujuan", "Tujuan"),
        TableColumn("persen", "Bagian"),
        TableColumn("jumlah", "Jumlah", "angka", summed=True),
    )
    parts = (("Dana cadangan", 30), ("Jasa modal anggota", 20), ("Jasa usaha anggota", 25),
             ("Dana pengurus", 10), ("Dana karyawan", 5), ("Dana pendidikan", 5),
             ("Dana sosial", 5))  # fmt: skip
    rows = tuple((name, f"{percent} %", 27_633_500 * percent // 100) for name, percent in parts)
    return Table("shu", "Pembagian Sisa Hasil Usaha", HEADER, columns, rows)


def shu_anggota(many: int = 118) -> Table:
    r = _random()
    columns = (
        TableColumn("nomor", "Nomor"),
        TableColumn("nama", "Nama anggota"),
        TableColumn("jasa_modal", "Jasa modal", "angka", summed=True),
        TableColumn("jasa_usaha", "Jasa usaha", "angka", summed=True),
        TableColumn("total", "Jumlah", "angka", summed=True),
    )
    rows = []
    for i in range(1, many + 1):
        modal, usaha = r.randrange(0, 90_000), r.choice((0, r.randrange(0, 310_000)))
        rows.append((f"A{i:04d}", nama(r), modal, usaha, modal + usaha))
    return Table("shu-anggota", "Pembagian SHU per Anggota", HEADER, columns, tuple(rows),
                 ("Pembulatan dengan sisa terbesar, ke rupiah penuh.",))  # fmt: skip


def simpanan(many: int = 118) -> Table:
    r = _random()
    columns = [TableColumn("nomor", "Nomor"), TableColumn("nama", "Nama anggota")]
    for family in ("Pokok", "Wajib", "Sukarela"):
        columns += [
            TableColumn(f"{family.lower()}_{part}", part.capitalize(), "angka", True, family)
            for part in ("awal", "setor", "tarik", "akhir")
        ]
    rows: list[tuple[str | int | None, ...]] = []
    for i in range(1, many + 1):
        row: list[str | int | None] = [f"A{i:04d}", nama(r)]
        wajib = (r.randrange(0, 7) * 10_000, r.randrange(0, 13) * 10_000)
        sukarela = (r.randrange(0, 40) * 25_000, r.randrange(0, 20) * 25_000)
        for opening, setor in ((50_000, 0), wajib, sukarela):
            tarik = r.choice((0, 0, 0, opening // 2))
            row += [opening, setor, tarik, opening + setor - tarik]
        rows.append(tuple(row))
    return Table("simpanan", "Daftar Simpanan Anggota", HEADER, tuple(columns), tuple(rows))


def bukti() -> tuple[Proof, ...]:
    return (
        Proof(1, "Neraca saldo sama dengan laporan", "Jumlah polos per akun",
              "Posisi keuangan dan hasil usaha",
              (Comparison("Aset", 122_391_150, 122_391_150), Comparison("Akun tanpa baris", 0, 0))),
        Proof(2, "Perubahan ekuitas sama dengan posisi keuangan", "Perubahan ekuitas",
              "Posisi keuangan", (Comparison("Sisa hasil usaha", 27_633_500, 27_633_501),)),
        Proof(4, "Kas dan bank sama dengan hasil hitung", "Buku", "Berita acara hitung",
              (Comparison("Kas Toko", 2_215_750, 2_215_750),),
              ("Bank BRI belum dihitung per 31 Desember 2026",)),
    )  # fmt: skip


def proofs() -> Proofs:
    return Proofs(HEADER, bukti())


def rat_book(many: int = 118) -> Report:
    """Every kind of section, in the order of the meeting's book."""
    identity = (
        ("Alamat", "Jalan Melati 7, Kelurahan Tirtamaya, Kecamatan Wanasari, Kota Semarang"),
        ("Badan hukum", "AHU-0000000.AH.01.29.TAHUN 2025 (fiktif)"),
        ("Jumlah anggota", "118 orang pada 31 Desember 2026"),
        ("Standar akuntansi", "SAK EP"),
    )
    signatories = (
        ("Ketua", "Agus Santoso"),
        ("Wakil Ketua Bidang Usaha", "Raden Roro Endang Sulistyaningrum"),
        ("Sekretaris", "Dewi Kusumawardhani"),
        ("Bendahara", "Budi Purnomo"),
        ("Ketua Pengawas (lurah, ex-officio)", "Lurah Tirtamaya (fiktif)"),
        ("Pengawas", "Muhammad Hidayatullah"),
    )
    return Report(
        "Buku Rapat Anggota Tahunan 2026",
        HEADER,
        (
            Cover("sampul", "Buku Rapat Anggota Tahunan", HEADER, 2026, identity),
            posisi_keuangan(),
            hasil_usaha(),
            perubahan_ekuitas(),
            replace(shu(), notes=(_SHU_NOTE,)),
            shu_anggota(many),
            simpanan(many),
            proofs(),
            Signatures("pengesahan", "Pengesahan", HEADER, signatories),
        ),
    )


def kuitansi(direction: Literal["terima", "bayar"] = "terima") -> Kuitansi:
    return Kuitansi(
        entity=HEADER.entity,
        nomor="KS-2603-0014",
        tanggal=date(2026, 3, 14),
        anggota="A0007",
        nama="Raden Roro Endang Sulistyaningrum",
        untuk="Simpanan wajib",
        jumlah=1_250_000,
        clerk="Bendahara",
        direction=direction,
        kas="Kas Kantor",
        keterangan="Maret 2026 sampai Desember 2026",
        alamat="Jalan Melati 7, Tirtamaya, Semarang",
        kota="Semarang",
        fiktif=True,
    )
