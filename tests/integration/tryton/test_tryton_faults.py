"""Between any two steps the answer may get lost, or we may die. Tryton has one invoice all the
same, booked once (rows 28 and 29 of the fault catalogue)."""

from collections.abc import Iterator
from decimal import Decimal
from threading import Barrier, Thread

import pytest

from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.tryton import TrytonLedger, TrytonSecret, TrytonSettings
from agentline.billing_ports import LedgerInvoice, LedgerUnavailableError
from agentline.domain.money import sek
from tests.integration.tryton.books import Tryton
from tests.integration.tryton.examples import an_invoice, credit_of
from tests.integration.tryton.lossy import LossyLine
from tests.integration.tryton.server import TrytonServer
from tests.unit.adapters.ledgers.fake_ledger import serving

# Tryton's own rounding of the VAT is an öre off, so that a write corrects it.
_ODD = (60_003, 60_010)


@pytest.fixture
def line(tryton_server: TrytonServer) -> LossyLine:
    return LossyLine(tryton_server.url)


@pytest.fixture
def ledger(line: LossyLine, tryton_server: TrytonServer) -> Iterator[TrytonLedger]:
    """Ours, at the other end of the line."""
    with serving(line) as origin:
        settings = TrytonSettings(
            kind="tryton", url=origin, database=tryton_server.database, user=tryton_server.user
        )
        yield TrytonLedger(settings, TrytonSecret(password=tryton_server.password), LedgerHttp())


@pytest.mark.parametrize(
    "lost",
    [
        "model.party.party.create",
        "model.account.invoice.create",
        "model.account.invoice.write",
        "model.account.invoice.post",
    ],
)
def test_f29_an_invoice_whose_answer_is_lost_is_booked_once(
    tryton: Tryton, line: LossyLine, ledger: TrytonLedger, lost: str
) -> None:
    invoice = an_invoice(*_ODD)
    line.losing = {lost}
    with pytest.raises(LedgerUnavailableError):
        ledger.submit(invoice)
    booked = ledger.submit(invoice)
    (in_books,) = tryton.books.invoices(invoice.reference, "party.code")
    assert booked.id == str(in_books["id"])
    assert in_books["state"] == "posted"
    assert in_books["total_amount"] == Decimal(invoice.total.decimal)
    parties = tryton.books.rpc.search("party.party", [("code", "=", invoice.customer)], ["name"])
    assert len(parties) == 1


@pytest.mark.parametrize(
    "lost",
    [
        "model.account.invoice.create",
        "model.account.invoice.post",
        "model.account.invoice.write",
        "wizard.account.move.reconcile_lines.create",
        "wizard.account.move.reconcile_lines.execute",
    ],
)
def test_f29_a_credit_whose_answer_is_lost_is_booked_once(
    tryton: Tryton, line: LossyLine, ledger: TrytonLedger, lost: str
) -> None:
    invoice = an_invoice(80_001)
    booked = ledger.submit(invoice)
    note = credit_of(invoice, invoice.total)
    line.losing = {lost}
    with pytest.raises(LedgerUnavailableError):
        ledger.credit(booked, note)
    ledger.credit(booked, note)
    (credit,) = tryton.books.invoices(note.id)
    assert credit["state"] == "paid"
    assert credit["total_amount"] == Decimal("-800.01")
    assert tryton.books.invoices(invoice.reference)[0]["state"] == "paid"


def test_f28_two_submissions_at_once_book_one_invoice(
    tryton: Tryton, tryton_server: TrytonServer
) -> None:
    invoice = an_invoice(40_001)
    start = Barrier(2)
    settings = TrytonSettings(
        kind="tryton",
        url=tryton_server.url,
        database=tryton_server.database,
        user=tryton_server.user,
    )
    secret = TrytonSecret(password=tryton_server.password)
    ends: list[LedgerInvoice | Exception] = []

    def submit() -> None:
        ledger = TrytonLedger(settings, secret, LedgerHttp())
        ledger.find(invoice.reference)
        start.wait()
        try:
            ends.append(ledger.submit(invoice))
        except Exception as error:
            ends.append(error)

    threads = [Thread(target=submit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    tryton.ledger.submit(invoice)
    posted = [one for one in tryton.books.invoices(invoice.reference) if one["number"]]
    assert len(posted) == 1
    assert posted[0]["total_amount"] == Decimal(invoice.total.decimal)
    assert tryton.books.amount_to_pay(invoice.reference) == sek(40_001)
