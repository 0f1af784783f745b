"""Invoices and credit notes in Tryton: drafted, made equal to ours to the öre, posted, set off."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from agentline.adapters.ledgers.decimal_money import to_decimal
from agentline.adapters.ledgers.tryton_chart import TrytonChart
from agentline.adapters.ledgers.tryton_lines import (
    NetLine,
    line_values,
    tax_corrections,
)
from agentline.adapters.ledgers.tryton_rpc import TrytonRpc
from agentline.billing_ports import LedgerRejectedError
from agentline.domain.invoice import VatShare
from agentline.domain.money import Money

MODEL = "account.invoice"
_FIELDS = (
    "number",
    "state",
    "payment_term_date",
    "total_amount",
    "currency.code",
)
# A clock ahead of Tryton's, and an invoice dispatched late, are no reason to stop.
_ACCEPTED = ("invoice_date_future", "invoice_payment_term")
_FURTHEST_DATE = timedelta(days=31)


def is_final(record: Mapping[str, Any]) -> bool:
    """Whether an invoice was posted. What was cancelled later was, if it has a number."""
    return record["state"] in {"posted", "paid"} or record["number"] is not None


class TrytonDocuments:
    """Out-invoices; a credit note is one below zero."""

    def __init__(self, rpc: TrytonRpc, chart: TrytonChart) -> None:
        self._rpc = rpc
        self._chart = chart

    def search(self, reference: str) -> list[dict[str, Any]]:
        """Those of this very reference, the first one made first, without cancelled drafts."""
        return self._rpc.search(
            MODEL,
            [
                ("type", "=", "out"),
                ("company", "=", self._chart.company),
                ("reference", "=", reference),
                ["OR", ("state", "!=", "cancelled"), ("number", "!=", None)],
            ],
            _FIELDS,
        )

    def date_of(self, issued_on: date) -> date:
        """Tryton numbers by date: none may be earlier than that of the last number."""
        later = self._rpc.search(
            MODEL,
            [
                ("type", "=", "out"),
                ("company", "=", self._chart.company),
                ("number", "!=", None),
                ("invoice_date", ">", issued_on),
                ("invoice_date", "<=", issued_on + _FURTHEST_DATE),
            ],
            ["invoice_date"],
            order=[("invoice_date", "DESC")],
            limit=1,
        )
        found: date = later[0]["invoice_date"] if later else issued_on
        return found

    def post(
        self,
        document: Mapping[str, Any],
        lines: Sequence[NetLine],
        shares: Sequence[VatShare],
        total: Money,
    ) -> dict[str, Any]:
        """Complete the draft of the document's reference, or make one; post it when Tryton's total
        is ours. Raises LedgerRejectedError if it is not."""
        taxes = self._chart.find_taxes({line.vat_percent for line in lines})
        common = {
            "company": document["company"],
            "currency": document["currency"],
            "invoice_type": "out",
            "account": self._chart.find_revenue_account(),
        }
        draft = self._write(document, line_values(lines, taxes, common))
        if is_final(draft):
            return draft
        ids = [draft["id"]]
        rows = self._rpc.search(
            "account.invoice.tax", [("invoice", "in", ids)], ["tax", "base", "amount"]
        )
        if corrections := tax_corrections(rows, shares, taxes):
            writes = [("write", [row], {"amount": amount}) for row, amount in corrections]
            self._rpc.write(MODEL, ids, {"taxes": writes})
        (written,) = self._rpc.search(MODEL, [("id", "in", ids)], _FIELDS)
        if written["total_amount"] != to_decimal(total):
            raise LedgerRejectedError(
                f"Tryton makes {written['total_amount']} of what comes to {total}"
            )
        self._rpc.press(MODEL, "post", ids, accepting=_ACCEPTED)
        (posted,) = self._rpc.search(MODEL, [("id", "in", ids)], _FIELDS)
        return posted

    def set_off(self, invoice: int, credit: int) -> None:
        """Have the credit note pay of the invoice. Tryton wants sums of zero before it reconciles
        anything, so that a part waits on the invoice until the rest is paid. A credit of more than
        is unpaid stands to the customer's credit."""
        fields = ("state", "amount_to_pay", "lines_to_pay", "payment_lines")
        (asked,) = self._rpc.search(MODEL, [("id", "=", invoice)], fields)
        (taken,) = self._rpc.search(MODEL, [("id", "=", credit)], fields)
        if asked["state"] != "posted" or taken["state"] != "posted":
            return
        new = [line for line in taken["lines_to_pay"] if line not in asked["payment_lines"]]
        if new:
            if asked["amount_to_pay"] + taken["amount_to_pay"] < 0:
                return
            self._rpc.write(MODEL, [invoice], {"payment_lines": [("add", new)]})
            (asked,) = self._rpc.search(MODEL, [("id", "=", invoice)], fields)
        if not asked["amount_to_pay"]:
            lines = [*asked["lines_to_pay"], *asked["payment_lines"]]
            unreconciled = self._rpc.search(
                "account.move.line", [("id", "in", lines), ("reconciliation", "=", None)], ["move"]
            )
            self._rpc.run_wizard(
                "account.move.reconcile_lines",
                "start",
                {},
                model="account.move.line",
                ids=[line["id"] for line in unreconciled],
            )

    def _write(
        self, document: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]
    ) -> dict[str, Any]:
        """The one draft that counts, with this content. It may have been posted in the meantime."""
        reference = document["reference"]
        known = self.search(reference)
        if not known:
            made = self._rpc.create(MODEL, {**document, "lines": [("create", lines)]})
            known = self.search(reference)
            if known[0]["id"] == made:
                return known[0]
            # An earlier try that nobody waited for any more was carried out just now.
            self._rpc.delete(MODEL, [made])
        if is_final(known[0]):
            return known[0]
        ids = [known[0]["id"]]
        if known[0]["state"] == "validated":
            self._rpc.press(MODEL, "draft", ids)
        old = self._rpc.search("account.invoice.line", [("invoice", "in", ids)], ["sequence"])
        changes = [("delete", [line["id"] for line in old]), ("create", lines)]
        self._rpc.write(MODEL, ids, {**document, "lines": changes})
        return known[0]
