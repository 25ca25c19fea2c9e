"""The raw inputs of the example: made by the script, and sound in themselves."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections import defaultdict
from datetime import date
from datetime import datetime
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.contoh.pemeriksa import BANK
from tests.contoh.pemeriksa import QRIS
from tests.contoh.pemeriksa import STOK
from tests.contoh.pemeriksa import TOKO
from tests.contoh.pemeriksa import Baris
from tests.contoh.pemeriksa import Pemeriksa
from tests.contoh.pemeriksa import baca_csv
from tests.contoh.pemeriksa import baca_langkah
from tests.contoh.pemeriksa import baca_lembar
from tests.contoh.pemeriksa import bulan
from tests.contoh.pemeriksa import hari
from tests.contoh.pemeriksa import pph
from tests.contoh.pemeriksa import uang

AKAR = Path(__file__).parents[2]
BAHAN = AKAR / "ledgers" / "contoh" / "dokumen"
KAS_BERBEDA = (date(2025, 10, 31), TOKO)
OPNAME = [(date(2025, 12, 31), STOK), (date(2026, 3, 31), STOK)]
MULAI, RAT = date(2025, 6, 24), date(2026, 3, 14)


@pytest.fixture(scope="module")
def pemeriksa() -> Pemeriksa:
    return Pemeriksa(BAHAN)


def ekspor() -> list[tuple[list[Baris], list[Baris]]]:
    """Each month's pair: the receipts and their lines."""
    found = []
    for berkas in sorted(BAHAN.glob("receipts-20*.csv")):
        barang = BAHAN / berkas.name.replace("receipts-", "receipts-by-item-")
        found.append((baca_csv(berkas), baca_csv(barang)))
    return found


def anggota() -> dict[str, date]:
    """Number -> day of joining, from the sheets and the one command."""
    found: dict[str, date] = {}
    for berkas in sorted(BAHAN.glob("anggota*.xlsx")):
        for baris in baca_lembar(berkas):
            found[str(baris["Nomor"])] = hari(baris["Tanggal masuk"])
    for p in baca_langkah((BAHAN / "langkah.txt").read_text(encoding="utf-8")):
        if p.mulai("anggota", "tambah"):
            found[f"A{len([m for m in found.values() if m < p.tanggal]) + 1:04d}"] = p.tanggal
    return found


def keluar(pemeriksa: Pemeriksa) -> dict[str, date]:
    return {p.kata[2]: p.tanggal for p in pemeriksa.langkah if p.mulai("anggota", "keluar")}


# ---- the script


def test_the_script_writes_what_is_committed_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "ledgers/buat_contoh.py", str(tmp_path)], cwd=AKAR, check=True)
    baru = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    lama = {p.name: p.read_bytes() for p in BAHAN.iterdir() if p.name != "daftar.csv"}
    assert sorted(baru) == sorted(lama)
    assert [n for n, isi in baru.items() if lama[n] != isi] == []


def test_it_stays_small() -> None:
    assert sum(p.stat().st_size for p in BAHAN.iterdir()) < 4_000_000


# ---- the till's exports


def test_the_headers_are_loyverses() -> None:
    for struk, barang in ekspor():
        assert len(struk[0]) == 19
        assert len(barang[0]) == 23
        assert list(struk[0])[-3:] == ["Customer name", "Customer contacts", "Status"]
        assert list(barang[0])[8] == "Quantity"


def test_every_receipt_equals_its_lines() -> None:
    for struk, barang in ekspor():
        jumlah: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        for b in barang:
            assert uang(b["Gross sales"]) - uang(b["Discounts"]) == uang(b["Net sales"])
            assert uang(b["Net sales"]) - uang(b["Cost of goods"]) == uang(b["Gross profit"])
            assert (b["Receipt type"] == "Refund") == b["Quantity"].startswith("-")
            kunci = (b["Receipt number"], b["Date"], b["Status"])
            for kolom in ("Gross sales", "Discounts", "Net sales", "Cost of goods"):
                jumlah[kunci][kolom] += uang(b[kolom])
        assert len(struk) == len(jumlah)
        for s in struk:
            lines = jumlah[s["Receipt number"], s["Date"], s["Status"]]
            # Loyverse prints a refund's gross above 0 in this file, below 0 in the other.
            tanda = -1 if s["Receipt type"] == "Refund" else 1
            assert tanda * uang(s["Gross sales"]) == lines["Gross sales"]
            for kolom in ("Discounts", "Net sales", "Cost of goods"):
                assert uang(s[kolom]) == lines[kolom], s["Receipt number"]
            assert uang(s["Total collected"]) == uang(s["Net sales"])


