"""A till's export, two files for each `importers/<pos>/mapping.toml`: receipts and their lines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.sure import ensure
from kkmp_ledger.importing.kinds.kind import Booked
from kkmp_ledger.importing.kinds.kind import Dates
from kkmp_ledger.importing.kinds.kind import Likeness
from kkmp_ledger.importing.kinds.kind import Part
from kkmp_ledger.importing.kinds.kind import Records
from kkmp_ledger.importing.kinds.kind import Told
from kkmp_ledger.importing.kinds.kind import likeness
from kkmp_ledger.schema import mapping
from kkmp_ledger.schema.chart import chart_of
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.importing.kinds.kind import Heads
    from kkmp_ledger.importing.kinds.kind import ReadDocument
    from kkmp_ledger.importing.receipts import TillDocument
    from kkmp_ledger.importing.sheet_events import EventRow
    from kkmp_ledger.importing.source_file import SourceFile
    from kkmp_ledger.importing.till_sales import Mapped
    from kkmp_ledger.importing.till_sales import Summary
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.customers import CustomerMap
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi

DELIMITER = (",", ";")
_TENDER = (Role.KAS, Role.BANK, Role.PIUTANG_AKUIRER, Role.PIUTANG_BON)

# Readers and rules are imported by the verb that needs them: the registry is asked whenever
# anything is booked, and a deposit must not wait for them.


@dataclass(frozen=True, slots=True, eq=False)  # one object a kind
class Till:
    """The pair of exports of one till. See `Kind` for each verb."""

    mapping: mapping.TillMapping

    tables = ()
    month_file = "toko"
    sells = True
    undo = (
        "catat retur struk yang salah di kasir pada hari yang masih terbuka, lalu impor ekspor"
        " hari itu"
    )

    @property
    def title(self) -> str:
        """`ekspor kasir Loyverse`."""
        return f"ekspor kasir {self.mapping.judul.partition(':')[0]}"

    @property
    def parts(self) -> tuple[Part, ...]:
        """Receipts first, then their lines."""
        pair = (self.mapping.struk, self.mapping.barang)
        return tuple(Part(f.id, f.judul, "csv", f.tanda) for f in pair)

    @property
    def profiles(self) -> tuple[str, ...]:
        """As the mapping names the two."""
        return (self.mapping.struk.id, self.mapping.barang.id)

    def identify(self, heads: Heads) -> tuple[Likeness, ...]:
        """By the columns that the mapping names as signature."""
        return tuple(likeness(heads, part) for part in self.parts)

    def describe(self, file: SourceFile) -> str:
        """The stores that a file of the pair names, as the till prints them."""
        from kkmp_ledger.importing.readers import strict_csv  # noqa: PLC0415

        pair = (self.mapping.struk, self.mapping.barang)
        heads = strict_csv.first_headers(file, DELIMITER)
        mine = next(f for f in pair if any(set(f.tanda) <= set(head) for head in heads))
        with strict_csv.opened(file, self.mapping.pemisah, mine.tanda) as table:
            at = table.columns({"toko": mine.kolom["toko"]})["toko"]
            stores = {row[at].strip() for _, row in table.rows()}
        named = ", ".join(f'"{store}"' for store in sorted(stores) if store)
        return f"dari toko {named}" if named else "tanpa struk"

    def read(
        self, files: Sequence[SourceFile], koperasi: Koperasi, accepted: date
    ) -> Records[TillDocument]:
        """Join the two files; every receipt equals its lines."""
        from kkmp_ledger.importing.readers import loyverse  # noqa: PLC0415

        receipts, items = files
        read = loyverse.read(receipts, items, self.mapping, koperasi, accepted)
        return Records(read, read.left_out)

    def dates(self, content: TillDocument) -> Dates:
        """The span counts receipts that were cancelled, too."""
        booked = (("", r.row, r.time.date()) for r in content.receipt)
        return Dates(content.dari, content.sampai, booked)

    def book(
        self,
        read: Sequence[ReadDocument[TillDocument]],
        koperasi: Koperasi,
        register: Register,
        customer: CustomerMap,
    ) -> Booked:
        """Each receipt once, across exports that overlap; an entry per day, outlet and kind."""
        from kkmp_ledger.importing import till_sales  # noqa: PLC0415
        from kkmp_ledger.importing.receipts import merge  # noqa: PLC0415

        def who(printed: str, day: date) -> str:
            return till_sales.member_of(printed, day, register, customer)

        merged, changed = merge((doc.content for doc in read), who)
        chart = chart_of(koperasi)
        mapped, without = till_sales.map_receipts(merged, koperasi, chart, register, customer)
        if problems := (*changed, *without):
            return Booked(problems=problems)
        names = {doc.sources: doc.called for doc in read}
        return Booked(tuple(_daily(mapped, koperasi, chart, names)), facts=mapped.summary)

    def rows(self, content: TillDocument) -> tuple[EventRow, ...]:  # noqa: ARG002
        """None: receipts are added up by day."""
        return ()

    def summary(self, booked: Booked) -> Told:
        """Receipts, members' share, margins."""
        found: Summary = booked.facts
        return Told(_lines(found), found.warning)

    def sales(
        self, contents: Iterable[TillDocument]
    ) -> tuple[Mapping[tuple[date, str], int], list[Problem]]:
        """Receipts less refunds, of each receipt once, whoever bought."""
        from kkmp_ledger.importing.receipts import merge  # noqa: PLC0415

        merged, wrong = merge(contents, lambda _customer, _day: "")
        totals: dict[tuple[date, str], int] = defaultdict(int)
        for receipt, _ in merged.receipt:
            sign = 1 if receipt.kind == "jual" else -1
            totals[receipt.time.date(), receipt.outlet] += sign * receipt.total
        return totals, wrong


