"""Fictional finished reports of about 120 members, with everything that is hard to print."""

from __future__ import annotations

import random
from datetime import date
from typing import Literal

from kkmp_ledger.statements.model import Banding
from kkmp_ledger.statements.model import Baris
from kkmp_ledger.statements.model import Bukti
from kkmp_ledger.statements.model import BukuRat
from kkmp_ledger.statements.model import Kepala
from kkmp_ledger.statements.model import Kolom
from kkmp_ledger.statements.model import KolomTabel
from kkmp_ledger.statements.model import Kuitansi
from kkmp_ledger.statements.model import Laporan
from kkmp_ledger.statements.model import Tabel

DIBUAT = date(2026, 12, 31)
KEPALA = Kepala(
    entitas="Koperasi Kelurahan Merah Putih Tirtamaya",
    periode="1 Januari - 31 Desember 2026",
    sidik="9f3ac41e07d25b86",
    fiktif=True,
)
_DEPAN = (
    "Agus", "Siti", "Budi", "Dewi", "Eko", "Fitri", "Gunawan", "Hartini", "Indra", "Joko",
    "Kartika", "Lestari", "Muhammad", "Nurhayati", "Oktaviani", "Prasetyo", "Rahmawati", "Slamet",
    "Tri", "Umi", "Wahyu", "Yuliana", "Zainal", "Raden Roro Endang",
)  # fmt: skip
_BELAKANG = (
    "Santoso", "Wulandari", "Purnomo", "Handayani", "Nugroho", "Kusumawardhani", "Setiawan",
    "Rahayu", "Hidayatullah", "Permatasari", "Wibowo", "Sulistyaningrum", "Suryo Adiwinata",
)  # fmt: skip
_DUA = (
    Kolom("ini", "31 Desember 2026"),
    Kolom("lalu", "31 Desember 2025", catatan="24 Jun - 31 Des 2025, tidak sebanding penuh"),
)

Angka = tuple[int | None, ...]
Suku = tuple[tuple[int, str], ...]


class _Penyusun:
    """Builds rows and sums them, so that every total of a sample is the sum of its terms."""

    def __init__(self, banyak: int) -> None:
        self.baris: list[Baris] = []
        self.nilai: dict[str, Angka] = {}
        self.banyak = banyak

    def judul(self, label: str, tingkat: int = 0) -> None:
        self.baris.append(Baris(f"judul_{len(self.baris)}", label, "judul", tingkat))

    def pos(self, kunci: str, label: str, nilai: Angka, *akun: str, kurang: bool = False) -> None:
        self.nilai[kunci] = nilai
        self.baris.append(Baris(kunci, label, "pos", 1, nilai, akun=akun, kurang=kurang))

    def jumlah(self, kunci: str, label: str, *suku: str, tingkat: int = 0) -> None:
        terms: Suku = tuple((-1, s[1:]) if s.startswith("-") else (1, s) for s in suku)
        nilai = tuple(
            None
            if all(self.nilai[k][i] is None for _, k in terms)
            else sum(tanda * (self.nilai[k][i] or 0) for tanda, k in terms)
            for i in range(self.banyak)
        )
        self.nilai[kunci] = nilai
        self.baris.append(Baris(kunci, label, "jumlah", tingkat, nilai, terms))