def test_receipts_come_newest_first_and_each_number_once() -> None:
    nomor: list[str] = []
    for struk, barang in ekspor():
        for baris in (struk, barang):
            waktu = [datetime.strptime(b["Date"], "%d/%m/%Y %H:%M") for b in baris]  # noqa: DTZ007
            assert waktu == sorted(waktu, reverse=True)
        nomor += [s["Receipt number"] for s in struk]
    assert len(nomor) == len(set(nomor))
    assert {n.partition("-")[0] for n in nomor} == {"1", "2"}


def test_each_month_has_refunds_cancelled_discounts_and_customers() -> None:
    assert len(ekspor()) == 10
    dikenal = {str(b["Nama di kasir"]) for p in BAHAN.glob("anggota*.xlsx") for b in baca_lembar(p)}
    for struk, _ in ekspor():
        banyak = len(struk)
        pelanggan = [s["Customer name"] for s in struk]
        assert sum(s["Receipt type"] == "Refund" for s in struk) >= 3
        assert sum(s["Status"] == "Cancelled" for s in struk) >= 2
        assert sum(uang(s["Discounts"]) > 0 for s in struk) >= 10
        assert 0.40 < sum(p in dikenal for p in pelanggan) / banyak < 0.60
        assert any(p and p not in dikenal for p in pelanggan)
        assert 0.10 < sum(s["Payment type"] == "QRIS" for s in struk) / banyak < 0.25
        hari_buka = len({s["Date"][:10] for s in struk})
        assert 20 <= hari_buka <= 28
        assert 15 <= banyak / hari_buka <= 23


def test_one_month_has_a_byte_order_mark_and_crlf() -> None:
    aneh = [p.name for p in BAHAN.glob("*.csv") if p.read_bytes().startswith(b"\xef\xbb\xbf")]
    assert len(aneh) == 2
    for p in BAHAN.glob("receipts-*.csv"):
        assert (b"\r\n" in p.read_bytes()) == (p.name in aneh)


# ---- members and deposits


def test_about_120_members_join_and_two_leave(pemeriksa: Pemeriksa) -> None:
    masuk = anggota()
    assert sorted(masuk) == [f"A{i:04d}" for i in range(1, 121)]
    assert sorted(masuk.values()) == [masuk[n] for n in sorted(masuk)]
    assert sum(m < date(2025, 7, 1) for m in masuk.values()) > 80
    assert min(masuk.values()) == MULAI
    assert sorted(map(bulan, keluar(pemeriksa).values())) == ["2025-11", "2026-02"]


def test_numbers_that_look_like_numbers_are_text_and_impossible() -> None:
    nama_kasir: list[str] = []
    for berkas in BAHAN.glob("anggota*.xlsx"):
        for baris in baca_lembar(berkas):
            assert isinstance(baris["NIK"], str)
            assert len(baris["NIK"]) == 16
            assert baris["NIK"].startswith("0000000013")
            assert str(baris["Telepon"]).startswith("0800-000-")
            nama_kasir += [str(baris["Nama di kasir"]).casefold()] if baris["Nama di kasir"] else []
    assert len(nama_kasir) == len(set(nama_kasir))
    assert 95 <= len(nama_kasir) <= 110


def test_no_cell_is_a_formula_and_all_say_that_they_are_fictional() -> None:
    for berkas in BAHAN.glob("*.xlsx"):
        sel = [s for b in openpyxl.load_workbook(berkas).worksheets[0].iter_rows() for s in b]
        assert all(s.data_type != "f" for s in sel), berkas.name
        assert str(sel[0].value).startswith("FIKTIF")
    assert (BAHAN / "langkah.txt").read_text(encoding="utf-8").startswith("# FIKTIF")


