"""The JSON of outgoing events, as the operator's systems get it (docs/outgoing-events.md).

Ids, amounts and times; no names, no addresses, no a-numbers: receivers keep logs that we do not
know, and whoever may know more asks for it by the ids.
"""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from agentline.domain.manual_order import ManualKind
from agentline.domain.money import Money
from agentline.domain.outgoing_event import EventType, OutgoingEvent, event_id


class Payload(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Amount(Payload):
    """Text with two decimals, VAT included, and an ISO 4217 code."""

    amount: str = Field(pattern=r"^-?(0|[1-9][0-9]*)\.[0-9]{2}$")
    currency: str = Field(pattern=r"^[A-Z]{3}$")


class RegisteredCustomer(Payload):
    customer: str
    limit: Amount


class RefusedCall(Payload):
    """`customer` is null where the caller is none. `reason` is the word of the decision."""

    call: str
    customer: str | None
    service_line: str
    reason: str


class CreatedOrder(Payload):
    """One rated contact. A correction's amount is what is due more, or less, than before."""

    kind: Literal["call"] = "call"
    order: str
    customer: str
    basis: str
    call: str
    contact: str
    service_line: str
    article: str
    talk_began_at: AwareDatetime
    talk_seconds: int
    billed_seconds: int
    amount: Amount
    vat_percent: str
    is_correction: bool
    charged_before: Amount | None


class EnteredOrder(Payload):
    """What staff entered. Its text is not told: they may name somebody in it. `refunded` is the
    order that a refund gives something back of."""

    kind: ManualKind
    order: str
    customer: str
    basis: str
    article: str | None
    quantity: int
    amount: Amount
    vat_percent: str
    refunded: str | None


class ClosedInvoice(Payload):
    basis: str
    customer: str
    total: Amount


class DispatchedInvoice(Payload):
    """`payable` is the whole sum, `due` what is left of it after what was paid in advance."""

    basis: str
    customer: str
    payable: Amount
    due: Amount
    invoice_number: str | None
    ocr: str | None


class Application(Payload):
    """What of a payment went to which basis."""

    basis: str
    amount: Amount


class ReceivedPayment(Payload):
    """`prepaid` is what was over."""

    payment: str
    customer: str
    amount: Amount
    applied: tuple[Application, ...]
    prepaid: Amount


class RaisedLimit(Payload):
    """`basis` is the one whose payment raised it."""

    customer: str
    basis: str
    before: Amount
    after: Amount


class CustomerRegistered(Payload):
    type: Literal[EventType.CUSTOMER_REGISTERED] = EventType.CUSTOMER_REGISTERED
    timestamp: AwareDatetime
    data: RegisteredCustomer


class CallRefused(Payload):
    type: Literal[EventType.CALL_REFUSED] = EventType.CALL_REFUSED
    timestamp: AwareDatetime
    data: RefusedCall


class OrderCreated(Payload):
    type: Literal[EventType.ORDER_CREATED] = EventType.ORDER_CREATED
    timestamp: AwareDatetime
    data: CreatedOrder | EnteredOrder


class InvoiceClosed(Payload):
    type: Literal[EventType.INVOICE_CLOSED] = EventType.INVOICE_CLOSED
    timestamp: AwareDatetime
    data: ClosedInvoice


class InvoiceDispatched(Payload):
    type: Literal[EventType.INVOICE_DISPATCHED] = EventType.INVOICE_DISPATCHED
    timestamp: AwareDatetime
    data: DispatchedInvoice


class PaymentReceived(Payload):
    type: Literal[EventType.PAYMENT_RECEIVED] = EventType.PAYMENT_RECEIVED
    timestamp: AwareDatetime
    data: ReceivedPayment


class LimitRaised(Payload):
    type: Literal[EventType.LIMIT_RAISED] = EventType.LIMIT_RAISED
    timestamp: AwareDatetime
    data: RaisedLimit


type Told = (
    CustomerRegistered
    | CallRefused
    | OrderCreated
    | InvoiceClosed
    | InvoiceDispatched
    | PaymentReceived
    | LimitRaised
)


def amount_of(money: Money) -> Amount:
    return Amount(amount=money.decimal, currency=money.currency)


def as_event(told: Told, subject: str) -> OutgoingEvent:
    """The event with its id, which `subject`, the key of what it is about, makes unique."""
    return OutgoingEvent(
        id=event_id(told.type, told.timestamp, subject),
        type=told.type,
        at=told.timestamp,
        body=told.model_dump_json(),
    )