def posisi_keuangan() -> Laporan:
    p = _Penyusun(2)
    p.judul("Aset")
    p.pos("kas_dan_setara_kas", "Kas dan setara kas", (48_215_750, 12_704_000),
          "Aset:Kas:Toko", "Aset:Kas:Kantor", "Aset:Bank:BRI")  # fmt: skip
    p.pos("piutang_usaha_sembako", "Piutang usaha gerai sembako", (3_145_000, 0),
          "Aset:Piutang:QRIS:BRI", "Aset:Piutang:Bon")  # fmt: skip
    p.pos("penyisihan_piutang_usaha", "Dikurangi penyisihan piutang usaha", (150_000, 0),
          "Aset:Penyisihan-Piutang", kurang=True)  # fmt: skip
    p.pos("persediaan_sembako", "Persediaan gerai sembako", (61_330_400, 22_118_500),
          "Aset:Persediaan:Sembako")  # fmt: skip
    p.pos("beban_dibayar_di_muka", "Beban dibayar di muka", (4_000_000, 10_000_000),
          "Aset:Dibayar-Di-Muka:Sewa")  # fmt: skip
    p.pos("aset_tetap_mesin_peralatan", "Mesin dan peralatan", (7_200_000, 7_200_000),
          "Aset:Tetap:Mesin")  # fmt: skip
    p.pos("akumulasi_penyusutan", "Dikurangi akumulasi penyusutan", (1_350_000, 450_000),
          "Aset:Akumulasi-Penyusutan", kurang=True)  # fmt: skip
    p.jumlah("total_aset", "Jumlah aset", "kas_dan_setara_kas", "piutang_usaha_sembako",
             "-penyisihan_piutang_usaha", "persediaan_sembako", "beban_dibayar_di_muka",
             "aset_tetap_mesin_peralatan", "-akumulasi_penyusutan")  # fmt: skip
    p.judul("Liabilitas")
    p.pos("utang_usaha_sembako", "Utang usaha gerai sembako", (8_750_000, 2_400_000),
          "Liabilitas:Utang-Usaha:Sembako")  # fmt: skip
    p.pos("simpanan_anggota", "Simpanan sukarela anggota", (31_475_000, 9_850_000),
          "Liabilitas:Simpanan:Sukarela")  # fmt: skip
    p.pos("utang_pajak", "Utang pajak", (212_650, 61_000), "Liabilitas:Utang-Pajak")
    p.jumlah("total_liabilitas", "Jumlah liabilitas", "utang_usaha_sembako", "simpanan_anggota",
             "utang_pajak", tingkat=1)  # fmt: skip
    p.judul("Ekuitas")
    p.pos("simpanan_pokok", "Simpanan pokok", (5_900_000, 5_650_000), "Ekuitas:Simpanan:Pokok")
    p.pos("simpanan_wajib", "Simpanan wajib", (18_420_000, 6_110_000), "Ekuitas:Simpanan:Wajib")
    p.pos("hibah", "Hibah", (30_000_000, 30_000_000), "Ekuitas:Hibah")
    p.pos("dana_cadangan", "Dana cadangan", (0, None), "Ekuitas:Cadangan:Umum")
    p.pos("shu_sebelumnya", "SHU tahun-tahun sebelumnya", (-2_498_500, 0), "Ekuitas:SHU")
    p.pos("shu_tahun_berjalan", "SHU tahun berjalan", (30_132_000, -2_498_500))
    p.jumlah("total_ekuitas", "Jumlah ekuitas", "simpanan_pokok", "simpanan_wajib", "hibah",
             "dana_cadangan", "shu_sebelumnya", "shu_tahun_berjalan", tingkat=1)  # fmt: skip
    p.jumlah("total_liabilitas_dan_ekuitas", "Jumlah liabilitas dan ekuitas", "total_liabilitas",
             "total_ekuitas")  # fmt: skip
    note = "Belum ada dana cadangan sebelum rapat anggota pertama memutuskan pembagian SHU."
    return Laporan("posisi-keuangan", "Laporan Posisi Keuangan", KEPALA, _DUA, tuple(p.baris),
                   (note,))  # fmt: skip


def hasil_usaha() -> Laporan:
    p = _Penyusun(2)
    p.judul("Pendapatan")
    p.pos("pendapatan_anggota_sembako", "Penjualan kepada anggota, gerai sembako",
          (412_900_000, 88_120_000), "Pendapatan:Anggota:Sembako")  # fmt: skip
    p.pos("pendapatan_non_anggota_sembako", "Penjualan kepada non-anggota, gerai sembako",
          (198_450_500, 61_003_000), "Pendapatan:Non-Anggota:Sembako")  # fmt: skip
    p.jumlah("jumlah_pendapatan_bruto", "Jumlah pendapatan", "pendapatan_anggota_sembako",
             "pendapatan_non_anggota_sembako", tingkat=1)  # fmt: skip
    p.judul("Harga pokok penjualan")
    p.pos("hpp_anggota_sembako", "HPP anggota, gerai sembako", (361_287_500, 79_308_000),
          "Beban:HPP:Anggota:Sembako", kurang=True)  # fmt: skip
    p.pos("hpp_non_anggota_sembako", "HPP non-anggota, gerai sembako", (173_644_200, 54_902_700),
          "Beban:HPP:Non-Anggota:Sembako", kurang=True)  # fmt: skip
    p.jumlah("total_pendapatan", "Pendapatan bersih", "jumlah_pendapatan_bruto",
             "-hpp_anggota_sembako", "-hpp_non_anggota_sembako", tingkat=1)  # fmt: skip
    p.judul("Beban")
    p.pos("beban_kepegawaian", "Beban kepegawaian", (24_000_000, 9_000_000), "Beban:Gaji",
          kurang=True)  # fmt: skip
    p.pos("beban_administrasi_dan_umum", "Beban administrasi dan umum", (12_230_050, 7_215_185),
          "Beban:Listrik", "Beban:Sewa", kurang=True)  # fmt: skip
    p.pos("beban_penyusutan_dan_amortisasi", "Beban penyusutan dan amortisasi", (900_000, 450_000),
          "Beban:Penyusutan", kurang=True)  # fmt: skip
    p.pos("beban_rapat_anggota", "Beban rapat anggota", (6_100_000, None), "Beban:Rapat",
          kurang=True)  # fmt: skip
    p.jumlah("total_beban", "Jumlah beban", "beban_kepegawaian", "beban_administrasi_dan_umum",
             "beban_penyusutan_dan_amortisasi", "beban_rapat_anggota", tingkat=1)  # fmt: skip
    p.jumlah("shu_sebelum_pajak", "SHU sebelum pajak", "total_pendapatan", "-total_beban")
    p.pos("beban_pajak_penghasilan", "Pajak penghasilan final", (3_056_750, 745_615),
          "Beban:PPh-Final", kurang=True)  # fmt: skip
    p.jumlah("shu_tahun_berjalan", "Sisa hasil usaha tahun berjalan", "shu_sebelum_pajak",
             "-beban_pajak_penghasilan")  # fmt: skip
    columns = (Kolom("ini", "2026"), Kolom("lalu", "2025", catatan=_DUA[1].catatan))
    return Laporan("hasil-usaha", "Laporan Perhitungan Hasil Usaha", KEPALA, columns,
                   tuple(p.baris))  # fmt: skip


