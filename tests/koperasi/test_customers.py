"""Customers and personal data: dated maps, and no name in any problem."""

from __future__ import annotations

from datetime import date

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.koperasi.anggota import read_register
from kkmp_ledger.koperasi.customers import CustomerMap
from kkmp_ledger.koperasi.customers import CustomerRow
from kkmp_ledger.koperasi.customers import read_customers
from kkmp_ledger.koperasi.pribadi import Pribadi
from kkmp_ledger.koperasi.pribadi import member_names
from kkmp_ledger.koperasi.pribadi import read_pribadi
from kkmp_ledger.koperasi.pribadi import write_pribadi
from tests.koperasi.example import on_day
from tests.koperasi.example import register

CUSTOMER = """\
pelanggan,nomor,sejak
Wulan Sari,A0001,2025-07-01
Bu Tini,A0002,2025-07-01
Bu Tini,,2025-11-30
Bu Tini,A0009,2026-02-01
"""
PRIBADI = """\
nomor,nama,nik,alamat,telepon
A0001,Wulan Sari,0000000013000001,"Jalan Melati 3, RT 2",'+62812000
A0002,Tini,,,
"""


@pytest.mark.parametrize(
    ("customer", "on", "expected"),
    [
        ("Wulan Sari", "2025-06-30", None),
        ("Wulan Sari", "2025-07-01", "A0001"),
        ("  wulan  SARI", "2026-01-01", "A0001"),
        ("Wulan", "2026-01-01", None),
        ("Bu Tini", "2025-11-29", "A0002"),
        ("Bu Tini", "2025-11-30", None),
        ("Bu Tini", "2026-02-01", "A0009"),
    ],
)
def test_the_map_holds_from_its_date(customer: str, on: str, expected: str | None) -> None:
    customers, problems = read_customers(CUSTOMER, "pelanggan.csv")
    assert problems == []
    assert customers.nomor(customer, on_day(on)) == expected


def test_map_is_written_as_read_and_names_unknown_numbers() -> None:
    customers, _ = read_customers(CUSTOMER, "pelanggan.csv")
    assert customers.write() == CUSTOMER
    assert [(p.code, p.place and p.place.line) for p in customers.unknown(register(), "p.csv")] == [
        ("ANGGOTA-ASING", 5)
    ]


def _plus(customers: CustomerMap, customer: str, nomor: str, day: date) -> CustomerMap:
    return customers.plus(*customers.addition(customer, nomor, day, register()))


def test_a_row_is_added_once_and_replaces_its_own_day() -> None:
    day = date(2026, 1, 1)
    other = CustomerRow("Bu Tini", "A0002", day)
    customers = CustomerMap((CustomerRow("Wulan  Sari", "", day), other))
    changed = _plus(customers, "wulan sari", "A0001", day)
    assert [b.nomor for b in changed.rows] == ["A0002", "A0001"]
    assert changed == CustomerMap(changed.rows)
    assert changed.nomor("wulan sari", day) == "A0001"
    assert changed.addition("WULAN SARI", "A0001", date(2026, 2, 1), register()) == ()


def test_a_name_at_the_till_is_not_taken_from_another_member() -> None:
    """Two people of one name: the second does not get the first one's purchases."""
    day = date(2026, 1, 1)
    customers = _plus(CustomerMap(), "Wulan Sari", "A0001", day)
    for when in (date(2025, 12, 1), day, date(2026, 2, 1)):
        with pytest.raises(ProblemError, match="untuk A0003 sudah menjadi nama A0001"):
            customers.addition("wulan  sari", "A0003", when, register())
    gone, _ = read_register(
        "nomor,tanggal,peristiwa,keterangan\nA0001,2025-07-01,masuk,\n"
        "A0001,2026-01-15,keluar,\nA0003,2026-02-01,masuk,\n",
        "anggota.csv",
    )
    since = date(2026, 2, 1)
    later = customers.plus(*customers.addition("Wulan Sari", "A0003", since, gone))
    assert later.nomor("Wulan Sari", since) == "A0003"
    assert later.nomor("Wulan Sari", date(2026, 1, 14)) == "A0001"


def test_wrong_customers_are_named_by_line_only() -> None:
    text = (
        "pelanggan,nomor,sejak\n,A0001,2025-07-01\nRahasia,B1,2025-07-01\n"
        "Rahasia,A0001,kemarin\nRahasia,A0001,2025-07-01\nrahasia,A0002,2025-07-01\n"
    )
    customers, problems = read_customers(text, "pelanggan.csv")
    assert [(p.code, p.place and p.place.line) for p in problems] == [
        ("ANGGOTA-BERKAS", 2),
        ("ANGGOTA-BERKAS", 3),
        ("ANGGOTA-BERKAS", 4),
        ("ANGGOTA-BERKAS", 6),
    ]
    assert "ahasia" not in repr((problems, customers))


def test_personal_data_read_write_and_only_the_name_leaves() -> None:
    orang, problems = read_pribadi(PRIBADI, "pribadi.csv")
    assert problems == []
    assert orang["A0001"].telepon == "+62812000"
    assert write_pribadi(orang.values()) == PRIBADI
    assert member_names(orang) == {"A0001": "Wulan Sari", "A0002": "Tini"}
    assert repr(orang["A0001"]) == "Pribadi(nomor='A0001')"


def test_wrong_personal_rows_show_nothing_personal() -> None:
    text = (
        "nomor,nama,nik,alamat,telepon\nB1,Rahasia,,,\nA0001,Rahasia,,,\nA0001,Rahasia,,,\n"
        "A0002,,,,\nA0003,Rahasia,337401,,\nA0004,Rahasia,33740101O1900001,,\n"
    )
    orang, problems = read_pribadi(text, "pribadi.csv")
    assert orang == {"A0001": Pribadi("A0001", "Rahasia")}
    assert [p.place.line for p in problems if p.place] == [2, 4, 5, 6, 7]
    assert not any("ahasia" in p.fact or "3374" in p.fact for p in problems)
