"""The ledger as Fava gets it: book years, words, folds, and the same result as Beancount."""

from __future__ import annotations

import gc
import json
import os
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core.data import Transaction
from beancount.ops.summarize import clamp_opt
from fava.application import create_app

from kkmp_ledger.web import buku_fava
from kkmp_ledger.web.buku_fava import BukuFava
from kkmp_ledger.web.buku_fava import tanpa_sampah
from tests.web.kecil import OPSI
from tests.web.kecil import SHU
from tests.web.kecil import TAHUN
from tests.web.kecil import laporan
from tests.web.kecil import situs_kami

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.kecil import Situs


def _data(situs: Situs, path: str) -> Any:
    answer = situs.minta(f"/buku/api/{path}")
    assert answer.status == 200, answer.isi
    return json.loads(answer.isi, parse_float=Decimal)["data"]


def _halaman(situs: Situs, path: str = "balance_sheet/") -> Any:
    page = situs.minta(f"/buku/{path}").isi
    text = page.partition('id="ledger-data">')[2].partition("</script>")[0]
    return json.loads(text)


@pytest.mark.parametrize("tahun", sorted(SHU))
def test_the_result_of_a_year_is_that_of_beancounts_clamp(
    situs: Situs, folder_situs: Path, tahun: int
) -> None:
    entries, errors, options = loader.load_file(str(folder_situs / "main.beancount"))
    assert not errors
    clamped, _ = clamp_opt(entries, date(tahun, 1, 1), date(tahun + 1, 1, 1), options)
    result = Decimal()
    for entry in clamped:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                if posting.account.startswith(("Pendapatan:", "Beban:")):
                    assert posting.units is not None
                    result -= posting.units.number or 0
    income, net, expenses = _data(situs, f"income_statement?time={tahun}")["trees"]
    assert net["account"] == "Sisa Hasil Usaha (SHU)"
    assert -Decimal(net["balance_children"]["IDR"]) == result == SHU[tahun]
    assert (income["account"], expenses["account"]) == ("Pendapatan", "Beban")


def test_the_balance_sheet_parts_the_years_results(situs: Situs) -> None:
    equity = _data(situs, "balance_sheet?time=2026")["trees"][2]
    shu = next(c for c in equity["children"] if c["account"] == "Ekuitas:SHU")
    found = {c["account"]: -c["balance_children"]["IDR"] for c in shu["children"] if c["balance"]}
    assert found == {
        "Ekuitas:SHU:Tahun-Berjalan": SHU[2026],
        "Ekuitas:SHU:Tahun-Sebelumnya": SHU[2025],
    }


def test_it_opens_on_the_running_book_year(situs: Situs) -> None:
    for path in ("/", "/buku/"):
        answer = situs.minta(path)
        assert answer.status == 302
        assert answer.kepala["Location"] == f"/buku/balance_sheet/?time={TAHUN}"


@pytest.mark.parametrize(("kini", "buka"), [(2025, 2025), (2026, 2026), (2031, 2026), (2019, 2019)])
def test_a_running_year_without_entries(main: Path, kini: int, buka: int) -> None:
    assert BukuFava(main, tahun=kini, laporan=laporan).tahun == buka


def test_a_book_without_entries_has_the_running_year(tmp_path: Path) -> None:
    main = tmp_path / "main.beancount"
    main.write_text(f'{OPSI}option "operating_currency" "IDR"\n', encoding="utf-8")
    assert BukuFava(main, tahun=2026, laporan=laporan).tahun_buku == [2026]


def test_the_day_of_the_openings_is_no_book_year(main: Path) -> None:
    kas = main.parent / "2025/12-kas.beancount"
    with kas.open("a", encoding="utf-8") as file:
        file.write(
            '2024-12-31 * "" "Saldo awal" ^SA-1\n  jenis: "saldo-awal"\n'
            "  Aset:Kas:Toko  1 IDR\n  Ekuitas:Hibah  -1 IDR\n"
        )
    assert BukuFava(main, tahun=2026, laporan=laporan).tahun_buku == [2026, 2025]


def test_a_page_says_what_is_set_in_memory(situs: Situs) -> None:
    page = _halaman(situs)
    assert page["sidebar_links"] == [
        ["Tahun buku 2026", "/buku/balance_sheet/?time=2026"],
        ["Tahun buku 2025", "/buku/balance_sheet/?time=2025"],
    ]
    assert page["years"] == ["2026", "2025"]
    assert page["other_ledgers"] == page["user_queries"] == page["errors"] == []
    assert [e["name"] for e in page["extensions"]] == ["LaporanKoperasi"]
    options = page["fava_options"]
    assert options["locale"] == options["language"] == "id"
    assert options["invert_income_liabilities_equity"] is True
    assert options["show_accounts_with_zero_balance"] is False
    assert options["show_metadata_indicators"] is False
    assert options["auto_reload"] is True
    assert options["collapse_pattern"] == ["^(?:Ekuitas:Simpanan:Pokok)$"]


