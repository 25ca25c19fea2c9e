"""koperasi.toml: what a cooperative may say of itself, and what it is told when it errs."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.koperasi import Koperasi

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = (ROOT / "ledgers" / "contoh" / "koperasi.toml").read_text(encoding="utf-8")


def read(text: str) -> Koperasi:
    return toml.loads(text, "koperasi.toml", Koperasi)


def test_the_example_is_read() -> None:
    k = read(EXAMPLE)
    assert (k.pembukuan_sejak, k.simpanan[0].pokok, k.fiktif) == (date(2025, 6, 24), 50_000, True)
    assert k.shu[0].persen["jasa_usaha"] == Decimal(25)


@pytest.mark.parametrize(
    ("old", "new", "code", "fact", "hint"),
    [
        ('"sembako"\nnama', '"warung"\nnama', "ISI-SALAH", '"kode"', '"jasa"|atau "usaha_lainnya"'),
        ('"perpetual"', '"perpetua"', "ISI-SALAH", '"stok"', '"jasa" atau "konsinyasi"'),
        ("50_000", '"50.000"', "ISI-SALAH", "angka bulat tanpa tanda kutip", "pokok"),
        ("50_000", "0", "ISI-SALAH", '"pokok" terlalu kecil', "pokok"),
        ("pokok =", "pokk =", "KUNCI-ASING", '"pokk"', '"pokok"'),
        ("2025-06-24\nrezim", '"24 Juni"\nrezim', "ISI-SALAH", "harus tanggal", "pembukuan_sejak"),
        ("[3, 25]", "[3]", "ISI-SALAH", '"margin" kurang panjang', "margin"),
        ("[3, 25]", "[1, 2, 3]", "ISI-SALAH", '"margin" terlalu panjang', "margin"),
        ('segmen = "Kantor"', 'segmen = "Toko"', "ISI-SALAH", "Toko.*dua kali", "segmen lain"),
        ('segmen = "Kantor"', 'segmen = "kas kantor"', "ISI-SALAH", "bentuknya", "segmen"),
        ('nama = "Kas Kantor"', 'nama = "Kas Toko"', "ISI-SALAH", "Toko.*dua kali", "nama lain"),
        ('nama = "QRIS BRI"', 'nama = "Bank BRI"', "ISI-SALAH", "Bank BRI.*dua kali", "nama lain"),
        ('"Tunai" = "Kas Toko"', '"Tunai" = "Kas"', "ISI-SALAH", '"Tunai" menuju "Kas"', "bon"),
        ('"Gas" = "sembako"', '"Gas" = "apotek"', "ISI-SALAH", '"Gas" menuju unit', "tambahkan"),
        ('"T1"', '"toko"', "ISI-SALAH", "bentuknya", "Toko Tirtamaya"),
        ("cadangan = 30", "cadangan = 29.9", "PERSEN-JUMLAH", "99.9, bukan 100", "tepat 100"),
        (
            "cadangan = 30",
            "cadangan = {bagian = 30, isi = {jasa_modal = 50, jasa_usaha = 49}}",
            "PERSEN-JUMLAH",
            "isi bagian SHU 99",
            "tepat 100",
        ),
        ("cadangan = 30", "cadangan = -30", "ISI-SALAH", '"cadangan" di bawah nol', "nol"),
        ("tarif_permil = 5", "tarif_permil = 1001", "ISI-SALAH", "terlalu besar", "tarif_permil"),
        ("[[kas]]", "[[kass]]", "KUNCI-ASING", '"kass"', '"kas"'),
        ("[[simpanan]]", "[simpanan]", "ISI-SALAH", "harus daftar", "simpanan"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_line(old: str, new: str, code: str, fact: str, hint: str) -> None:
    before, found, after = EXAMPLE.partition(old)
    assert found
    with pytest.raises(ProblemError) as caught:
        read(before + new + after)
    problem = next(p for p in caught.value.problems if p.code == code)
    assert {p.code for p in caught.value.problems} <= {code, "KUNCI-KURANG"}
    assert re.search(fact, problem.fact), problem.fact
    assert re.search(hint, problem.hint), problem.hint
    assert problem.place is not None
    line = before.count("\n") + 1
    # Percentages that do not sum are a mistake of their table, not of one of its rows.
    head = EXAMPLE[: EXAMPLE.index("[[shu]]")].count("\n") + 1
    where = {line, head} if "SHU" in problem.fact or "persen" in problem.fact else {line}
    assert problem.place.line in where


def test_a_second_unit_of_the_same_kind_is_refused() -> None:
    text = EXAMPLE + '\n[[unit]]\nkode = "sembako"\nnama = "Gerai Dua"\nsegmen = "Dua"\n'
    with pytest.raises(ProblemError, match='kode "sembako" dipakai dua kali'):
        read(text)


def test_a_nested_share_is_read() -> None:
    k = read(
        EXAMPLE.replace(
            "jasa_modal = 20\njasa_usaha = 25",
            "jasa_anggota = {bagian = 45, isi = {jasa_modal = 40, jasa_usaha = 60}}",
        )
    )
    part = k.shu[0].persen["jasa_anggota"]
    assert not isinstance(part, Decimal)
    assert part.isi == {"jasa_modal": Decimal(40), "jasa_usaha": Decimal(60)}


def _table(name: str, **keys: object) -> str:
    rows = (f"{key} = {value}\n" for key, value in keys.items())
    return f"\n[[{name}]]\n" + "".join(rows)


KASIR = EXAMPLE[EXAMPLE.index("[[kasir]]") : EXAMPLE.index("# Persentase")]


@pytest.mark.parametrize(
    ("more", "fact"),
    [
        (_table("simpanan", sejak="2025-06-24", pokok=1, wajib=1), "yang ke-1 dan yang ke-2"),
        (
            _table("pajak", sumber='"uji"', tarif_permil=5, dari="2029-12-31"),
            "berlaku bersama mulai 31 Desember 2029",
        ),
        (_table("kas", nama='"kas  toko"', segmen='"Lain"'), 'nama "kas  toko" dipakai dua kali'),
        (_table("kas", nama='"Kas Lain"', segmen='"TOKO"'), 'segmen "TOKO" dipakai dua kali'),
        (_table("bank", nama='"kas toko"', segmen='"BNI"'), 'nama "kas toko" dipakai dua kali'),
        ("\n" + KASIR, 'toko "Toko Tirtamaya" ada di dua \\[\\[kasir\\]\\]'),
        (
            "\n" + KASIR.replace('"Toko Tirtamaya"', '"Kios"'),
            'kode toko "T1" dipakai untuk "Toko Tirtamaya" dan "Kios"',
        ),
        (
            KASIR.replace('"T1"', '"T9"').replace("[kasir.t", "sejak = 2026-01-01\n[kasir.t"),
            'berkode "T1" dan "T9"',
        ),
    ],
)  # fmt: skip
def test_two_of_a_kind_at_once_are_refused(more: str, fact: str) -> None:
    with pytest.raises(ProblemError, match=fact) as caught:
        read(f"{EXAMPLE}\n{more}")
    place = caught.value.problems[0].place
    assert place is not None
    assert place.line > EXAMPLE.count("\n")


def test_a_till_s_money_never_goes_straight_to_a_bank() -> None:
    """The acquirer owes it first: it arrives days later, less a fee."""
    text = EXAMPLE.replace('"QRIS" = "QRIS BRI"', '"QRIS" = "bank bri"')
    with pytest.raises(ProblemError, match='"QRIS" menuju rekening "bank bri"') as caught:
        read(text)
    assert "akuirer" in caught.value.problems[0].hint


def test_a_till_may_change_its_settings() -> None:
    later = KASIR.replace("%d/%m/%Y", "%Y-%m-%d").replace(
        "[kasir.toko]", "sejak = 2026-01-01\n[kasir.toko]"
    )
    till = read(EXAMPLE + "\n" + later).till("loyverse", "Toko Tirtamaya")
    assert [k.format_tanggal for k in till] == ["%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"]
    assert till.at(date(2025, 12, 31)) is till[0]
    assert till.at(date(2026, 1, 1)) is till[1]
