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

from kkmp_ledger.web import fava_ledger
from kkmp_ledger.web.fava_ledger import FavaBook
from kkmp_ledger.web.fava_ledger import without_litter
from tests.web.small_site import OPTIONS
from tests.web.small_site import SHU
from tests.web.small_site import YEAR
from tests.web.small_site import our_site
from tests.web.small_site import statements

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.small_site import Site


def _data(site: Site, path: str) -> Any:
    answer = site.ask(f"/buku/api/{path}")
    assert answer.status == 200, answer.content
    return json.loads(answer.content, parse_float=Decimal)["data"]


def _page(site: Site, path: str = "balance_sheet/") -> Any:
    page = site.ask(f"/buku/{path}").content
    text = page.partition('id="ledger-data">')[2].partition("</script>")[0]
    return json.loads(text)


@pytest.mark.parametrize("year", sorted(SHU))
def test_the_result_of_a_year_is_that_of_beancount_s_clamp(
    site: Site, site_folder: Path, year: int
) -> None:
    entries, errors, options = loader.load_file(str(site_folder / "main.beancount"))
    assert not errors
    clamped, _ = clamp_opt(entries, date(year, 1, 1), date(year + 1, 1, 1), options)
    result = Decimal()
    for entry in clamped:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                if posting.account.startswith(("Pendapatan:", "Beban:")):
                    assert posting.units is not None
                    result -= posting.units.number or 0
    income, net, expenses = _data(site, f"income_statement?time={year}")["trees"]
    assert net["account"] == "Sisa Hasil Usaha (SHU)"
    assert -Decimal(net["balance_children"]["IDR"]) == result == SHU[year]
    assert (income["account"], expenses["account"]) == ("Pendapatan", "Beban")


def test_the_balance_sheet_parts_the_years_results(site: Site) -> None:
    equity = _data(site, "balance_sheet?time=2026")["trees"][2]
    shu = next(c for c in equity["children"] if c["account"] == "Ekuitas:SHU")
    found = {c["account"]: -c["balance_children"]["IDR"] for c in shu["children"] if c["balance"]}
    assert found == {
        "Ekuitas:SHU:Tahun-Berjalan": SHU[2026],
        "Ekuitas:SHU:Tahun-Sebelumnya": SHU[2025],
    }


def test_it_opens_on_the_running_book_year(site: Site) -> None:
    for path in ("/", "/buku/"):
        answer = site.ask(path)
        assert answer.status == 302
        assert answer.header["Location"] == f"/buku/balance_sheet/?time={YEAR}"


@pytest.mark.parametrize(("now", "opens"), [(2025, 2025), (2026, 2026), (2031, 2026), (2019, 2019)])
def test_a_running_year_without_entries(main: Path, now: int, opens: int) -> None:
    assert FavaBook(main, year=now, statements=statements).year == opens


def test_a_book_without_entries_has_the_running_year(tmp_path: Path) -> None:
    main = tmp_path / "main.beancount"
    main.write_text(f'{OPTIONS}option "operating_currency" "IDR"\n', encoding="utf-8")
    assert FavaBook(main, year=2026, statements=statements).book_year == [2026]


def test_the_day_of_the_openings_is_no_book_year(main: Path) -> None:
    kas = main.parent / "2025/12-kas.beancount"
    with kas.open("a", encoding="utf-8") as file:
        file.write(
            '2024-12-31 * "" "Saldo awal" ^SA-1\n  jenis: "saldo-awal"\n'
            "  Aset:Kas:Toko  1 IDR\n  Ekuitas:Hibah  -1 IDR\n"
        )
    assert FavaBook(main, year=2026, statements=statements).book_year == [2026, 2025]


def test_a_page_says_what_is_set_in_memory(site: Site) -> None:
    page = _page(site)
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


