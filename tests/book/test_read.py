"""The dialect: what a ledger file may say, read alone, and that it is what Beancount loads."""

from __future__ import annotations

import shutil
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings

from kkmp_ledger.base.problem import Place
from kkmp_ledger.book import write as ledger_text
from kkmp_ledger.book.dialect import OPTIONS
from kkmp_ledger.book.load import load
from kkmp_ledger.book.parsed import LedgerText
from kkmp_ledger.book.read import from_entries
from kkmp_ledger.book.read import read
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.book.tree import ledger_files
from kkmp_ledger.book.tree import read_tree
from tests.book.random_books import DRAFTS

if TYPE_CHECKING:
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import FileText

ROOT = Path(__file__).parent.parent.parent
PATH = "2025/07-kas.beancount"
HEAD = ledger_text.options().encode()
OPENING = len(OPTIONS)  # lines before the text of a case


def was_read(text: str) -> FileText:
    return read((ledger_text.options() + text).encode(), PATH)


def problems(file: FileText) -> list[tuple[str, int, str]]:
    """Code, line of the case's own text, fact."""
    return [(p.code, p.place.line - OPENING if p.place else 0, p.fact) for p in file.problems]


ENTRY = '2025-07-01 * "Uji" ^KS-2507-0001\n  Aset:Kas:Toko  {}\n  Aset:Bank:BRI  -5 IDR\n'


@pytest.mark.parametrize(
    ("text", "line", "fact"),
    [
        ("2025-07-01 pad Aset:Kas:Toko Ekuitas:Lain\n", 1, 'kata "pad"'),
        ('2025-07-01 document Aset:Kas:Toko "/a.pdf"\n', 1, 'kata "document"'),
        ("2025-07-01 price USD 16000 IDR\n", 1, 'kata "price"'),
        ("pushtag #acara\npoptag #acara\n", 1, 'kata "pushtag"'),
        ("pushmeta kunci: 1\npopmeta kunci:\n", 1, 'kata "pushmeta"'),
        ('plugin "beancount.plugins.auto"\n', 1, 'plugin "beancount.plugins.auto"'),
        ('\nplugin "kkmp_ledger.plugin_lain"\n', 2, 'plugin "kkmp_ledger.plugin_lain"'),
        (ENTRY.format(""), 2, "jumlah tidak ditulis"),
        (ENTRY.format("IDR"), 2, "jumlah tidak ditulis"),
        (ENTRY.format("5"), 2, "jumlah dalam"),
        (ENTRY.format("5 USD"), 2, "jumlah dalam USD, bukan IDR"),
        (ENTRY.format("5 IDR {1 USD}"), 2, "harga pokok atau kurs"),
        (ENTRY.format("5 IDR @ 1 USD"), 2, "harga pokok atau kurs"),
        (ENTRY.format("5 IDR @@ 1 USD"), 2, "harga pokok atau kurs"),
        (ENTRY.format("10/2 IDR"), 2, "pembagian"),
        (ENTRY.format("(1 + 4) / 0 IDR"), 2, "pembagian"),
        ("2025-07-01 balance Aset:Kas:Toko  1 / 0 IDR\n", 1, "pembagian"),
        ('2025-07-01 * "Kosong" ^KS-2507-0001\n', 1, "entri tanpa baris"),
        ("2025-07-01 balance Aset:Kas:Toko  5 USD\n", 1, "balance harus dalam IDR"),
        ("2025-07-01 balance Aset:Kas:Toko  5 ~ 1 IDR\n", 1, "balance harus dalam IDR"),
    ],
)
def test_what_the_dialect_refuses(text: str, line: int, fact: str) -> None:
    """Each is named with its line and a remedy, and nothing of it is read."""
    read = was_read(text)
    ours = [p for p in problems(read) if p[0] == "DIALEK"]
    assert ours[0][1] == line
    assert ours[0][2].startswith(fact)
    assert read.entries == ()
    assert read.assertions == ()
    assert all(p.hint for p in read.problems)


@pytest.mark.parametrize(
    "text",
    [
        '2025-07-01 custom "catatan" "bebas"\n',
        '2025-07-01 event "rapat" "RAT"\n',
        '2025-07-01 note Aset:Kas:Toko "laci diganti"\n',
        '2025-07-01 query "kas" "SELECT account"\n',
        "2025-07-01 commodity IDR\n",
        "2025-07-01 open Aset:Kas:Toko IDR\n2025-07-02 close Aset:Kas:Toko\n",
        'plugin "kkmp_ledger.plugin"\n',
        'option "title" "Koperasi"\n',
        "; komentar 1/0\n* Judul\n",
        ENTRY.format("5 IDR ; separuh 10/0"),
        ENTRY.format('5 IDR\n    lembar: "BA 1/0"'),
        ENTRY.format("2 * 2.5 IDR"),
        ENTRY.format("5 IDR").replace("2025-07-01", "2025/07/01"),
        ENTRY.format("5 IDR").replace("\n", "\r\n"),
        ENTRY.format("5 IDR\n    hari: 2025/07/01"),
    ],
)
def test_what_the_dialect_allows(text: str) -> None:
    assert problems(was_read(text)) == []