def perubahan_ekuitas() -> Laporan:
    """Seven components and their sum: as wide as a statement gets."""
    heads = ("Simpanan pokok", "Simpanan wajib", "Hibah", "Cadangan umum", "Cadangan risiko",
             "Sisa hasil usaha", "Ekuitas lain")  # fmt: skip
    keys = ("pokok", "wajib", "hibah", "cadangan_umum", "cadangan_risiko", "shu", "lain")
    columns = (*(Kolom(k, h) for k, h in zip(keys, heads, strict=True)),
               Kolom("jumlah", "Jumlah ekuitas", suku=keys))  # fmt: skip
    p = _Penyusun(8)
    rows: list[tuple[str, str, Angka]] = [
        ("saldo_awal", "Saldo awal, 1 Januari 2026",
         (5_650_000, 6_110_000, 30_000_000, 0, 0, -2_498_500, 0)),
        ("penambahan", "Penambahan modal", (350_000, 12_510_000, 0, 0, 0, 0, 0)),
        ("pengurangan", "Pengurangan modal (anggota keluar)",
         (-100_000, -200_000, 0, 0, 0, 0, 0)),
        ("pembagian_shu", "Pembagian SHU yang diputuskan rapat anggota", (0, 0, 0, 0, 0, 0, 0)),
        ("koreksi", "Koreksi kesalahan tahun 2025", (0, 0, 0, 0, 0, 0, 0)),
        ("shu_periode_berjalan", "SHU periode berjalan", (0, 0, 0, 0, 0, 30_132_000, 0)),
    ]  # fmt: skip
    for kunci, label, nilai in rows:
        p.pos(kunci, label, (*nilai, sum(v or 0 for v in nilai)))
    p.jumlah("saldo_akhir", "Saldo akhir, 31 Desember 2026", *(kunci for kunci, _, _ in rows))
    return Laporan("perubahan-ekuitas", "Laporan Perubahan Ekuitas", KEPALA, columns,
                   tuple(p.baris))  # fmt: skip


def nama(random_: random.Random) -> str:
    return f"{random_.choice(_DEPAN)} {random_.choice(_BELAKANG)}"


def _acak() -> random.Random:
    return random.Random(2025)  # noqa: S311 - sample data