SETTING = """
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


def test_what_a_ledger_sets_for_fava_does_not_count(main: Path, site: Site) -> None:
    before = _page(site)
    with main.open("a", encoding="utf-8") as file:
        file.write(SETTING)
    with our_site(main) as other:
        page = _page(other)
        assert str(main.parent) not in other.ask("/buku/balance_sheet/").content
    for key in ("fava_options", "sidebar_links", "user_queries", "errors", "years"):
        assert page[key] == before[key]


def test_the_pages_words_are_indonesian(site: Site) -> None:
    page = site.ask("/buku/balance_sheet/").content
    words = json.loads(page.partition('id="translations">')[2].partition("</script>")[0])
    assert words["Balance Sheet"] == "Posisi Keuangan"
    assert '<html lang="id">' in page


def test_files_are_named_within_the_folder(site: Site) -> None:
    page = _page(site)
    assert page["options"]["filename"] == "<main.beancount>"
    assert "<2026/01-kas.beancount>" in page["options"]["include"]


def test_the_last_entry_of_an_account_can_be_looked_up(site: Site) -> None:
    # Its hash covers the file's name, so the name must be shortened before Fava takes hashes.
    last = _page(site)["account_details"]["Aset:Bank:BRI"]["last_entry"]
    found = _data(site, f"context?entry_hash={last['entry_hash']}")
    assert found["entry"]["narration"] == "Beli beras"
    assert found["balances_after"]["Aset:Bank:BRI"] == ["4000000 IDR"]


def test_an_error_names_its_file_within_the_folder(main: Path) -> None:
    with main.open("a", encoding="utf-8") as file:
        file.write('include "tidak-ada.beancount"\n2026-02-01 balance Aset:Kas:Toko 1 IDR\n')
        file.write('include "akun.gen.beancount"\n')
    with our_site(main) as site:
        errors = _data(site, "errors")
    assert any('Duplicate filename parsed: "akun.gen.beancount"' in e["message"] for e in errors)
    assert {e["source"]["filename"] for e in errors} == {"<load>", "<main.beancount>"}
    assert any("tidak-ada.beancount" in e["message"] for e in errors)


def test_a_changed_file_is_read_again(main: Path) -> None:
    kas = main.parent / "2026/01-kas.beancount"
    with our_site(main) as site:
        assert _data(site, "changed") is False
        text = kas.read_text(encoding="utf-8").replace("  75000 IDR", "  70000 IDR")
        text = text.replace("-75000", "-70000").replace("2025000", "2030000")
        new = kas.with_suffix(".tmp")
        new.write_text(text, encoding="utf-8")
        later = kas.stat().st_mtime_ns + 1_000_000_000
        os.utime(new, ns=(later, later))
        new.replace(kas)
        net = _data(site, "income_statement?time=2026")["trees"][1]
        assert -net["balance_children"]["IDR"] == SHU[2026] + 5000
        assert _page(site)["options"]["filename"] == "<main.beancount>"


def test_a_main_file_that_is_gone_for_a_while(main: Path) -> None:
    text = main.read_text(encoding="utf-8")
    with our_site(main) as site:
        main.unlink()
        assert site.ask("/buku/balance_sheet/").status == 200
        assert len(_data(site, "errors")) > 0
        main.write_text(text, encoding="utf-8")
        assert site.ask("/buku/balance_sheet/").status == 200
        net = _data(site, "income_statement?time=2026")["trees"][1]
        assert -net["balance_children"]["IDR"] == SHU[2026]


def test_an_accounts_journal_is_cut(main: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fava_ledger, "MOST", 2)
    with our_site(main) as site:
        journal = _data(site, "account_report?a=Aset:Kas:Toko")["journal"]
        assert journal.count("#context-") == 3
        assert "Ada 6 entri yang lebih lama" in journal
        assert "Simpanan pokok A0001" not in journal
        assert "2.025.000 IDR" in journal  # the balance is still counted from the start
        whole = _data(site, "account_report?a=Ekuitas:Hibah")["journal"]
        assert "lebih lama" not in whole


def test_a_load_holds_the_collector_still() -> None:
    assert gc.isenabled()
    with without_litter():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_load_runs_with_the_collector_still(main: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(FavaBook, "prepare", lambda _: seen.append(gc.isenabled()))
    monkeypatch.setattr(FavaBook, "_book_year", [], raising=False)
    FavaBook(main, year=2026, statements=statements)
    assert seen == [False]
    assert gc.isenabled()


def test_plain_fava_shows_the_same_ledger_without_an_error(main: Path) -> None:
    app = create_app([main], load=True, read_only=True, poll_watcher=True)
    ledger = next(iter(dict(app.config["LEDGERS"].items()).values()))
    assert list(ledger.errors) == []
