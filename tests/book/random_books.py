"""Random drafts and random ledger files, right and wrong, for the properties of the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from decimal import Decimal

from hypothesis import strategies as st

from kkmp_ledger.book import write as random_text
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg

AKUN = (
    "Aset:Kas:Toko",
    "Aset:Bank:BRI",
    "Aset:Bank:BRI-Syariah",
    "Ekuitas:Simpanan:Pokok:A0001",
    "Ekuitas:Simpanan:Pokok:A0002",
    "Pendapatan:Anggota:Sembako",
    "Beban:Bunga-Bank",
)
TANGGAL = st.dates(date(2025, 6, 24), date(2026, 2, 28))
SEN = st.integers(-(10**13), 10**13)
_GLYPHS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXT = st.text(_GLYPHS, max_size=20) | st.sampled_from(
    ['kata "kutip"', "garis \\ miring\\", "dua\nbaris", "; bukan komentar", "  spasi  ", "漢字 ñ é"]
)
_DAY = st.dates(date(2025, 1, 1), date(2026, 12, 31)).map(date.isoformat)
_ZONE = st.none() | st.sampled_from([UTC, timezone(timedelta(hours=7))])
_TIME = st.datetimes(timezones=_ZONE).map(datetime.isoformat)
_NUMBER = st.integers(1, 8).map("KS-{:04d}".format)
_META: st.SearchStrategy[dict[str, str]] = st.fixed_dictionaries(
    {},
    optional={
        "membalik": _NUMBER,
        "tanggal_asli": _DAY,
        "sumber": TEXT,
        "lembar": TEXT,
        "oleh": TEXT,
        "dicatat": _TIME,
        "alasan": TEXT,
        "menunjuk": TEXT,
    },
)


@st.composite
def _meta_leg(draw: st.DrawFn) -> dict[str, str | Decimal]:
    meta: dict[str, str | Decimal] = {}
    words = st.sampled_from(["anggota", "arus_kas", "jasa"])
    meta |= draw(st.dictionaries(words, TEXT, max_size=2))
    if draw(st.booleans()):
        meta["tanggal_asli"] = draw(_DAY)
    if draw(st.booleans()):
        meta["hpp"] = Decimal(draw(SEN)).scaleb(-2)
    return meta


LEG = st.builds(
    Leg, st.sampled_from(AKUN), SEN.map(lambda sen: Decimal(sen).scaleb(-2)), _meta_leg()
)
DRAFT = st.builds(
    Draft,
    TANGGAL,
    st.sampled_from(["jual", "beban", "setor-simpanan"]),
    TEXT,
    st.lists(LEG, min_size=1, max_size=5).map(tuple),
    TEXT,
    st.just("?"),
    _META,
)


def numbered(drafts: list[Draft]) -> list[Draft]:
    """The drafts with a number each."""
    return [replace(d, bukti=f"KS-{n:04d}") for n, d in enumerate(drafts, 1)]


DRAFTS = st.lists(DRAFT, max_size=6).map(numbered)

# What a person may have typed: right, outside the dialect, or torn.
_BALANCE = st.builds(
    lambda day, akun, sen, counted, said: random_text.balance_text(
        day, akun, Decimal(sen).scaleb(-2), {"dihitung": counted, **said}
    ),
    TANGGAL,
    st.sampled_from((*AKUN, "Aset:Bank", "Ekuitas:Simpanan:Pokok")),
    SEN,
    _DAY | st.sampled_from(["", "kemarin"]),
    st.fixed_dictionaries(
        {"lembar": st.sampled_from(["BA-1", "dicatat"])},
        optional={"oleh": TEXT, "dicatat": _TIME | st.just("pagi")},
    ),
)
_OPEN = st.builds(
    lambda day, akun: random_text.open_text(day, akun, {}), TANGGAL, st.sampled_from(AKUN)
)
_NOTE = st.builds(
    lambda day, akun, content: f"{day} note {akun} {random_text.quoted(content)}\n",
    TANGGAL,
    st.sampled_from(AKUN),
    TEXT,
)
WRONG = (
    '2025-07-01 * "tanpa jumlah"\n  Aset:Kas:Toko  1 IDR\n  Aset:Bank:BRI\n',
    '2025-07-01 * "mata uang" ^X-1\n  Aset:Kas:Toko  1 USD\n  Aset:Bank:BRI  -1 USD\n',
    '2025-07-01 * "halus" ^X-2\n  Aset:Kas:Toko  1.005 IDR\n  Aset:Bank:BRI  -1.01 IDR\n',
    '2025-07-01 * "besar" ^X-3\n  Aset:Kas:Toko  99999999999999999999 IDR\n',
    '2025-07-01 * "kosong" ^X-4\n',
    '2025-07-01 ! "tanda" #satu #dua ^X-5 ^X-6\n  Aset:Asing:Sama:Sekali  7 IDR\n',
    '2025-07-01 * "balik" ^X-7\n  membalik: "X-5"\n  Aset:Kas:Toko  0 IDR\n',
    '2025-07-01 * "metadata"\n  nilai: 5\n  hari: 2025-01-01\n  ya: TRUE\n  Aset:Kas:Toko  1 IDR\n',
    '2025-07-01 * "bentuk" ^X-8\n  membalik:\n  tanggal_asli: "14 Maret 2026"\n  dicatat: "pagi"\n'
    '  Aset:Kas:Toko  5 IDR\n    hpp: "x"\n    tanggal_asli: 20260314\n    anggota:\n'
    "  Aset:Kas:Toko  -5 IDR\n    hpp: 5 USD\n    jasa: 7\n    tanggal_asli: 2026-03-14\n",
    '2025-07-01 balance Aset:Kas:Toko  0 IDR\n  dihitung: "2025-7-1"\n',
    '2025-07-01 * "tak tertutup\n',
    "2025-07-01 balance Aset:Kas:Toko  1.005 IDR\n",
    "2025-07-01 pad Aset:Kas:Toko Aset:Bank:BRI\n",
    "ini bukan apa-apa\n",
    '2025-07-01 * "bagi"\n  Aset:Kas:Toko  1/0 IDR\n',
    "pushtag #acara\n",
    '2025-07-01 custom "catatan" "bebas"\n',
)
_BLOK = _BALANCE | _OPEN | _NOTE | st.sampled_from(WRONG)


@st.composite
def file(draw: st.DrawFn) -> bytes:
    """The bytes of one ledger file."""
    blocks = [random_text.entry_text(d) for d in draw(DRAFTS)] + draw(st.lists(_BLOK, max_size=5))
    text = random_text.hand_file(draw(st.permutations(blocks)))
    wrong = draw(st.integers(0, 12))
    if wrong == 0:
        text = text.replace('"Aset"', '"Assets"', 1)
    return text.encode() + (b"; \xff\n" if wrong == 1 else b"")
