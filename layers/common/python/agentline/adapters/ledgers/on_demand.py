"""The chosen ledger behind the port: opened, with its secret read, when it is first told
something."""

from agentline.adapters.ledgers.opening import ChosenLedger
from agentline.billing_ports import LedgerInvoice, LedgerNews
from agentline.domain.invoice import CreditNote, Invoice


class OnDemandLedger:
    """The `Ledger` port."""

    def __init__(self, chosen: ChosenLedger) -> None:
        self._chosen = chosen

    def find(self, reference: str) -> LedgerInvoice | None:
        return self._chosen.ledger().find(reference)

    def submit(self, invoice: Invoice) -> LedgerInvoice:
        return self._chosen.ledger().submit(invoice)

    def credit(self, invoice: LedgerInvoice, note: CreditNote) -> None:
        self._chosen.ledger().credit(invoice, note)

    def news(self, cursor: str | None) -> LedgerNews | None:
        return self._chosen.ledger().news(cursor)