@pytest.mark.parametrize(
    ("content", "code", "line", "fact"),
    [
        (b"\xff\xfe", "TEKS-RUSAK", 1, "berkas ini bukan teks UTF-8"),
        (b"\xef\xbb\xbf" + HEAD, "TEKS-RUSAK", 1, "berkas ini diawali tanda BOM"),
        (HEAD + b'2025-07-01 * "a\n', "TEKS-RUSAK", 6, "baris ini tidak terbaca"),
        (HEAD + b"entah apa\n", "TEKS-RUSAK", 6, "baris ini tidak terbaca"),
        (b"\x00\x01\x02" * 9, "TEKS-RUSAK", 1, "baris ini tidak terbaca"),
        (b"2025-07-01 open Aset:Kas IDR\n", "OPSI-KURANG", 1, "baris option yang kurang: name_ass"),
        (
            HEAD.replace(b'"Beban"', b'"Expenses"') + b"2025-07-01 open Aset:Kas\n",
            "OPSI-KURANG", 1, "baris option yang kurang: name_expenses",
        ),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(content: bytes, code: str, line: int, fact: str) -> None:
    first = read(content, PATH).problems[0]
    assert (first.code, first.place) == (code, Place(PATH, line))
    assert first.fact.startswith(fact)
    assert first.hint


def test_one_refused_entry_does_not_hide_the_next() -> None:
    good = ENTRY.format("5 IDR").replace("0001", "0002")
    read = was_read(ENTRY.format("5 USD") + "\nentah\n\n" + good)
    assert [e.bukti for e in read.entries] == ["KS-2507-0002"]
    assert [p[:2] for p in problems(read)] == [("DIALEK", 2), ("TEKS-RUSAK", 5)]


def test_facts_of_an_entry() -> None:
    (entry,) = was_read(
        '2025-07-01 ! "Pihak" "Uraian" #satu ^KS-2507-0001\n'
        '  jenis: "jual"\n  membalik: "KS-2507-0009"\n'
        '  Aset:Kas:Toko  5.50 IDR\n    anggota: "A0001"\n    hpp: 4 IDR\n'
        "  Aset:Bank:BRI  -5.50 IDR\n"
    ).entries
    assert (entry.tanggal, entry.flag, entry.pihak) == (date(2025, 7, 1), "!", "Pihak")
    assert (entry.uraian, entry.tags, entry.links) == ("Uraian", ("satu",), ("KS-2507-0001",))
    assert (entry.jenis, entry.membalik, entry.place) == ("jual", "KS-2507-0009", Place(PATH, 6))
    first, second = entry.movements
    assert (first.akun, first.jumlah, first.anggota) == ("Aset:Kas:Toko", Decimal("5.5"), "A0001")
    assert first.hpp == first.meta["hpp"] == Decimal(4)
    assert second.hpp is None
    assert (first.place.line, second.place.line) == (9, 12)
    assert {(m.bukti, m.jenis, m.membalik) for m in entry.movements} == {
        ("KS-2507-0001", "jual", "KS-2507-0009")
    }


META = (
    '2025-07-01 * "Uji" ^KS-2507-0001\n  {}\n'
    "  Aset:Kas:Toko  5 IDR\n    {}\n  Aset:Bank:BRI  -5 IDR\n"
)


@pytest.mark.parametrize(
    ("entry", "leg", "line", "code", "fact"),
    [
        ('tanggal_asli: "14 Maret 2026"', "", 1, "DIALEK",
         'tanggal_asli "14 Maret 2026" pada KS-2507-0001 bukan tanggal'),
        ('tanggal_asli: "20260314"', "", 1, "DIALEK", 'tanggal_asli "20260314" pada'),
        ("tanggal_asli: TRUE", "", 1, "DIALEK", 'tanggal_asli "TRUE" pada'),
        ("tanggal_asli: 5 IDR", "", 1, "DIALEK", 'tanggal_asli "5 IDR" pada'),
        ("", 'tanggal_asli: "2026-02-30"', 3, "DIALEK", 'tanggal_asli "2026-02-30" pada'),
        ("", 'hpp: "x"', 3, "DIALEK", 'hpp "x" pada KS-2507-0001 bukan jumlah rupiah'),
        ("", "hpp: 110000", 3, "DIALEK", 'hpp "110000" pada KS-2507-0001 bukan jumlah rupiah'),
        ("", "hpp: 5 USD", 3, "DIALEK", 'hpp "5 USD" pada KS-2507-0001 bukan jumlah rupiah'),
        ('dicatat: "kemarin"', "", 1, "ENTRI-KURANG",
         'dicatat "kemarin" pada KS-2507-0001 bukan waktu'),
        ("dicatat: 5 IDR", "", 1, "ENTRI-KURANG", 'dicatat "5 IDR" pada'),
        ("membalik:", "", 1, "ENTRI-KURANG", "membalik pada KS-2507-0001 kosong"),
    ],
)  # fmt: skip
def test_a_value_of_another_form(entry: str, leg: str, line: int, code: str, fact: str) -> None:
    """It is told with its line, and the rest of the entry is read."""
    file = was_read(META.format(entry or "; -", leg or "; -"))
    (problem,) = problems(file)
    assert problem[:2] == (code, line)
    assert problem[2].startswith(fact)
    (one,) = file.entries
    assert (one.tanggal_asli, one.dicatat, one.membalik) == (None, None, "")
    assert [(m.jumlah, m.hpp, m.tanggal_asli) for m in one.movements] == [
        (Decimal(5), None, None),
        (Decimal(-5), None, None),
    ]


@pytest.mark.parametrize(
    ("entry", "leg"),
    [
        ('tanggal_asli: ""', 'hpp: ""'),
        ("tanggal_asli:", "hpp:"),
        ("lembar: 7", "anggota: 5"),
        ("tanggal_asli: 2026-03-14", "hpp: 0.005 IDR"),
        ("dicatat: 2026-03-14", "arus_kas: KAS"),
    ],
)
def test_a_value_that_is_empty_or_of_its_form_without_quotes(entry: str, leg: str) -> None:
    assert problems(was_read(META.format(entry, leg))) == []


def test_the_remedy_of_a_wrong_form_works() -> None:
    """What the hint shows is read without a problem."""
    wrong = META.format('tanggal_asli: "x"', 'hpp: "x"')
    hints = [p.hint.partition("seperti ")[2] for p in was_read(wrong).problems]
    assert len(hints) == 2
    entry, leg = sorted(hints, key=lambda hint: hint.startswith("hpp"))
    assert problems(was_read(META.format(entry, leg))) == []
    balance = "2025-07-01 balance Aset:Kas:Toko  5 IDR\n  {}\n"
    (problem,) = was_read(balance.format('dihitung: "kemarin"')).problems
    assert problem.fact == 'dihitung "kemarin" pada balance Aset:Kas:Toko bukan tanggal'
    (assertion,) = (
        file := was_read(balance.format(problem.hint.partition("seperti ")[2]))
    ).assertions
    assert file.problems == ()
    assert assertion.dihitung == date(2026, 3, 31)


COUNT = '2025-07-31 note Aset:Kas:Toko "cocok"\n  bukti: "KS-2507-0001"\n  {}\n'


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("; -", "hitungan KS-2507-0001 tanpa jumlah"),
        ('jumlah: "x"', 'jumlah "x" pada KS-2507-0001 bukan jumlah rupiah'),
        ("jumlah: 5 USD", 'jumlah "5 USD" pada KS-2507-0001 bukan jumlah rupiah'),
    ],
)
def test_a_count_without_a_right_amount_states_nothing(said: str, fact: str) -> None:
    """It is told once, with a remedy that works; the note itself stands."""
    file = was_read(COUNT.format(said))
    (problem,) = problems(file)
    assert problem[0] == "DIALEK"
    assert problem[2].startswith(fact)
    assert (file.assertions, len(file.notes)) == ((), 1)
    right = was_read(COUNT.format(file.problems[0].hint.partition("seperti ")[2]))
    assert right.problems == ()
    assert [(a.tanggal, a.bukti) for a in right.assertions] == [(date(2025, 8, 1), "KS-2507-0001")]