def kinds() -> tuple[Till, ...]:
    """One for each mapping that comes with the program."""
    return tuple(Till(found) for found in mapping.everything())


def _daily(
    mapped: Mapped, koperasi: Koperasi, chart: Chart, names: Mapping[SourceFile, str]
) -> list[Draft]:
    """The daily entries, each naming the exports that brought its receipts."""
    from kkmp_ledger.koperasi.penjualan import daily_entries  # noqa: PLC0415

    perpetual = [u.segmen for u in koperasi.unit if u.stok == "perpetual"]
    stores = {code: name for kasir in koperasi.kasir for name, code in kasir.toko.items()}
    origin: dict[tuple[date, str, str], set[str]] = defaultdict(set)
    tender: dict[tuple[date, str, str], int] = defaultdict(int)
    for receipt, file in mapped.receipt:
        day: tuple[date, str, str] = (receipt.time.date(), receipt.outlet, receipt.kind)
        origin[day].add(names[file])
        tender[day] += sum(amount for _, amount in receipt.bayar)
    drafts: list[Draft] = []
    receipts = (receipt for receipt, _ in mapped.receipt)
    for draft in daily_entries(receipts, chart, perpetual, store_names=stores):
        outlet = draft.bukti.split("-")[2]
        day = (draft.tanggal, outlet, draft.jenis)
        # The day ties: what the entry says was paid is what the receipts' heads say.
        paid = sum(leg.jumlah for leg in draft.legs if chart.role(leg.akun) in _TENDER)
        ensure(abs(paid) == tender[day], draft.bukti)
        meta = {**draft.meta, "sumber": "; ".join(sorted(origin[day]))}
        drafts.append(replace(draft, meta=meta))
    return drafts


def _lines(r: Summary) -> tuple[str, ...]:
    lines = [
        f"struk: {r.jual} penjualan, {r.retur} retur, {r.cancelled} batal, {r.again} datang lagi",
        f"penjualan {write_rupiah(r.all_sales)}, anggota {write_rupiah(r.member_sales)}"
        f" ({r.member_percent or 0} %) dari {r.member_receipts} struk",
        f"pelanggan tak dikenal (dibukukan non-anggota): {r.unknown_customer} struk;"
        f" retur tanpa pelanggan: {r.retur_without_customer}",
    ]
    for unit in r.unit:
        margin = "-" if unit.margin is None else f"{unit.margin} %"
        hpp = "-" if unit.hpp is None else write_rupiah(unit.hpp)
        lines.append(
            f"unit {unit.nama}: penjualan {write_rupiah(unit.jual)}, HPP {hpp}, margin {margin}"
        )
    return tuple(lines)
