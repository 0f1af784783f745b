"""What was paid in Tryton, and what was taken back, asked for again and again.

Tryton sends nothing by itself. Every payment of an invoice writes the invoice, and a payment is
cancelled by a move that names the payment's. The cursor is the latest such writing seen. The last
minutes before it are read again each time, because what is written is seen only when it is
committed; events have the ids of Tryton's lines, and so are told again as the same.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from agentline.adapters.ledgers.decimal_money import from_decimal
from agentline.adapters.ledgers.tryton_chart import TrytonChart
from agentline.adapters.ledgers.tryton_documents import MODEL
from agentline.adapters.ledgers.tryton_rpc import TrytonRpc
from agentline.billing_ports import LedgerNews
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money

type Record = Mapping[str, Any]

_OVERLAP = timedelta(minutes=10)
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
# Our references; the books may hold invoices of other businesses, which are no concern of ours.
_REFERENCE = re.compile(r"[1-9][0-9]{5,11}-[0-9]{4,6}")

_INVOICE_FIELDS = ("reference", "payment_lines", "reconciliation_lines", "write_date")
_LINE_FIELDS = (
    "account",
    "party",
    "debit",
    "credit",
    "amount_second_currency",
    "second_currency.code",
    "company.currency.code",
    "date",
    "move",
    "move.journal.type",
    "move_origin",
    "invoice_payment",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Payment:
    """A line that pays an invoice, with what was paid too much in the same move."""

    line: int
    move: int
    invoice: int
    reference: str
    amount: Money
    on: date

    def tell(self) -> LedgerEvent:
        return self._event(EventKind.PAYMENT, str(self.line), self.on)

    def tell_recall(self, on: date) -> LedgerEvent:
        return self._event(EventKind.RECALL, f"{self.line}-recall", on)

    def _event(self, kind: EventKind, event_id: str, on: date) -> LedgerEvent:
        return LedgerEvent(
            source="tryton",
            id=event_id,
            kind=kind,
            payment=str(self.line),
            amount=self.amount,
            bank_date=on,
            reference=self.reference,
            ledger_id=str(self.invoice),
        )


class TrytonNews:
    """Reads payments and recalls of the invoices that have references of ours."""

    def __init__(self, rpc: TrytonRpc, chart: TrytonChart) -> None:
        self._rpc = rpc
        self._chart = chart

    def read(self, cursor: str | None) -> LedgerNews:
        """The cursor is a time in ISO 8601; None begins at the beginning."""
        seen = _read_cursor(cursor)
        invoices = self._rpc.search(
            MODEL, [*self._ours, ("write_date", ">=", seen - _OVERLAP)], _INVOICE_FIELDS
        )
        cancellations = self._rpc.search(
            "account.move",
            [
                ("company", "=", self._chart.company),
                ("origin", "like", "account.move,%"),
                ("state", "=", "posted"),
                ("create_date", ">=", seen - _OVERLAP),
            ],
            ["origin", "date", "create_date"],
        )
        events = [payment.tell() for payment in self._payments_of(invoices)]
        events += self._recalls_by(cancellations)
        written = [invoice["write_date"] for invoice in invoices]
        created = [move["create_date"] for move in cancellations]
        latest = max([seen, *written, *created])
        each_once = {event.id: event for event in events}
        return LedgerNews(events=tuple(each_once.values()), cursor=latest.isoformat())

    @property
    def _ours(self) -> list[Any]:
        return [("type", "=", "out"), ("company", "=", self._chart.company)]

    def _payments_of(self, invoices: Iterable[Record]) -> list[_Payment]:
        """A payment of several invoices at once is told as one, of the first of them."""
        paid_by: dict[int, Record] = {}
        for invoice in invoices:
            if _REFERENCE.fullmatch(invoice["reference"] or ""):
                for line in (*invoice["payment_lines"], *invoice["reconciliation_lines"]):
                    paid_by.setdefault(line, invoice)
        lines = self._read_lines([("id", "in", list(paid_by))]) if paid_by else []
        return self._read_payments([(line, paid_by[line["id"]]) for line in lines])

    def _recalls_by(self, cancellations: Sequence[Record]) -> list[LedgerEvent]:
        """A recalled payment is told before its recall: it may have come and gone in between."""
        dates = {_id_in(move["origin"], "account.move"): move["date"] for move in cancellations}
        lines = self._read_lines([("move", "in", list(dates))]) if dates else []
        of_line = {
            line["id"]: line["invoice_payment"] or _id_in(line["move_origin"], MODEL)
            for line in lines
        }
        invoices = self._rpc.search(
            MODEL,
            [*self._ours, ("id", "in", [found for found in of_line.values() if found])],
            ["reference"],
        )
        by_id = {
            invoice["id"]: invoice
            for invoice in invoices
            if _REFERENCE.fullmatch(invoice["reference"] or "")
        }
        pairs = [
            (line, by_id[invoice])
            for line in lines
            if (invoice := of_line[line["id"]]) in by_id and not _is_overpaid(line, lines)
        ]
        payments = self._read_payments(pairs)
        return [
            event
            for payment in payments
            for event in (payment.tell(), payment.tell_recall(dates[payment.move]))
        ]

    def _read_payments(self, lines: Sequence[tuple[Record, Record]]) -> list[_Payment]:
        """The lines that are money, each with its invoice."""
        money = [(line, invoice) for line, invoice in lines if _is_money(line, invoice)]
        moves = list({line["move"] for line, _ in money})
        siblings = self._read_lines([("move", "in", moves)]) if moves else []
        found = []
        for line, invoice in money:
            overpaid = [
                other
                for other in siblings
                if other["id"] != line["id"] and _is_overpaid(other, [line])
            ]
            amounts = [_credit_of(one) for one in (line, *overpaid)]
            found.append(
                _Payment(
                    line=line["id"],
                    move=line["move"],
                    invoice=invoice["id"],
                    reference=invoice["reference"],
                    amount=sum(amounts[1:], amounts[0]),
                    on=line["date"],
                )
            )
        return found

    def _read_lines(self, domain: Sequence[Any]) -> list[dict[str, Any]]:
        receivable = ("account.type.receivable", "=", True)
        return self._rpc.search("account.move.line", [*domain, receivable], _LINE_FIELDS)


def _is_money(line: Record, invoice: Record) -> bool:
    """Not so credit notes and earlier overpayments, whose move is of another invoice, nor
    cancellations and what was written off."""
    origin = line["move_origin"] or ""
    is_elsewhere = origin.startswith((f"{MODEL},", "account.move,"))
    return (
        line["credit"] > line["debit"]
        and line["move."]["journal."]["type"] != "write-off"
        and (not is_elsewhere or origin == f"{MODEL},{invoice['id']}")
    )


def _is_overpaid(line: Record, others: Iterable[Record]) -> bool:
    """Whether a line is the part of a payment that its invoice did not need: Tryton books it beside
    the part that pays, in one move, for no invoice."""
    return line["invoice_payment"] is None and any(
        other["id"] != line["id"]
        and other["invoice_payment"] is not None
        and all(other[same] == line[same] for same in ("move", "account", "party"))
        and _id_in(other["move_origin"], MODEL) == other["invoice_payment"]
        for other in others
    )


def _credit_of(line: Record) -> Money:
    """What a line takes off the customer's debt, in the currency of the invoice."""
    if line["second_currency."]:
        return from_decimal(-line["amount_second_currency"], line["second_currency."]["code"])
    return from_decimal(line["credit"] - line["debit"], line["company."]["currency."]["code"])


def _id_in(origin: str | None, model: str) -> int | None:
    name, _, number = (origin or "").partition(",")
    return int(number) if name == model and number.isdecimal() else None


def _read_cursor(cursor: str | None) -> datetime:
    return datetime.fromisoformat(cursor) if cursor else _BEGINNING