def test_what_a_generated_file_says_of_itself_stands_in_its_first_lines() -> None:
    comments = ["; isi: a1", "; dibuat mesin", *["; -"] * 10, "; sumber: b2"]
    assert read("\n".join(comments).encode(), PATH).header == {"isi": "a1"}
    below = "; isi: a1\n\n; sumber: b2\n"
    assert read(below.encode(), PATH).header == {"isi": "a1"}


def test_a_leg_happened_on_the_day_of_its_entry_unless_it_says_another() -> None:
    text = META.format("tanggal_asli: 2025-06-30", "tanggal_asli: 2025-06-29")
    (entry,) = was_read(text).entries
    days = [m.tanggal_asli for m in entry.movements]
    assert days == [date(2025, 6, 29), date(2025, 6, 30)]


# per-file reading is what a full load gives


def fact(file: FileText) -> object:
    return (
        sorted(file.entries, key=lambda e: e.place),
        sorted(file.assertions, key=lambda a: a.place),
        sorted(file.openings, key=lambda o: o.place),
        sorted(file.notes, key=lambda n: n.place),
    )


def compare(folder: Path) -> None:
    """Each file read alone has the facts of Beancount's load of the whole."""
    loaded = load(LedgerText(folder))
    assert loaded.problems == ()
    by_file = defaultdict(list)
    for entry in loaded.entries:
        by_file[Path(entry.meta["filename"]).relative_to(folder).as_posix()].append(entry)
    book = TextBook.read(folder)
    assert book.problems == ()
    for file in book.files:
        assert fact(file) == fact(from_entries(by_file.pop(file.path, []), file.path))
    assert not by_file


