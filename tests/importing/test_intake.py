"""Taking files in, the list of documents, and the drafts of every month file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing import documents
from kkmp_ledger.importing import intake
from kkmp_ledger.importing.documents import Document
from kkmp_ledger.importing.intake import Intake
from kkmp_ledger.importing.intake import check_dates
from kkmp_ledger.importing.intake import read_again
from kkmp_ledger.importing.intake import take_in
from kkmp_ledger.importing.month_files import MonthFiles
from kkmp_ledger.importing.month_files import arrange
from kkmp_ledger.importing.source_file import SourceFile
from tests.importing.till import EXAMPLE
from tests.importing.till import Barang
from tests.importing.till import Pair
from tests.importing.till import S
from tests.importing.till import customer
from tests.importing.till import koperasi
from tests.importing.till import register
from tests.importing.till import till_summary
from tests.importing.till import xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.importing.kinds.kind import AnyDocument

OPEN = date(2025, 6, 24)
SETORAN = ("Tanggal", "Nomor anggota", "Simpanan", "Setor", "Tarik", "Kas", "Keterangan")


def take(files: Sequence[SourceFile], old: Sequence[Document] = ()) -> Intake:
    return take_in(files, old, koperasi(), accepted="2025-08-01T17:00:00", terbuka_sejak=OPEN)


def book(read: Sequence[AnyDocument]) -> MonthFiles:
    return arrange(read, koperasi(), register(), customer())


def kode(files: Sequence[SourceFile]) -> list[str]:
    with pytest.raises(ProblemError) as caught:
        take(files)
    return [p.code for p in caught.value.problems]


def setoran(path: Path, *rows: tuple[object, ...]) -> SourceFile:
    return xlsx(path, [SETORAN, *rows])  # type: ignore[list-item]


def wajib(day: int, nomor: str, keterangan: str = "") -> tuple[object, ...]:
    return (date(2025, 7, day), nomor, "wajib", 10000, None, "Kas Kantor", keterangan)


def test_a_pair_and_sheets_get_numbers_in_order(tmp_path: Path) -> None:
    head, lines = Pair.dari(tmp_path).write()
    sheet = setoran(tmp_path / "setoran.xlsx", wajib(5, "A0001"), wajib(6, "A0003"))
    taken = take([lines, sheet, head])  # in any order: a pair stands where its receipts stand
    rows = [d for t in taken.new for d in t.document]
    assert [(d.nomor, d.file, d.profil, d.dari, d.sampai) for d in rows] == [
        ("D0001", "dokumen/setoran.xlsx", "setoran", date(2025, 7, 5), date(2025, 7, 6)),
        ("D0002", f"dokumen/{head.nama}", "loyverse-struk", date(2025, 7, 1), date(2025, 7, 3)),
        ("D0003", f"dokumen/{lines.nama}", "loyverse-barang", date(2025, 7, 1), date(2025, 7, 3)),
    ]
    assert [d.sha256 for d in rows] == [f.digest() for f in (sheet, head, lines)]


def test_the_same_files_again_are_only_named(tmp_path: Path) -> None:
    files = Pair.dari(tmp_path).write()
    first = take(files)
    accepted = first.new[0].document
    again = take([*files, *files], accepted)
    assert (again.new, again.already) == ((), accepted)
    assert take([files[0], *files]).new[0].document == accepted  # given twice at once


def test_other_bytes_of_one_of_the_pair_are_a_new_pair(tmp_path: Path) -> None:
    files = Pair.dari(tmp_path).write()
    accepted = take(files).new[0].document
    files[1].path.write_text(files[1].path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    new = take(files, accepted)
    (doc,) = new.new
    assert [d.nomor for d in doc.document] == ["D0003", "D0004"]
    assert doc.document[1].file == f"dokumen/D0004-{files[1].nama}"  # the name is taken


def test_no_document_takes_the_place_of_the_list(tmp_path: Path) -> None:
    sheet = setoran(tmp_path / "Daftar.csv", wajib(5, "A0001"))
    assert take([sheet]).new[0].document[0].file == "dokumen/D0001-Daftar.csv"


def test_two_pairs_are_told_apart_by_their_range(tmp_path: Path) -> None:
    one = Pair.dari(tmp_path, EXAMPLE[:3])
    one.nama = "2025-07-01-2025-07-01"
    two = Pair.dari(tmp_path, EXAMPLE[4:])
    two.nama = "2025-07-02-2025-07-03"
    a, b = one.write()
    c, d = two.write()
    taken = take([a, c, d, b])
    assert [t.document[0].dari.day for t in taken.new] == [1, 2]
    assert kode([a, c, d]) == ["PASANGAN-KURANG"]
    assert kode([a, d]) == ["JUAL-TIDAK-COCOK"] * 9  # of different days: proved when read


def test_a_file_without_its_pair(tmp_path: Path) -> None:
    head, lines = Pair.dari(tmp_path).write()
    assert kode([head]) == ["PASANGAN-KURANG"]
    assert kode([lines]) == ["PASANGAN-KURANG"]


def test_problems_of_all_files_at_once(tmp_path: Path) -> None:
    empty = tmp_path / "kosong.csv"
    empty.write_bytes(b"")
    bad = setoran(tmp_path / "setoran.xlsx", (date(2025, 7, 5), 1, "wajib", 1, None, "Kas"))
    head, _ = Pair.dari(tmp_path).write()
    members = xlsx(tmp_path / "anggota.xlsx", [("Nama", "NIK", "Tanggal masuk")])
    gone = SourceFile.at(tmp_path / "tiada.csv")
    assert sorted(kode([SourceFile.at(empty), bad, head, members, gone])) == [
        "BERKAS-KOSONG", "BERKAS-TIADA", "ISIAN", "PASANGAN-KURANG", "SEL-ANGKA",
    ]  # fmt: skip


def test_accepted_documents_read_again_say_the_same(tmp_path: Path) -> None:
    pair = Pair.dari(tmp_path).write()
    sheet = setoran(tmp_path / "setoran.xlsx", wajib(5, "A0001"))
    taken = take([*pair, sheet])
    first = book(taken.new)
    rows = [d for t in taken.new for d in t.document]
    home = tmp_path / "buku"
    (home / "dokumen").mkdir(parents=True)
    for row, file in zip(rows, [*pair, sheet], strict=True):
        shutil.copy(file.path, home / row.file)
    read = read_again(rows[::-1], lambda d: SourceFile(home / d.file, d.file), koperasi())
    assert book(read) == first
    (home / rows[2].file).write_bytes(sheet.path.read_bytes() + b"\0")
    with pytest.raises(ProblemError) as caught:
        read_again(rows, lambda d: SourceFile(home / d.file, d.file), koperasi())
    assert [p.code for p in caught.value.problems] == ["DOKUMEN-BERUBAH"]
    with pytest.raises(ProblemError) as caught:
        read_again(rows[:1], lambda d: SourceFile(home / d.file, d.file), koperasi())
    assert [p.code for p in caught.value.problems] == ["PASANGAN-KURANG"]


def test_importing_a_document_twice_changes_no_draft(tmp_path: Path) -> None:
    taken = take(Pair.dari(tmp_path).write())
    once, twice = book(taken.new), book([*taken.new, *taken.new])
    assert twice.drafts == once.drafts


def test_overlapping_exports_give_the_books_of_the_whole(tmp_path: Path) -> None:
    def drafts(*parts: tuple[str, Sequence[S]]) -> object:
        docs: list[AnyDocument] = []
        for name, receipts in parts:
            pair = Pair.dari(tmp_path, receipts)
            pair.nama = name
            docs += take(pair.write(), [d for t in docs for d in t.document]).new
        return {
            path: [replace(d, meta={}) for d in found] for path, found in book(docs).drafts.items()
        }

    whole = drafts(("2025-07-01-2025-07-03", EXAMPLE))
    assert drafts(
        ("2025-07-01-2025-07-02", EXAMPLE[:7]), ("2025-07-02-2025-07-03", EXAMPLE[4:])
    ) == (whole)


def test_an_entry_names_every_export_that_brought_its_receipts(tmp_path: Path) -> None:
    docs: list[AnyDocument] = []
    for name, receipts in (("pagi", EXAMPLE[:1]), ("siang", EXAMPLE[1:2])):
        pair = Pair.dari(tmp_path, receipts)
        pair.nama = name
        docs += take(pair.write(), [d for t in docs for d in t.document]).new
    result = book(docs)
    ((path, (draft,)),) = result.drafts.items()
    assert draft.meta["sumber"] == "receipts-pagi.csv; receipts-siang.csv"
    assert [d.nomor for d in result.source[path]] == ["D0001", "D0002", "D0003", "D0004"]


def test_months_have_their_own_files(tmp_path: Path) -> None:
    july = S("31/07/2025 23:50", "1-1", (Barang(1000, 900),))
    august = S("01/08/2025 00:10", "1-2", (Barang(1000, 900),))
    pair = Pair.dari(tmp_path, [july, august])
    pair.nama = "semua"
    sheet = setoran(tmp_path / "setoran.xlsx", wajib(5, "A0001"))
    result = book(take([*pair.write(), sheet]).new)
    assert {path: [d.bukti for d in found] for path, found in result.drafts.items()} == {
        "2025/07-toko.gen.beancount": ["TK-250731-T1-J"],
        "2025/08-toko.gen.beancount": ["TK-250801-T1-J"],
    }
    # No file comes of a sheet.
    sources = [[d.nomor for d in docs] for docs in result.source.values()]
    assert sources == [["D0001", "D0002"], ["D0001", "D0002"]]


def test_bon_needs_a_member(tmp_path: Path) -> None:
    pair = Pair.dari(tmp_path).content("struk", 11, "Customer name", "Tamu Tak Dikenal")
    with pytest.raises(ProblemError) as caught:
        book(take(pair.write()).new)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place and problem.place.line) == ("JUAL-ANGGOTA", 11)
    assert "Tamu" not in str(caught.value)


def test_summary(tmp_path: Path) -> None:
    ring = till_summary(book(take(Pair.dari(tmp_path).write()).new))
    assert (ring.jual, ring.retur, ring.cancelled, ring.again) == (7, 2, 1, 0)
    # A0001 bought and returned, A0002 bought before he left, A0003 on bon.
    assert (ring.member_receipts, ring.unknown_customer, ring.retur_without_customer) == (4, 2, 1)
    assert (ring.member_sales, ring.all_sales, ring.member_percent) == (205000, 322000, 64)
    assert [(u.nama, u.jual, u.hpp, u.margin) for u in ring.unit] == [
        ("Gerai Sembako", 317000, 291500, 8),
        ("Jasa Antar", 5000, None, None),
    ]
    assert ring.warning == ()


@pytest.mark.parametrize(("hpp", "warns"), [(975, True), (970, False), (750, False), (749, True)])
def test_margin_outside_the_band_is_a_warning(hpp: int, warns: bool, tmp_path: Path) -> None:
    """The band is 3 to 25 percent, both ends inside."""
    pair = Pair.dari(tmp_path, [S("01/07/2025 08:00", "1-1", (Barang(1000, hpp),))])
    ring = till_summary(book(take(pair.write()).new))
    assert [(p.code, str(p.severity)) for p in ring.warning] == [("MARGIN", "perhatian")] * warns


def test_only_refunds_have_no_margin(tmp_path: Path) -> None:
    refund = S("01/07/2025 08:00", "1-1", (Barang(1000, 900),), "Refund")
    ring = till_summary(book(take(Pair.dari(tmp_path, [refund]).write()).new))
    assert (ring.all_sales, ring.member_percent, ring.unit[0].margin) == (-1000, None, None)


def test_dates_outside_the_open_year(tmp_path: Path) -> None:
    docs = take(Pair.dari(tmp_path).write()).new
    ask = {"first": OPEN, "terbuka_sejak": OPEN, "sampai": date(2025, 7, 4)}
    assert check_dates(docs, **ask) == []
    late = check_dates(docs, **{**ask, "sampai": date(2025, 7, 3)})
    assert [(p.code, p.place and p.place.line) for p in late] == [("TANGGAL-LUAR", 9)]
    assert "baris 9, 10, 11" in late[0].fact
    closed = check_dates(docs, **{**ask, "terbuka_sejak": date(2025, 7, 2)})
    assert [(p.code, p.place and p.place.line) for p in closed] == [("BULAN-TERTUTUP", 2)]
    assert closed[0].fact.endswith("baris 2, 3, 4")
    early = check_dates(
        docs, first=date(2025, 7, 2), terbuka_sejak=date(2025, 7, 3), sampai=date(2025, 7, 4)
    )
    assert [p.code for p in early] == ["TANGGAL-LUAR", "BULAN-TERTUTUP"]


DOCUMENT = st.builds(
    Document,
    st.integers(1, 99999).map(lambda n: f"D{n:04d}"),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.sampled_from(["dokumen/a.csv", "dokumen/setoran, juli.xlsx", 'dokumen/"x".csv']),
    st.sampled_from(["loyverse-struk", "setoran"]),
    st.dates(date(2000, 1, 1)),
    st.dates(date(2000, 1, 1)),
    st.just("2025-08-01T17:00:00"),
    st.dates(date(2000, 1, 1)),
)


@given(st.lists(DOCUMENT, unique_by=lambda d: d.nomor))
def test_list_round_trip(accepted: list[Document]) -> None:
    assert documents.read(documents.write(accepted), "daftar.csv", Path()) == (accepted, [])
    assert documents.following(accepted) not in {d.nomor for d in accepted}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("D0001", "1"),
        ("a" * 64, "a" * 63),
        ("dokumen/a.csv", ""),
        ("setoran", ""),
        ("2025-07-01", "01/07/2025"),
        ("T17:00", "jam lima"),
        ("2025-06-24", ""),
    ],
)
def test_a_spoilt_row_of_the_list(old: str, new: str) -> None:
    good = Document(
        "D0001", "a" * 64, "dokumen/a.csv", "setoran", date(2025, 7, 1), date(2025, 7, 31),
        "2025-08-01T17:00", OPEN,
    )  # fmt: skip
    text = documents.write([good, replace(good, nomor="D0002", sha256="b" * 64, file="dokumen/x")])
    assert len(documents.read(text, "daftar.csv", Path())[0]) == 2
    head, first, second = text.splitlines()
    spoilt = "\n".join([head, first.replace(old, new), second]) + "\n"
    found, problems = documents.read(spoilt, "daftar.csv", Path())
    assert [d.nomor for d in found] == ["D0002"]
    assert [(p.code, p.place and p.place.line) for p in problems] == [("BERKAS-RUSAK", 2)]


def test_a_number_twice_in_the_list() -> None:
    one = Document("D0001", "a" * 64, "dokumen/x", "setoran", OPEN, OPEN, "2025-08-01", OPEN)
    found, problems = documents.read(documents.write([one, one]), "daftar.csv", Path())
    assert (found, [p.code for p in problems]) == ([one], ["BERKAS-RUSAK"])
    assert documents.find([one], "a" * 64) is one
    assert documents.find([one], "b" * 64) is None


def test_a_paper_outside_the_folder_is_named_by_its_row_and_not_opened(tmp_path: Path) -> None:
    """Nor one that is none of the papers; a link that stays among them is one."""
    folder = tmp_path / "buku"
    (folder / "dokumen").mkdir(parents=True)
    (tmp_path / "lain.csv").touch()
    (folder / "dokumen/keluar.csv").symlink_to(tmp_path / "lain.csv")
    (folder / "dokumen/luar").symlink_to(tmp_path)
    (folder / "dokumen/dalam.csv").symlink_to("a.csv")
    good = Document(
        "D0001", "a" * 64, "dokumen/dalam.csv", "setoran", OPEN, OPEN, "2025-08-01", OPEN
    )
    names = [
        "../../../etc/passwd", "/etc/passwd", "dokumen/../../lain.csv", "dokumen/keluar.csv",
        "dokumen/luar/lain.csv", "dokumen\\..\\..\\lain.csv", "dokumen/..\\..\\lain.csv",
        "dokumen//etc/passwd", "dokumen/", "dokumen/./a.csv", "pribadi.csv", ".git/config",
        "C:/lain.csv", "dokumen",
    ]  # fmt: skip
    wrong = [replace(good, nomor=f"D{n:04d}", file=name) for n, name in enumerate(names, 2)]
    found, problems = documents.read(documents.write([good, *wrong]), "daftar.csv", folder)
    assert found == [good]
    assert {p.code for p in problems} == {"BERKAS-LUAR"}
    assert [p.place and p.place.line for p in problems] == [*range(3, 3 + len(names))]


def test_a_backslash_in_a_name_parts_no_folders() -> None:
    assert intake._place("a\\b.csv", "D0001", set()) == "dokumen/a_b.csv"
