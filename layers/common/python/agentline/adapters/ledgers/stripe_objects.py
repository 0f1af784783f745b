"""What is read of Stripe's objects, and the names under which ours are marked in their metadata."""

from decimal import Decimal

from agentline.adapters.ledgers.stripe_api import StripeObject

CUSTOMER_MARK = "agentline_customer"
BASIS_MARK = "agentline_basis"
SENT_MARK = "agentline_sent"
LINE_MARK = "agentline_line"
CONTENT_MARK = "agentline_content"
CREDIT_NOTE_MARK = "agentline_credit_note"
VAT_MARK = "agentline_vat"


class MarkedObject(StripeObject):
    metadata: dict[str, str] | None = None

    def mark(self, name: str) -> str | None:
        return (self.metadata or {}).get(name)


class StripeCustomer(MarkedObject):
    created: int
    email: str | None = None


class StripeInvoice(MarkedObject):
    """Amounts in minor units; `starting_balance` below zero is credit that lessens what is due."""

    customer: str
    status: str
    number: str | None = None
    due_date: int | None = None
    total: int
    amount_due: int
    amount_remaining: int
    starting_balance: int

    @property
    def is_final(self) -> bool:
        """Whether nothing is left to do: it is open and was sent, or needs no sending any more."""
        if self.status == "open":
            return self.mark(SENT_MARK) is not None
        return self.status in ("paid", "uncollectible")


class StripeCreditNote(MarkedObject):
    status: str


class StripeTaxRate(MarkedObject):
    percentage: int | Decimal