def test_deposits_are_within_membership(pemeriksa: Pemeriksa) -> None:
    masuk, pergi = anggota(), keluar(pemeriksa)
    pokok = [(t, n) for t, n, macam, jumlah in pemeriksa.simpanan if macam == "pokok"]
    assert sorted(pokok) == sorted((t, n) for n, t in masuk.items())
    sukarela: Counter[str] = Counter()
    for t, nomor, macam, jumlah in pemeriksa.simpanan:
        assert masuk[nomor] <= t
        # The month of leaving has none: its sheet comes after the leaving was booked.
        assert nomor not in pergi or bulan(t) < bulan(pergi[nomor])
        assert jumlah > 0 or macam == "sukarela"
        sukarela[nomor] += jumlah if macam == "sukarela" else 0
        assert sukarela[nomor] >= 0


def test_about_15_percent_are_behind_and_nobody_is_ahead(pemeriksa: Pemeriksa) -> None:
    masuk, pergi = anggota(), keluar(pemeriksa)
    for akhir in (date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31), date(2026, 4, 30)):
        bayar: Counter[str] = Counter()
        for t, nomor, macam, jumlah in pemeriksa.simpanan:
            bayar[nomor] += jumlah if macam == "wajib" and t <= akhir else 0
        aktif = [n for n, m in masuk.items() if m <= akhir and pergi.get(n, date.max) > akhir]
        harus = {
            n: 10_000 * (12 * (akhir.year - masuk[n].year) + akhir.month - masuk[n].month + 1)
            for n in aktif
        }
        assert all(bayar[n] <= harus[n] for n in aktif)
        menunggak = sum(bayar[n] < harus[n] for n in aktif) / len(aktif)
        assert 0.08 <= menunggak <= 0.25, akhir
    assert any(jumlah >= 30_000 for _, _, macam, jumlah in pemeriksa.simpanan if macam == "wajib")


# ---- money and stock, replayed from the files


def test_nothing_is_below_0_on_any_evening(pemeriksa: Pemeriksa) -> None:
    malam, _ = pemeriksa.malam()
    bawah = [(t, k, v) for t, isi in malam.items() for k, v in isi.items() if v < 0]
    assert bawah == []


def test_counts_agree_but_for_one_note_and_the_stock(pemeriksa: Pemeriksa) -> None:
    _, beda = pemeriksa.malam()
    assert sorted(beda) == sorted([KAS_BERBEDA, *OPNAME])
    assert beda[KAS_BERBEDA] == -2_500
    assert all(-250_000 < beda[satu] < 0 for satu in OPNAME)


def test_every_box_is_counted_at_every_months_end(pemeriksa: Pemeriksa) -> None:
    terhitung = {(t, kotak) for t, kotak, _ in pemeriksa.hitungan}
    tutup = [p.kata[1] for p in pemeriksa.langkah if p.mulai("tutup")]
    for satu in tutup:
        if len(satu) == 4:
            continue
        akhir = (date(int(satu[:4]), int(satu[5:]), 28) + timedelta(days=4)).replace(day=1)
        for kotak in (TOKO, "Kas Kantor", BANK):
            assert (akhir - timedelta(days=1), kotak) in terhitung, (satu, kotak)
    bulan_bulan = [f"2025-{b:02d}" for b in range(6, 13)]
    assert tutup == [*bulan_bulan, "2025", "2026-01", "2026-02", "2026-03"]


def test_the_till_is_counted_on_a_day_that_it_was_open(pemeriksa: Pemeriksa) -> None:
    buka = {hari(s["Date"]) for struk, _ in ekspor() for s in struk}
    for t, kotak, _ in pemeriksa.hitungan:
        assert kotak != TOKO or t in buka or t < min(buka)


def test_the_bank_has_sen_and_the_receivable_moves(pemeriksa: Pemeriksa) -> None:
    malam, _ = pemeriksa.malam()
    assert any(isi.get(BANK, Decimal()) % 1 for isi in malam.values())
    biaya = [
        (int(p.kata[3]), int(p.pilihan["biaya"]))
        for p in pemeriksa.langkah
        if p.mulai("catat", "pencairan", QRIS)
    ]
    assert len(biaya) >= 18
    assert all(0.003 < fee / bruto < 0.0071 for bruto, fee in biaya)


