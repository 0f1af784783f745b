"""What was paid in Fortnox, asked for again and again.

Fortnox tells changes only to who keeps a WebSocket open, which a function cannot. So the payments
changed since the last time are listed. `lastmodified` is to the minute and by a clock Fortnox does
not name (Swedish time is meant): each time some hours before are read again. The payment's number
is its id, so that it is told again as the same.

The list names invoices by number only. Their references are read from the list of invoices changed
in the same time, and one by one where they are not in it; no more than twenty of those at a time,
since Fortnox allows 25 requests in 5 s. The cursor then says where to go on.

A booked payment cannot be deleted in Fortnox; it is taken back by one below zero. That is told as
the recall of the latest payment of the same invoice and amount.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from agentline.adapters.ledgers.decimal_money import from_decimal
from agentline.adapters.ledgers.fortnox_api import FortnoxApi
from agentline.billing_ports import LedgerNews, LedgerUnavailableError
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money
from agentline.domain.regime import STOCKHOLM

type Payment = Mapping[str, Any]

_OVERLAP = timedelta(hours=3)
_FIRST_TIME = timedelta(days=30)
_LOOKUPS = 20
# Our references; other invoices of the company are no concern of ours.
_REFERENCE = re.compile(r"[1-9][0-9]{5,11}-[0-9]{4,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """Payments changed after `since` are read, and those numbered up to `told` have been.
    `until` is when the reading of this window was begun, and where the next one begins."""

    since: datetime
    until: datetime
    told: int = 0

    @classmethod
    def parse(cls, cursor: str | None, now: datetime) -> "_Window":
        if not cursor:
            return cls(since=now - _FIRST_TIME, until=now)
        since, *rest = cursor.split(" ")
        match rest:
            case [until, told]:
                return cls(
                    since=datetime.fromisoformat(since),
                    until=datetime.fromisoformat(until),
                    told=int(told),
                )
            case _:
                return cls(since=datetime.fromisoformat(since), until=now)

    @property
    def cursor_to_go_on(self) -> str:
        return f"{self.since.isoformat()} {self.until.isoformat()} {self.told}"

    @property
    def query(self) -> dict[str, str]:
        begin = (self.since - _OVERLAP).astimezone(STOCKHOLM)
        return {"lastmodified": f"{begin:%Y-%m-%d %H:%M}"}


class _References:
    """References by invoice number. Those of invoices never change, and are kept."""

    def __init__(self, api: FortnoxApi) -> None:
        self._api = api
        self._known: dict[str, str] = {}
        self._left = 0

    def learn(self, query: Mapping[str, str]) -> None:
        for invoice in self._api.list_all("invoices", "Invoices", query):
            self._note(str(invoice.get("DocumentNumber")), invoice)
        self._left = _LOOKUPS

    def find(self, number: str) -> str | None:
        """Empty for an invoice that has none; None if enough were asked for."""
        if number not in self._known:
            if not self._left:
                return None
            self._left -= 1
            match self._api.get(f"invoices/{number}"):
                case {"Invoice": dict() as invoice}:
                    self._note(number, invoice)
                case _:
                    self._note(number, {})
        return self._known[number]

    def _note(self, number: str, invoice: Mapping[str, Any]) -> None:
        reference = str(invoice.get("ExternalInvoiceReference1") or "")
        is_ours = _REFERENCE.fullmatch(reference) is not None
        self._known[number] = reference if is_ours else ""


class FortnoxNews:
    """Reads booked payments of invoices that have references of ours."""

    def __init__(self, api: FortnoxApi) -> None:
        self._api = api
        self._references = _References(api)

    def read(self, cursor: str | None) -> LedgerNews:
        window = _Window.parse(cursor, datetime.now(UTC))
        payments = [
            payment
            for payment in self._api.list_all("invoicepayments", "InvoicePayments", window.query)
            if payment.get("Booked") is True and _number_of(payment) > window.told
        ]
        if payments:
            self._references.learn(window.query)
        events: list[LedgerEvent] = []
        for payment in sorted(payments, key=_number_of):
            reference = self._references.find(str(payment["InvoiceNumber"]))
            if reference is None:
                return LedgerNews(events=tuple(events), cursor=window.cursor_to_go_on)
            if reference:
                events.append(self._tell(payment, reference))
            window = replace(window, told=_number_of(payment))
        return LedgerNews(events=tuple(events), cursor=window.until.isoformat())

    def _tell(self, payment: Payment, reference: str) -> LedgerEvent:
        amount = self._amount_of(payment)
        number = str(payment["Number"])
        told = LedgerEvent(
            source="fortnox",
            id=number,
            kind=EventKind.PAYMENT,
            payment=number,
            amount=amount,
            bank_date=date.fromisoformat(payment["PaymentDate"]),
            reference=reference,
            ledger_id=str(payment["InvoiceNumber"]),
        )
        if amount.minor > 0:
            return told
        back = Money(-amount.minor, amount.currency)
        taken_back = self._find_taken_back(payment)
        if taken_back is None:
            words = f"Fortnox books {amount} on invoice {payment['InvoiceNumber']}"
            return replace(told, kind=EventKind.NOTICE, payment=None, amount=None, text=words)
        return replace(told, kind=EventKind.RECALL, payment=taken_back, amount=back)

    def _find_taken_back(self, payment: Payment) -> str | None:
        """The number of the latest earlier payment of that amount."""
        query = {"invoicenumber": str(payment["InvoiceNumber"])}
        earlier = [
            _number_of(other)
            for other in self._api.list_all("invoicepayments", "InvoicePayments", query)
            if other.get("Booked") is True
            and str(other.get("InvoiceNumber")) == str(payment["InvoiceNumber"])
            and other.get("Amount") == -payment["Amount"] > 0
            and _number_of(other) < _number_of(payment)
        ]
        return str(max(earlier)) if earlier else None

    def _amount_of(self, payment: Payment) -> Money:
        """Lists give kronor; what was paid in another currency is on the payment itself."""
        currency = payment.get("Currency", "SEK")
        if currency == "SEK":
            return from_decimal(payment.get("Amount"), "SEK")
        match self._api.get(f"invoicepayments/{payment['Number']}"):
            case {"InvoicePayment": {"AmountCurrency": Decimal() | int() as amount}}:
                return from_decimal(amount, currency)
        raise LedgerUnavailableError("Fortnox answered with what is no payment")


def _number_of(payment: Payment) -> int:
    return int(payment["Number"])
