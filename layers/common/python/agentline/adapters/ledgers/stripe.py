"""Stripe Invoicing as the ledger: kind `stripe` (docs.stripe.com/api, version in stripe_api).

Stripe has no id of ours to look things up by, and its search lags behind by a minute. Therefore
customers are searched for by their number in the metadata, and made under an idempotency key that
never changes: whoever is too new for the search is found by the key, which Stripe keeps for a day.
Invoices are listed, never searched: lists know what was just written.

Stripe sends by e-mail only, and the register holds no e-mail addresses. A customer without one in
Stripe gets the operator's `send_to`, such as the address of a print service. Staff may write the
customer's own into Stripe; it stays.

What was paid in advance is set as the customer's credit balance in Stripe just before the invoice
is finalized, and Stripe takes it off what is due. Thus both `total` and `amount_due` are ours,
which is verified before and after; a line of its own would have lessened the total, and a credit
note what was sold. The balance is set, not added to: how much a customer has with us is known here
and nowhere else.

Stripe rounds VAT line by line unless the account is set to round per invoice. That moves öre
between net and VAT; amounts here include VAT and are exact.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Annotated, Literal, NoReturn

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from agentline.adapters.directories.urls import check_url
from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.stripe_api import Parameter, StripeApi, StripeObject
from agentline.adapters.ledgers.stripe_lines import StripeLines
from agentline.adapters.ledgers.stripe_objects import (
    BASIS_MARK,
    CREDIT_NOTE_MARK,
    CUSTOMER_MARK,
    SENT_MARK,
    StripeCreditNote,
    StripeCustomer,
    StripeInvoice,
)
from agentline.billing_ports import (
    LedgerInvoice,
    LedgerNews,
    LedgerRejectedError,
    LedgerUnavailableError,
)
from agentline.domain.invoice import CreditNote, Invoice
from agentline.domain.money import Money


class StripeSettings(BaseModel):
    """`send_to` is where invoices go of customers who have no e-mail address in Stripe."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    kind: Literal["stripe"]
    base_url: Annotated[str, Field(max_length=200), AfterValidator(check_url)] = (
        "https://api.stripe.com"
    )
    send_to: str = Field(pattern=r"^[!-?A-~]{1,64}@[A-Za-z0-9.-]{1,190}$")