SETELAN = """
1970-01-01 custom "fava-option" "language" "nl"
2025-06-24 custom "fava-option" "locale" "en"
2025-06-24 custom "fava-option" "default-page" "journal/"
2025-06-24 custom "fava-option" "default-file"
2025-06-24 custom "fava-option" "insert-entry" "Aset"
2025-06-24 custom "fava-option" "use-external-editor" "true"
2025-06-24 custom "fava-option" "collapse-pattern" ".*"
2025-06-24 custom "fava-sidebar-link" "Lain" "https://lain.example/"
2025-06-24 query "semua" "SELECT account"
"""


def test_what_a_ledger_sets_for_fava_does_not_count(main: Path, situs: Situs) -> None:
    before = _halaman(situs)
    with main.open("a", encoding="utf-8") as file:
        file.write(SETELAN)
    with situs_kami(main) as other:
        page = _halaman(other)
        assert str(main.parent) not in other.minta("/buku/balance_sheet/").isi
    for key in ("fava_options", "sidebar_links", "user_queries", "errors", "years"):
        assert page[key] == before[key]


def test_the_pages_words_are_indonesian(situs: Situs) -> None:
    page = situs.minta("/buku/balance_sheet/").isi
    words = json.loads(page.partition('id="translations">')[2].partition("</script>")[0])
    assert words["Balance Sheet"] == "Posisi Keuangan"
    assert '<html lang="id">' in page


def test_files_are_named_within_the_folder(situs: Situs) -> None:
    page = _halaman(situs)
    assert page["options"]["filename"] == "<main.beancount>"
    assert "<2026/01-kas.beancount>" in page["options"]["include"]


def test_the_last_entry_of_an_account_can_be_looked_up(situs: Situs) -> None:
    # Its hash covers the file's name, so the name must be shortened before Fava takes hashes.
    last = _halaman(situs)["account_details"]["Aset:Bank:BRI"]["last_entry"]
    found = _data(situs, f"context?entry_hash={last['entry_hash']}")
    assert found["entry"]["narration"] == "Beli beras"
    assert found["balances_after"]["Aset:Bank:BRI"] == ["4000000 IDR"]


def test_an_error_names_its_file_within_the_folder(main: Path) -> None:
    with main.open("a", encoding="utf-8") as file:
        file.write('include "tidak-ada.beancount"\n2026-02-01 balance Aset:Kas:Toko 1 IDR\n')
        file.write('include "akun.gen.beancount"\n')
    with situs_kami(main) as situs:
        errors = _data(situs, "errors")
    assert any('Duplicate filename parsed: "akun.gen.beancount"' in e["message"] for e in errors)
    assert {e["source"]["filename"] for e in errors} == {"<load>", "<main.beancount>"}
    assert any("tidak-ada.beancount" in e["message"] for e in errors)


def test_a_changed_file_is_read_again(main: Path) -> None:
    kas = main.parent / "2026/01-kas.beancount"
    with situs_kami(main) as situs:
        assert _data(situs, "changed") is False
        text = kas.read_text(encoding="utf-8").replace("  75000 IDR", "  70000 IDR")
        text = text.replace("-75000", "-70000").replace("2025000", "2030000")
        baru = kas.with_suffix(".tmp")
        baru.write_text(text, encoding="utf-8")
        later = kas.stat().st_mtime_ns + 1_000_000_000
        os.utime(baru, ns=(later, later))
        baru.replace(kas)
        net = _data(situs, "income_statement?time=2026")["trees"][1]
        assert -net["balance_children"]["IDR"] == SHU[2026] + 5000
        assert _halaman(situs)["options"]["filename"] == "<main.beancount>"


def test_a_main_file_that_is_gone_for_a_while(main: Path) -> None:
    text = main.read_text(encoding="utf-8")
    with situs_kami(main) as situs:
        main.unlink()
        assert situs.minta("/buku/balance_sheet/").status == 200
        assert len(_data(situs, "errors")) > 0
        main.write_text(text, encoding="utf-8")
        assert situs.minta("/buku/balance_sheet/").status == 200
        net = _data(situs, "income_statement?time=2026")["trees"][1]
        assert -net["balance_children"]["IDR"] == SHU[2026]


def test_an_accounts_journal_is_cut(main: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buku_fava, "TERBANYAK", 2)
    with situs_kami(main) as situs:
        journal = _data(situs, "account_report?a=Aset:Kas:Toko")["journal"]
        assert journal.count("#context-") == 3
        assert "Ada 6 entri yang lebih lama" in journal
        assert "Simpanan pokok A0001" not in journal
        assert "2.025.000 IDR" in journal  # the balance is still counted from the start
        whole = _data(situs, "account_report?a=Ekuitas:Hibah")["journal"]
        assert "lebih lama" not in whole


def test_a_load_holds_the_collector_still() -> None:
    assert gc.isenabled()
    with tanpa_sampah():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_load_runs_with_the_collector_still(main: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(BukuFava, "siapkan", lambda _: seen.append(gc.isenabled()))
    monkeypatch.setattr(BukuFava, "_tahun_buku", [], raising=False)
    BukuFava(main, tahun=2026, laporan=laporan)
    assert seen == [False]
    assert gc.isenabled()


def test_plain_fava_shows_the_same_ledger_without_an_error(main: Path) -> None:
    app = create_app([main], load=True, read_only=True, poll_watcher=True)
    ledger = next(iter(dict(app.config["LEDGERS"].items()).values()))
    assert list(ledger.errors) == []