def shu() -> Tabel:
    columns = (
        KolomTabel("tujuan", "Tujuan"),
        KolomTabel("persen", "Bagian"),
        KolomTabel("jumlah", "Jumlah", "angka", dijumlah=True),
    )
    parts = (("Dana cadangan", 30), ("Jasa modal anggota", 20), ("Jasa usaha anggota", 25),
             ("Dana pengurus", 10), ("Dana karyawan", 5), ("Dana pendidikan", 5),
             ("Dana sosial", 5))  # fmt: skip
    rows = tuple((name, f"{percent} %", 27_633_500 * percent // 100) for name, percent in parts)
    return Tabel("shu", "Pembagian Sisa Hasil Usaha", KEPALA, columns, rows)


def shu_anggota(banyak: int = 118) -> Tabel:
    r = _acak()
    columns = (
        KolomTabel("nomor", "Nomor"),
        KolomTabel("nama", "Nama anggota"),
        KolomTabel("jasa_modal", "Jasa modal", "angka", dijumlah=True),
        KolomTabel("jasa_usaha", "Jasa usaha", "angka", dijumlah=True),
        KolomTabel("total", "Jumlah", "angka", dijumlah=True),
    )
    rows = []
    for i in range(1, banyak + 1):
        modal, usaha = r.randrange(0, 90_000), r.choice((0, r.randrange(0, 310_000)))
        rows.append((f"A{i:04d}", nama(r), modal, usaha, modal + usaha))
    return Tabel("shu-anggota", "Pembagian SHU per Anggota", KEPALA, columns, tuple(rows),
                 ("Pembulatan dengan sisa terbesar, ke rupiah penuh.",))  # fmt: skip


def simpanan(banyak: int = 118) -> Tabel:
    r = _acak()
    columns = [KolomTabel("nomor", "Nomor"), KolomTabel("nama", "Nama anggota")]
    for family in ("Pokok", "Wajib", "Sukarela"):
        columns += [
            KolomTabel(f"{family.lower()}_{part}", part.capitalize(), "angka", True, family)
            for part in ("awal", "setor", "tarik", "akhir")
        ]
    rows: list[tuple[str | int | None, ...]] = []
    for i in range(1, banyak + 1):
        row: list[str | int | None] = [f"A{i:04d}", nama(r)]
        wajib = (r.randrange(0, 7) * 10_000, r.randrange(0, 13) * 10_000)
        sukarela = (r.randrange(0, 40) * 25_000, r.randrange(0, 20) * 25_000)
        for awal, setor in ((50_000, 0), wajib, sukarela):
            tarik = r.choice((0, 0, 0, awal // 2))
            row += [awal, setor, tarik, awal + setor - tarik]
        rows.append(tuple(row))
    return Tabel("simpanan", "Daftar Simpanan Anggota", KEPALA, tuple(columns), tuple(rows))


def bukti() -> tuple[Bukti, ...]:
    return (
        Bukti(1, "Neraca saldo sama dengan laporan", "Jumlah polos per akun",
              "Posisi keuangan dan hasil usaha",
              (Banding("Aset", 122_391_150, 122_391_150), Banding("Akun tanpa baris", 0, 0))),
        Bukti(2, "Perubahan ekuitas sama dengan posisi keuangan", "Perubahan ekuitas",
              "Posisi keuangan", (Banding("Sisa hasil usaha", 27_633_500, 27_633_501),)),
        Bukti(4, "Kas dan bank sama dengan hasil hitung", "Buku", "Berita acara hitung",
              (Banding("Kas Toko", 2_215_750, 2_215_750),),
              ("Bank BRI belum dihitung per 31 Desember 2026",)),
    )  # fmt: skip


def buku_rat(banyak: int = 118) -> BukuRat:
    return BukuRat(
        kepala=KEPALA,
        tahun=2026,
        identitas=(
            ("Alamat", "Jalan Melati 7, Kelurahan Tirtamaya, Kecamatan Wanasari, Kota Semarang"),
            ("Badan hukum", "AHU-0000000.AH.01.29.TAHUN 2025 (fiktif)"),
            ("Jumlah anggota", "118 orang pada 31 Desember 2026"),
            ("Standar akuntansi", "SAK EP"),
        ),
        laporan=(posisi_keuangan(), hasil_usaha(), perubahan_ekuitas()),
        shu=shu(),
        shu_anggota=shu_anggota(banyak),
        simpanan=simpanan(banyak),
        bukti=bukti(),
        catatan_shu=(
            "SHU 2026 Rp30.132.000 setelah pajak; Rp2.498.500 di antaranya menutup rugi 2025.",
        ),
        penandatangan=(
            ("Ketua", "Agus Santoso"),
            ("Wakil Ketua Bidang Usaha", "Raden Roro Endang Sulistyaningrum"),
            ("Sekretaris", "Dewi Kusumawardhani"),
            ("Bendahara", "Budi Purnomo"),
            ("Ketua Pengawas (lurah, ex-officio)", "Lurah Tirtamaya (fiktif)"),
            ("Pengawas", "Muhammad Hidayatullah"),
        ),
    )


def kuitansi(arah: Literal["terima", "bayar"] = "terima") -> Kuitansi:
    return Kuitansi(
        entitas=KEPALA.entitas,
        nomor="KS-2603-0014",
        tanggal=date(2026, 3, 14),
        anggota="A0007",
        nama="Raden Roro Endang Sulistyaningrum",
        untuk="Simpanan wajib",
        jumlah=1_250_000,
        petugas="Bendahara",
        arah=arah,
        kas="Kas Kantor",
        keterangan="Maret 2026 sampai Desember 2026",
        alamat="Jalan Melati 7, Tirtamaya, Semarang",
        kota="Semarang",
        fiktif=True,
    )
