"""The statements by the names that the command line, the meeting's book and the web give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.statements.arus_kas import arus_kas
from kkmp_ledger.statements.hasil_usaha import hasil_usaha
from kkmp_ledger.statements.neraca_saldo import neraca_saldo
from kkmp_ledger.statements.perubahan_ekuitas import perubahan_ekuitas
from kkmp_ledger.statements.posisi_keuangan import posisi_keuangan
from kkmp_ledger.statements.spans import header
from kkmp_ledger.statements.spans import spans

if TYPE_CHECKING:
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.statements.sections import Statement

POSISI_KEUANGAN = "posisi-keuangan"
STATEMENTS = {
    POSISI_KEUANGAN: posisi_keuangan,
    "hasil-usaha": hasil_usaha,
    "perubahan-ekuitas": perubahan_ekuitas,
    "arus-kas": arus_kas,
    "neraca-saldo": neraca_saldo,
}


def statement(
    name: str,
    ledger: Ledger,
    chart: Chart,
    koperasi: Koperasi,
    year: int,
    *,
    digest: str,
    tutup: bool,
    state: str,
) -> Statement:
    """The statement of that name with its head.

    `digest` is the period's fingerprint, `state` what `year_state` says.
    Raises ProblemError as each statement does, and for a year before the founding.
    """
    period = spans(ledger, koperasi, year, tutup=tutup)
    one_day = name == POSISI_KEUANGAN
    head = header(koperasi, period, digest, tutup=tutup, state=state, per_tanggal=one_day)
    return STATEMENTS[name](ledger, chart, koperasi, year, head, tutup=tutup)
