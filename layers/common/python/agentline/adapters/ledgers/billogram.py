"""Billogram as the ledger: kind `billogram` (docs.billogram.com, API v2).

Our reference is the billogram's `creditor_unique_value`, by which it can be searched for, and the
order number on the invoice. It is made as a draft (Unattested) first and its total compared with
ours; only then is it sent. Sending at once (`on_success`) would send a wrong total as well.

What was paid in advance is an item without VAT that lessens the total, as on a paper invoice; a
`payment` command would come back to us as a payment.
"""

from datetime import date, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import quote

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from agentline.adapters.directories.urls import check_url
from agentline.adapters.ledgers.billogram_api import (
    NOT_FOUND,
    BillogramApi,
    refused_field,
    wrong_shape,
)
from agentline.adapters.ledgers.billogram_items import list_items
from agentline.adapters.ledgers.billogram_objects import (
    customer_of,
    id_of,
    ledger_invoice_of,
    read_billogram,
    total_of,
)
from agentline.adapters.ledgers.decimal_money import from_decimal, to_decimal
from agentline.adapters.ledgers.http import LedgerHttp
from agentline.billing_ports import (
    LedgerInvoice,
    LedgerNews,
    LedgerRejectedError,
    LedgerUnavailableError,
)
from agentline.domain.invoice import CreditNote, Invoice
from agentline.domain.money import Money

_UNIQUE = "creditor_unique_value"
_DRAFT = "Unattested"
_DELETED = "Deleted"
_MOST_EVENTS = "100"
_A_DAY = timedelta(days=1)
# More than this many öre wrong is no rounding, but a fee or a discount of the account there.
_MOST_ROUNDING = 99

type Method = Literal["Email", "Letter", "Email+Letter", "SMS", "SMS+Letter", "Efaktura"]


def check_callback_url(url: str) -> str:
    """Billogram calls https addresses only. Raises ValueError."""
    if not check_url(url).startswith("https://"):
        raise ValueError("must be https")
    return url


class BillogramSettings(BaseModel):
    """The sandbox is at https://sandbox.billogram.com/api/v2.

    `callback_url` is our webhook's address, sent with every invoice; without one, the address and
    signing key must be set in Billogram's own settings.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    kind: Literal["billogram"]
    base_url: Annotated[str, Field(max_length=200), AfterValidator(check_url)] = (
        "https://billogram.com/api/v2"
    )
    method: Method = "Letter"
    callback_url: (
        Annotated[str, Field(max_length=500), AfterValidator(check_callback_url)] | None
    ) = None


class BillogramSecret(BaseModel):
    """The API user's id and key, and the keys Billogram signs with, the newest first.

    An invoice keeps the key it was sent with: the older ones must stay until those are settled.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    api_user: str = Field(pattern=r"^[!-9;-~]{1,200}$", repr=False)
    api_key: str = Field(pattern=r"^[!-~]{1,200}$", repr=False)
    webhook_secrets: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=200)], ...],
        Field(min_length=1, max_length=4, repr=False, strict=False),
    ]


