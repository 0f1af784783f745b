"""What a bookkeeper does in Tryton, over the same interface as its own client."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from agentline.adapters.ledgers.decimal_money import from_decimal, to_decimal
from agentline.adapters.ledgers.tryton import TrytonLedger
from agentline.adapters.ledgers.tryton_rpc import TrytonRpc
from agentline.domain.money import Money

_INVOICE = "account.invoice"


class TrytonBooks:
    """The books as their keeper sees them."""

    def __init__(self, rpc: TrytonRpc) -> None:
        self.rpc = rpc

    def invoices(self, reference: str, *fields: str) -> list[dict[str, Any]]:
        """All invoices of that reference, drafts too."""
        wanted = ("number", "state", "total_amount", "tax_amount", "amount_to_pay", *fields)
        return self.rpc.search(_INVOICE, [("reference", "=", reference)], wanted)

    def amount_to_pay(self, reference: str) -> Money:
        (invoice,) = self.invoices(reference)
        return from_decimal(invoice["amount_to_pay"], "SEK")

    def pay(self, reference: str, amount: Money | None = None) -> None:
        """Enter a payment with Tryton's own wizard: a part, the rest if None, or too much."""
        (invoice,) = self.invoices(reference, "party", "company", "currency", "account")
        (method,) = self.rpc.search("account.invoice.payment.method", [], ["name"])
        left = invoice["amount_to_pay"]
        paid = left if amount is None else to_decimal(amount)
        start = {
            "amount": paid,
            "currency": invoice["currency"],
            "payment_method": method["id"],
            "date": datetime.now(UTC).date(),
            "payee": invoice["party"],
            "company": invoice["company"],
            "invoice_account": invoice["account"],
            "description": "Bankgiro",
        }
        ask = self._ask_about_overpayment(invoice["id"]) if paid > left else {"type": "partial"}
        self.rpc.run_wizard(
            "account.invoice.pay",
            "pay",
            {"start": start, "ask": ask},
            model=_INVOICE,
            ids=[invoice["id"]],
        )

    def take_back(self, reference: str) -> None:
        """Cancel the latest payment of an invoice, as for money that its bank called back."""
        (invoice,) = self.invoices(reference, "payment_lines")
        *_, line = self.rpc.search(
            "account.move.line",
            [("id", "in", invoice["payment_lines"])],
            ["move", "reconciliation"],
        )
        if line["reconciliation"]:
            self.rpc.run_wizard(
                "account.move.unreconcile_lines",
                "unreconcile",
                {},
                model="account.move.line",
                ids=[line["id"]],
            )
        self.rpc.run_wizard(
            "account.move.cancel",
            "cancel",
            {"default": {"description": "", "reversal": True}},
            model="account.move",
            ids=[line["move"]],
            accepting=["cancel_invoice_move"],
        )
        self.rpc.write(_INVOICE, [invoice["id"]], {"payment_lines": [("remove", [line["id"]])]})

    def _ask_about_overpayment(self, invoice: int) -> dict[str, Any]:
        (found,) = self.rpc.search(_INVOICE, [("id", "=", invoice)], ["lines_to_pay"])
        return {"type": "overpayment", "lines": found["lines_to_pay"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tryton:
    """Our ledger as it is deployed, and the books behind it."""

    ledger: TrytonLedger
    books: TrytonBooks