def test_the_example_read_file_by_file_is_what_beancount_loads(tmp_path: Path) -> None:
    folder = tmp_path / "buku"
    shutil.copytree(ROOT / "ledgers" / "contoh", folder)
    if not (folder / "main.beancount").is_file():
        pytest.fail("ledgers/contoh has no finished book")
    compare(folder)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(DRAFTS, DRAFTS)
def test_a_random_ledger_read_file_by_file_is_what_beancount_loads(
    tmp_path: Path, one: list[Draft], two: list[Draft]
) -> None:
    opens = "".join(
        ledger_text.open_text(date(2025, 1, 1), akun, {"kode": "1"})
        for akun in sorted({leg.akun for d in (*one, *two) for leg in d.legs} | {"Ekuitas:Lain"})
    )
    files = {"a.beancount": [opens], "dalam/b.beancount": [], "c.beancount": []}
    for path, drafts in (("dalam/b.beancount", one), ("c.beancount", two)):
        for n, d in enumerate(drafts):
            rest = f"  Ekuitas:Lain  {ledger_text.number(-d.jumlah)} IDR\n"
            note = f'{d.tanggal} note Ekuitas:Lain "catatan {n}"\n'
            files[path] += [ledger_text.entry_text(d) + rest, note]
    main = ledger_text.options() + 'include "a.beancount"\ninclude\t"dalam/b.beancount"\n'
    (tmp_path / "main.beancount").write_text(main, encoding="utf-8")
    (tmp_path / "dalam").mkdir(exist_ok=True)
    middle = ledger_text.hand_file(files["dalam/b.beancount"])
    (tmp_path / "dalam/b.beancount").write_text(middle, encoding="utf-8")
    (tmp_path / "a.beancount").write_text(
        ledger_text.hand_file(files["a.beancount"]) + 'include "c.beancount"\n', encoding="utf-8"
    )
    (tmp_path / "c.beancount").write_text(
        ledger_text.hand_file(files["c.beancount"]), encoding="utf-8"
    )
    compare(tmp_path)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("tiada.beancount", "BERKAS-TIADA"),
        ("2025/*.beancount", "BERKAS-TIADA"),
        ("../luar.beancount", "BERKAS-LUAR"),
        ("/etc/passwd", "BERKAS-LUAR"),
        ("tautan.beancount", "BERKAS-LUAR"),
    ],
)
def test_a_file_that_is_named_and_not_there(tmp_path: Path, name: str, code: str) -> None:
    """Also a glob, and whatever lies outside the folder."""
    folder = tmp_path / "buku"
    (folder / "2025").mkdir(parents=True)
    (folder / "2025" / "a.beancount").write_text("")
    (tmp_path / "luar.beancount").write_text("")
    (folder / "tautan.beancount").symlink_to(tmp_path / "luar.beancount")
    (folder / "main.beancount").write_text(f'\ninclude "{name}"\n')
    files, problems = read_tree(folder)
    assert list(files) == ["main.beancount"]
    assert [(p.code, p.place) for p in problems] == [(code, Place("main.beancount", 2))]


def test_a_link_out_of_the_folder_is_no_file_of_the_book(tmp_path: Path) -> None:
    folder = tmp_path / "buku"
    (folder / "2025").mkdir(parents=True)
    (tmp_path / "luar").touch()
    (folder / "2025/07-kas.beancount").touch()
    (folder / "2025/08-kas.beancount").symlink_to(tmp_path / "luar")
    assert ledger_files(folder) == {"2025/07-kas.beancount"}


def test_files_that_include_each_other_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "main.beancount").write_text('include "a.beancount"\ninclude "a.beancount"\n')
    (tmp_path / "a.beancount").write_text('include "main.beancount"\n')
    files, problems = read_tree(tmp_path)
    assert sorted(files) == ["a.beancount", "main.beancount"]
    assert not problems
