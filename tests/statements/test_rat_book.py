"""The list of the meeting's book: its sections stand in order, under the names of the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kkmp_ledger.koperasi.anggota import Peristiwa
from kkmp_ledger.koperasi.anggota import Register
from kkmp_ledger.koperasi.shu import Division
from kkmp_ledger.koperasi.shu import MemberShare
from kkmp_ledger.schema.koperasi import Pengurus
from kkmp_ledger.schema.rat import Keputusan
from kkmp_ledger.statements.by_name import STATEMENTS
from kkmp_ledger.statements.rat_book import SECTIONS
from kkmp_ledger.statements.rat_book import BookSources
from kkmp_ledger.statements.rat_book import rat_book
from kkmp_ledger.statements.sections import Comparison
from kkmp_ledger.statements.sections import Cover
from kkmp_ledger.statements.sections import Proof
from kkmp_ledger.statements.sections import Signatures
from kkmp_ledger.statements.sections import Table
from tests.statements.books import CHART
from tests.statements.books import KOPERASI
from tests.statements.books import example

SOURCES = BookSources(
    ledger=example(),
    chart=CHART,
    koperasi=KOPERASI,
    register=Register((Peristiwa("A0001", date(2025, 6, 24), "masuk"),)),
    names={"A0001": "Wulan (fiktif)"},
    division=Division(70, {"jasa_modal": 70, "jasa_usaha": 0}, (MemberShare("A0001", 70, 0),)),
    decision=None,
    proofs=(
        Proof(1, "satu", "kiri", "kanan", (Comparison("kas", 1, 1),)),
        Proof(2, "dua", "kiri", "kanan", (Comparison("kas", 1, 2),)),
        Proof(3, "tiga", "kiri", "kanan", (), ("belum dihitung",)),
    ),
    year=2025,
    digest="0" * 16,
    tutup=True,
)


def test_sections_stand_in_the_order_and_under_the_names_of_the_list() -> None:
    book = rat_book(SOURCES)
    assert [section.id for section in book.sections] == list(SECTIONS)
    assert list(SECTIONS) == [
        "sampul", "posisi-keuangan", "hasil-usaha", "perubahan-ekuitas", "arus-kas",
        "neraca-saldo", "shu", "shu-anggota", "simpanan", "pembuktian", "pengesahan",
    ]  # fmt: skip


def test_every_statement_is_in_the_book_in_the_order_of_the_command_line() -> None:
    assert [id_ for id_ in SECTIONS if id_ in STATEMENTS] == list(STATEMENTS)


def test_a_section_says_its_own_period_and_all_say_the_book_s_fingerprint() -> None:
    book = rat_book(SOURCES)
    period = {s.id: s.header.period for s in book.sections}
    assert period["posisi-keuangan"] == "31 Desember 2025"
    assert set(period.values()) == {"31 Desember 2025", "24 Juni - 31 Desember 2025"}
    assert {s.header.digest for s in book.sections} == {book.header.digest} == {"0" * 16}


def test_the_cover_names_the_meeting_once_it_has_decided() -> None:
    def cover(sources: BookSources) -> dict[str, str]:
        (found,) = (s for s in rat_book(sources).sections if isinstance(s, Cover))
        return dict(found.identity)

    open_ = cover(SOURCES)
    assert open_["Anggota"] == "1 orang per 31 Desember 2025"
    assert "Alamat" in open_
    assert "Badan hukum" not in open_  # nothing is known of it
    minutes = Keputusan(
        tahun=2025, tanggal=date(2026, 2, 1), berita_acara="01/RAT", hadir=1, shu=-1
    )
    decided = cover(replace(SOURCES, decision=minutes))
    assert decided == open_ | {
        "Rapat anggota": "1 Februari 2026", "Berita acara": "01/RAT, hadir 1 orang"
    }  # fmt: skip


def test_officers_sign_by_name_where_a_name_is_kept_else_by_number() -> None:
    with_people = replace(
        KOPERASI,
        pengurus=(Pengurus(jabatan="Ketua", anggota="A0001"),),
        pengawas=(
            Pengurus(jabatan="Pengawas", anggota="A0009"),
            Pengurus(jabatan="Ketua pengawas", nama="Lurah (fiktif)"),
        ),
    )
    book = rat_book(replace(SOURCES, koperasi=with_people))
    (found,) = (s for s in book.sections if isinstance(s, Signatures))
    assert found.signatories == (
        ("Ketua", "Wulan (fiktif)"),
        ("Pengawas", "A0009"),
        ("Ketua pengawas", "Lurah (fiktif)"),
    )


def test_lists_have_names_and_proofs_that_fail_are_told() -> None:
    book = rat_book(SOURCES)
    lists = {s.id: s for s in book.sections if isinstance(s, Table)}
    assert lists["shu-anggota"].rows == (("A0001", "Wulan (fiktif)", 70, 0, 70),)
    assert lists["simpanan"].rows[0][:2] == ("A0001", "Wulan (fiktif)")
    assert book.failed() == (2, 3)