class StripeSecret(BaseModel):
    """A secret or restricted key, of test or live mode, and signing secrets, the newest first."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    api_key: str = Field(pattern=r"^[sr]k_(test|live)_[A-Za-z0-9]{1,250}$", repr=False)
    webhook_secrets: Annotated[
        tuple[Annotated[str, Field(pattern=r"^whsec_[A-Za-z0-9+/=_-]{1,200}$")], ...],
        Field(min_length=1, max_length=4, repr=False, strict=False),
    ]


class StripeLedger:
    """The `Ledger` port. Steps: customer, draft, lines, balance, finalize, send; each is looked at
    before it is done, so that a try that stopped half way is completed by the next."""

    def __init__(self, settings: StripeSettings, secret: StripeSecret, http: LedgerHttp) -> None:
        self._send_to = settings.send_to
        self._api = StripeApi(settings.base_url, secret.api_key, http)
        self._lines = StripeLines(self._api)

    def find(self, reference: str) -> LedgerInvoice | None:
        customers = self._customers(reference.rpartition("-")[0])
        made = self._made_of(reference, customers)
        return next((_ledger_invoice(one) for one in made if one.is_final), None)

    def submit(self, invoice: Invoice) -> LedgerInvoice:
        customers = self._customers(invoice.customer) or [self._create_customer(invoice.customer)]
        earlier = self._made_of(invoice.reference, customers)
        standing = [one for one in earlier if one.status != "void"]
        made = standing[0] if standing else self._create_draft(invoice, customers[0], len(earlier))
        if made.status == "draft":
            self._describe_customer(invoice, made.customer)
            self._set_due_date(invoice, made)
            self._lines.put(invoice, made.id)
            self._set_balance(invoice, made.id)
            made = self._finalize(invoice, made.id)
        if not made.is_final:
            if not _is_as_ours(made, invoice):  # another invoice took the balance meanwhile
                self._void(made.id)
            made = self._send(invoice, made.id)
        return _ledger_invoice(made)

    def credit(self, invoice: LedgerInvoice, note: CreditNote) -> None:
        """What exceeds what is left to pay is told to be repaid outside Stripe: our accounts keep
        it as paid in advance."""
        notes = self._api.list_all(StripeCreditNote, "/v1/credit_notes", {"invoice": invoice.id})
        if any(one.mark(CREDIT_NOTE_MARK) == note.id and one.status != "void" for one in notes):
            return
        made = self._api.get(StripeInvoice, f"/v1/invoices/{invoice.id}")
        outside = max(0, note.amount.minor - made.amount_remaining)
        parameters: dict[str, Parameter] = {
            "invoice": invoice.id,
            "lines": self._lines.of_credit(note),
            "memo": note.why,
            "metadata": {CREDIT_NOTE_MARK: note.id},
        }
        if outside:
            parameters["out_of_band_amount"] = outside
        self._api.create(StripeObject, "/v1/credit_notes", parameters, f"{note.id}-credit")

    def news(self, cursor: str | None) -> LedgerNews | None:  # noqa: ARG002
        return None

    def _customers(self, number: str) -> list[StripeCustomer]:
        """The oldest first: all tries must choose alike."""
        found = self._api.search(
            StripeCustomer, "/v1/customers/search", f"metadata['{CUSTOMER_MARK}']:'{number}'"
        )
        return sorted(found, key=lambda customer: (customer.created, customer.id))

    def _create_customer(self, number: str) -> StripeCustomer:
        # Nothing that could differ the next time, lest the key were another one.
        return self._api.create(
            StripeCustomer,
            "/v1/customers",
            {"metadata": {CUSTOMER_MARK: number}},
            f"{number}-customer",
        )

    def _describe_customer(self, invoice: Invoice, customer: str) -> None:
        buyer = invoice.buyer
        known = self._api.get(StripeCustomer, f"/v1/customers/{customer}")
        parameters: dict[str, Parameter] = {
            "name": buyer.name,
            "address": {
                "line1": buyer.street,
                "postal_code": buyer.postcode,
                "city": buyer.city,
                "country": buyer.country,
            },
            "phone": invoice.phone or "",
            "preferred_locales": [invoice.language.value],
        }
        if not known.email:
            parameters["email"] = self._send_to
        self._api.update(StripeCustomer, f"/v1/customers/{customer}", parameters)

    def _made_of(self, reference: str, customers: Sequence[StripeCustomer]) -> list[StripeInvoice]:
        """What was made of our basis, finished or not, and voided or not."""
        return [
            made
            for customer in customers
            for made in self._api.list_all(StripeInvoice, "/v1/invoices", {"customer": customer.id})
            if made.mark(BASIS_MARK) == reference
        ]

    def _create_draft(
        self, invoice: Invoice, customer: StripeCustomer, voided: int
    ) -> StripeInvoice:
        return self._api.create(
            StripeInvoice,
            "/v1/invoices",
            {
                "customer": customer.id,
                "currency": invoice.total.currency.lower(),
                "collection_method": "send_invoice",
                "due_date": _noon(invoice.due_on),
                "auto_advance": False,
                "pending_invoice_items_behavior": "exclude",
                "metadata": {BASIS_MARK: invoice.reference},
            },
            f"{invoice.reference}-invoice-{voided + 1}",
        )

    def _set_due_date(self, invoice: Invoice, draft: StripeInvoice) -> None:
        due = _noon(invoice.due_on)
        if draft.due_date != due:  # of a try on an earlier day
            self._api.update(StripeInvoice, f"/v1/invoices/{draft.id}", {"due_date": due})

    def _set_balance(self, invoice: Invoice, draft: str) -> None:
        now = self._api.get(StripeInvoice, f"/v1/invoices/{draft}")
        missing = -invoice.prepaid.minor - now.starting_balance
        if missing:
            # Without a key: what it did shows, and it may have to be done again within the day.
            self._api.update(
                StripeObject,
                f"/v1/customers/{now.customer}/balance_transactions",
                {
                    "amount": missing,
                    "currency": invoice.prepaid.currency.lower(),
                    "metadata": {BASIS_MARK: invoice.reference},
                },
            )

    def _finalize(self, invoice: Invoice, draft: str) -> StripeInvoice:
        before = self._api.get(StripeInvoice, f"/v1/invoices/{draft}")
        if before.total != invoice.total.minor:
            raise LedgerRejectedError(
                f"Stripe would bill {Money(before.total, invoice.total.currency)}, not "
                f"{invoice.total}: look at the draft {draft} there"
            )
        if not _is_as_ours(before, invoice):
            raise LedgerUnavailableError(f"the customer's balance changed meanwhile: {draft} waits")
        path = f"/v1/invoices/{draft}/finalize"
        return self._api.update(StripeInvoice, path, {"auto_advance": False})

    def _void(self, made: str) -> NoReturn:
        """Nobody has seen it: it was not sent. The next try makes another one."""
        self._api.update(StripeInvoice, f"/v1/invoices/{made}/void", {})
        raise LedgerUnavailableError(f"Stripe finalized {made} with another amount: voided")

    def _send(self, invoice: Invoice, made: str) -> StripeInvoice:
        path = f"/v1/invoices/{made}"
        self._api.change(StripeInvoice, f"{path}/send", {}, f"{invoice.reference}-send-{made}")
        return self._api.update(StripeInvoice, path, {"metadata": {SENT_MARK: "true"}})


def _is_as_ours(made: StripeInvoice, invoice: Invoice) -> bool:
    return (made.total, made.amount_due) == (invoice.total.minor, invoice.to_pay.minor)


def _noon(day: date) -> int:
    # Stripe shows dates in the time zone of the account: noon is the same day in all of Europe.
    return int(datetime.combine(day, time(12), UTC).timestamp())


def _ledger_invoice(made: StripeInvoice) -> LedgerInvoice:
    due_on = None if made.due_date is None else datetime.fromtimestamp(made.due_date, UTC).date()
    return LedgerInvoice(id=made.id, number=made.number, due_on=due_on)