class BillogramLedger:
    """The `Ledger` port."""

    def __init__(
        self, settings: BillogramSettings, secret: BillogramSecret, http: LedgerHttp
    ) -> None:
        self._api = BillogramApi(settings.base_url, secret.api_user, secret.api_key, http)
        self._method = settings.method
        self._callbacks = (
            {"url": settings.callback_url, "sign_key": secret.webhook_secrets[0]}
            if settings.callback_url
            else None
        )

    def find(self, reference: str) -> LedgerInvoice | None:
        made = self._made_of(reference)
        return ledger_invoice_of(made) if made and made["state"] != _DRAFT else None

    def submit(self, invoice: Invoice) -> LedgerInvoice:
        made = self._made_of(invoice.reference)
        if made is None or made["state"] == _DRAFT:
            self._put_customer(invoice)
            draft = self._put_draft(invoice, id_of(made) if made else None)
            path = f"/billogram/{quote(draft)}/command/send"
            made = read_billogram(self._api.post(path, {"method": self._method}))
        return ledger_invoice_of(made)

    def credit(self, invoice: LedgerInvoice, note: CreditNote) -> None:
        """A credit in Billogram bears no mark of ours. One of the same amount since the day before
        the note's (Billogram's day may begin later) is taken for it; two equal ones within those
        days are therefore given as one.

        What was paid in advance was never on the billogram, and is not taken off it.
        """
        path = f"/billogram/{quote(invoice.id)}"
        made = read_billogram(self._api.get(path))
        amount = min(note.amount, total_of(made, note.amount.currency))
        if not amount.minor > 0 or self._has_credited(invoice.id, amount, note.issued_on - _A_DAY):
            return
        self._api.post(f"{path}/command/credit", {"mode": "amount", "amount": to_decimal(amount)})

    def news(self, cursor: str | None) -> LedgerNews | None:  # noqa: ARG002
        return None

    def _made_of(self, reference: str) -> dict[str, Any] | None:
        listed = self._api.get(
            "/billogram",
            {
                "page": "1",
                "page_size": "10",
                "filter_type": "field",
                "filter_field": _UNIQUE,
                "filter_value": reference,
            },
        )
        if not isinstance(listed, list):
            raise wrong_shape()
        found = [read_billogram(one) for one in listed]
        return next(
            (one for one in found if one.get(_UNIQUE) == reference and one["state"] != _DELETED),
            None,
        )

    def _put_customer(self, invoice: Invoice) -> None:
        """Customer numbers are ours, so that it is known whether there is one."""
        customer = customer_of(invoice)
        path = f"/customer/{invoice.customer}"
        answer = self._api.ask("PUT", path, customer)
        if answer.status == NOT_FOUND:
            answer = self._api.ask("POST", "/customer", customer)
            if refused_field(answer) == "customer_no":  # somebody else was faster
                answer = self._api.ask("PUT", path, customer)
        self._api.content(answer)

    def _put_draft(self, invoice: Invoice, draft: str | None) -> str:
        """A draft with these items and our total; one that is there may be of before an edit."""
        nothing = Money(0, invoice.total.currency)
        made = self._write_draft(invoice, nothing, draft)
        wrong_by = invoice.to_pay - total_of(made, invoice.total.currency)
        if 0 < abs(wrong_by.minor) <= _MOST_ROUNDING:
            made = self._write_draft(invoice, wrong_by, id_of(made))
        total = total_of(made, invoice.total.currency)
        if total != invoice.to_pay:
            raise LedgerRejectedError(
                f"Billogram would bill {total}, not {invoice.to_pay}: look at the draft "
                f"{id_of(made)}, and at fees and rounding in its settings"
            )
        return id_of(made)

    def _write_draft(
        self, invoice: Invoice, correction: Money, draft: str | None
    ) -> dict[str, Any]:
        content: dict[str, Any] = {
            "customer": {"customer_no": int(invoice.customer)},
            "currency": invoice.total.currency,
            "due_date": invoice.due_on.isoformat(),
            "items": list_items(invoice, correction),
            "info": {"order_no": invoice.reference},
            _UNIQUE: invoice.reference,
        }
        if self._callbacks:
            content["callbacks"] = {**self._callbacks, "custom": invoice.reference}
        if draft:
            return read_billogram(self._api.put(f"/billogram/{quote(draft)}", content))
        answer = self._api.ask("POST", "/billogram", content)
        if refused_field(answer) == _UNIQUE:
            raise LedgerUnavailableError("Billogram has it and does not list it yet: look again")
        return read_billogram(self._api.content(answer))

    def _has_credited(self, billogram: str, amount: Money, since: date) -> bool:
        listed = self._api.get(
            "/billogram_event",
            {
                "page": "1",
                "page_size": _MOST_EVENTS,
                "filter_type": "field",
                "filter_field": "billogram_id",
                "filter_value": billogram,
                "order_field": "created_at",
                "order_direction": "desc",
            },
        )
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise wrong_shape()
        return any(_is_credit(event, amount, since) for event in listed)


def _is_credit(event: dict[str, Any], amount: Money, since: date) -> bool:
    if event.get("type") != "Credit" or str(event.get("created_at"))[:10] < since.isoformat():
        return False
    told = event.get("data")
    number = told.get("amount") if isinstance(told, dict) else None
    if number is None:
        raise LedgerRejectedError(
            "Billogram has credits on this invoice without telling how much: look at it there"
        )
    return from_decimal(number, amount.currency) == amount