def test_the_tax_of_last_month_is_paid_by_the_15th(pemeriksa: Pemeriksa) -> None:
    for t, jumlah in pemeriksa.pajak:
        lalu = bulan(t.replace(day=1) - timedelta(days=1))
        assert t.day <= 15
        assert jumlah == pph(pemeriksa.omzet[lalu])
    assert len(pemeriksa.pajak) == 9


def test_the_first_year_ends_with_a_modest_surplus(pemeriksa: Pemeriksa) -> None:
    _, beda = pemeriksa.malam()
    bulan_bulan = [f"2025-{b:02d}" for b in range(6, 13)]
    laba = sum(pemeriksa.laba_kotor[b] for b in bulan_bulan)
    pajak = sum(pph(pemeriksa.omzet[b]) for b in bulan_bulan)
    beban = sum((pemeriksa.beban[b] for b in bulan_bulan), Decimal())
    sewa, susut = 6 * 500_000, 5 * 50_000
    selisih = sum(v for (t, _), v in beda.items() if t.year == 2025)
    shu = laba - beban - sewa - susut - pajak + selisih
    assert 1_000_000 < shu < 6_000_000
    assert all(pemeriksa.laba_kotor[b] / pemeriksa.omzet[b] > 0.08 for b in bulan_bulan[1:])


# ---- the order of the commands


def test_commands_run_in_order_of_time_and_name_their_author(pemeriksa: Pemeriksa) -> None:
    menulis = [p for p in pemeriksa.langkah if not p.mulai("cek") and not p.mulai("rat", "susun")]
    menulis = [p for p in menulis if not p.mulai("shu", "hitung")]
    waktu = [datetime.fromisoformat(p.pilihan["waktu"]) for p in menulis]
    assert waktu == sorted(waktu)
    assert len(waktu) == len(set(waktu))
    assert {p.pilihan["oleh"] for p in menulis} == {"bendahara"}
    assert menulis[0].kata == ("init", "{buku}")
    assert (BAHAN / menulis[0].pilihan["koperasi"]).resolve() == BAHAN.parent / "koperasi.toml"


def test_nothing_comes_too_early_or_into_a_closed_month(pemeriksa: Pemeriksa) -> None:
    terbuka = "2025-06"
    for p in pemeriksa.langkah:
        tanggal = p.pilihan.get("tanggal")
        if tanggal and "waktu" in p.pilihan:
            assert tanggal <= p.pilihan["waktu"][:10], p.kata
            assert tanggal[:7] >= terbuka, p.kata
        for kata in p.kata:
            berkas = BAHAN / kata
            if kata.endswith((".xlsx", ".csv")):
                assert berkas.exists(), kata
                assert kata == "anggota.xlsx" or terbuka in kata, kata
        if p.mulai("tutup") and len(p.kata[1]) == 7:
            assert p.kata[1] == terbuka
            terbuka = bulan(date(int(terbuka[:4]), int(terbuka[5:]), 28) + timedelta(days=4))
    assert terbuka == "2026-04"


def test_every_file_is_brought_in_once(pemeriksa: Pemeriksa) -> None:
    disebut = Counter(
        kata for p in pemeriksa.langkah for kata in p.kata if kata.endswith((".xlsx", ".csv"))
    )
    ada = {p.name for p in BAHAN.iterdir() if p.suffix in {".xlsx", ".csv"}} - {"daftar.csv"}
    assert set(disebut) == ada
    assert set(disebut.values()) == {1}


def test_the_meeting_decides_on_the_closed_year(pemeriksa: Pemeriksa) -> None:
    urut = [" ".join(p.kata[:2]) for p in pemeriksa.langkah]
    assert urut.index("tutup 2025-12") < urut.index("tutup 2025") < urut.index("rat putuskan")
    assert urut.index("rat putuskan") < urut.index("catat bayar-shu")
    assert urut[-3:] == ["rat susun"] * 3
    putusan = next(p for p in pemeriksa.langkah if p.mulai("rat", "putuskan"))
    assert putusan.tanggal == RAT
    dibayar = [p for p in pemeriksa.langkah if p.mulai("catat", "bayar-shu")]
    terakhir = max(t for t, kotak, _ in pemeriksa.hitungan if kotak == "Kas Kantor")
    assert dibayar
    assert all(p.tanggal > terakhir for p in dibayar)
