"""What a change of a row, as the table's stream tells it, means to the journal of calls and to the
operator's own systems.

An event is in the row that was written when it happened: an audit entry, an order, a call. What
came of it later is not looked up; only a currency is, since audit entries tell amounts without.
"""

from collections.abc import Callable, Mapping
from typing import Any

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import audit_entry
from agentline.adapters.dynamodb.mapping.calls import order, screened_call
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.orders import manual_order
from agentline.adapters.dynamodb.order_rows import ManualOrderRow
from agentline.adapters.outgoing.payloads import (
    Amount,
    Application,
    CallRefused,
    ClosedInvoice,
    CreatedOrder,
    CustomerRegistered,
    DispatchedInvoice,
    EnteredOrder,
    InvoiceClosed,
    InvoiceDispatched,
    LimitRaised,
    OrderCreated,
    PaymentReceived,
    RaisedLimit,
    ReceivedPayment,
    RefusedCall,
    RegisteredCustomer,
    Told,
    amount_of,
    as_event,
)
from agentline.domain.audit import BASIS_CLOSED, CUSTOMER_REGISTERED, AuditEntry
from agentline.domain.billing_audit import BASIS_DISPATCHED, LIMIT_RAISED, PAYMENT_RECEIVED
from agentline.domain.call import ScreenedCall, Verdict
from agentline.domain.manual_order import ManualOrder, key_of
from agentline.domain.order_key import OrderKey
from agentline.domain.outgoing_event import OutgoingEvent
from agentline.domain.reference import basis_reference

type StreamRecord = Mapping[str, Any]
"""As Lambda is given it: eventName, dynamodb.NewImage, dynamodb.OldImage in DynamoDB's JSON."""
type CurrencyOf = Callable[[str], str]

_BASIS = "basis "


def read_step(record: StreamRecord) -> ScreenedCall | None:
    """The step of a call that was decided, None for all other changes.

    Raises ValueError, KeyError or TypeError for a row that is damaged.
    """
    image = record["dynamodb"].get("NewImage", {})
    is_call = image.get("kind", {}).get("S") == "call"
    return screened_call(_row(rows.CallRow, image)) if is_call else None


def read_event(record: StreamRecord, currency_of: CurrencyOf) -> OutgoingEvent | None:
    """The event a change is, None for all the changes that are none.

    `currency_of` tells the currency of a customer's account. Raises ValueError, KeyError or
    TypeError for a row that is damaged.
    """
    change = record["dynamodb"]
    image = change.get("NewImage", {})
    told: Told | None = None
    match record["eventName"], image.get("kind", {}).get("S"):
        case "INSERT", "audit":
            told = _audited(audit_entry(_row(rows.AuditRow, image)), currency_of)
        case "INSERT", "order" if "came_from" not in image:  # else it was told when it was made
            told = _ordered(_row(rows.OrderRow, image))
        case "INSERT", "manual_order":
            told = _entered(manual_order(_row(ManualOrderRow, image)))
        case "INSERT" | "MODIFY", "call" if not _is_refused(change.get("OldImage", {})):
            told = _screened(_row(rows.CallRow, image))
    return as_event(told, f"{image['pk']['S']}\n{image['sk']['S']}") if told else None


def currency_of(customer: str) -> str:
    """As the customer's account has it, for good."""
    return rows.AccountRow.get(customer_key(customer), "ACCOUNT", consistent_read=True).currency


def _row[Kind: rows.Row](kind: type[Kind], image: Mapping[str, Any]) -> Kind:
    return kind.from_raw_data(dict(image))


def _is_refused(image: Mapping[str, Any]) -> bool:
    return bool(image.get("verdict", {}).get("S") == Verdict.REFUSE.value)


def _audited(entry: AuditEntry, currency_of: CurrencyOf) -> Told | None:
    tell, customer = TOLD_OF_AUDIT.get(entry.what), entry.customer
    return tell(entry, customer, currency_of(customer)) if tell and customer else None


def _registered(entry: AuditEntry, customer: str, currency: str) -> Told:
    return CustomerRegistered(
        timestamp=entry.at,
        data=RegisteredCustomer(
            customer=customer, limit=Amount(amount=entry.after["limit"], currency=currency)
        ),
    )


def _closed(entry: AuditEntry, customer: str, currency: str) -> Told:
    return InvoiceClosed(
        timestamp=entry.at,
        data=ClosedInvoice(
            basis=basis_reference(customer, int(entry.subject)),
            customer=customer,
            total=Amount(amount=entry.after["total"], currency=currency),
        ),
    )


def _dispatched(entry: AuditEntry, customer: str, currency: str) -> Told:
    return InvoiceDispatched(
        timestamp=entry.at,
        data=DispatchedInvoice(
            basis=entry.after["reference"],
            customer=customer,
            payable=Amount(amount=entry.after["payable"], currency=currency),
            due=Amount(amount=entry.after["due"], currency=currency),
            invoice_number=entry.after.get("invoice_number") or None,
            ocr=entry.after.get("ocr") or None,
        ),
    )


def _paid(entry: AuditEntry, customer: str, currency: str) -> Told:
    """`after` tells the amount, and where it went: "basis 1", "basis 2", "prepaid"."""
    return PaymentReceived(
        timestamp=entry.at,
        data=ReceivedPayment(
            payment=entry.subject,
            customer=customer,
            amount=Amount(amount=entry.after["amount"], currency=currency),
            applied=tuple(
                Application(
                    basis=basis_reference(customer, int(where.removeprefix(_BASIS))),
                    amount=Amount(amount=part, currency=currency),
                )
                for where, part in entry.after.items()
                if where.startswith(_BASIS)
            ),
            prepaid=Amount(amount=entry.after.get("prepaid", "0.00"), currency=currency),
        ),
    )


def _raised(entry: AuditEntry, customer: str, currency: str) -> Told:
    return LimitRaised(
        timestamp=entry.at,
        data=RaisedLimit(
            customer=customer,
            basis=entry.subject,
            before=Amount(amount=entry.before["limit"], currency=currency),
            after=Amount(amount=entry.after["limit"], currency=currency),
        ),
    )


TOLD_OF_AUDIT: Mapping[str, Callable[[AuditEntry, str, str], Told]] = {
    CUSTOMER_REGISTERED: _registered,
    BASIS_CLOSED: _closed,
    BASIS_DISPATCHED: _dispatched,
    PAYMENT_RECEIVED: _paid,
    LIMIT_RAISED: _raised,
}


def _ordered(row: rows.OrderRow) -> Told:
    made = order(row)
    before = made.charged_before
    return OrderCreated(
        timestamp=made.rated_at,
        data=CreatedOrder(
            order=_name(key_of(made)),
            customer=made.customer,
            basis=basis_reference(made.customer, made.basis or 0),
            call=made.call,
            contact=made.contact,
            service_line=made.line,
            article=made.pin.article,
            talk_began_at=made.talk_began_at,
            talk_seconds=made.talk_seconds,
            billed_seconds=made.billed_seconds,
            amount=amount_of(made.amount),
            vat_percent=str(made.vat_percent.value),
            is_correction=made.is_correction,
            charged_before=amount_of(before) if before else None,
        ),
    )


def _entered(made: ManualOrder) -> Told:
    return OrderCreated(
        timestamp=made.entered_at,
        data=EnteredOrder(
            kind=made.kind,
            order=_name(key_of(made)),
            customer=made.customer,
            basis=basis_reference(made.customer, made.basis or 0),
            article=made.content.article,
            quantity=made.content.quantity,
            amount=amount_of(made.amount),
            vat_percent=str(made.vat_percent.value),
            refunded=_name(made.refers_to) if made.refers_to else None,
        ),
    )


def _name(key: OrderKey) -> str:
    """As the operator's systems know it: the contact, and of a correction the record's version."""
    return f"{key.id}#{rows.instant_text(key.version)}" if key.version else key.id


def _screened(row: rows.CallRow) -> Told | None:
    call = screened_call(row)
    if call.verdict is not Verdict.REFUSE:
        return None
    return CallRefused(
        timestamp=call.decided_at,
        data=RefusedCall(
            call=call.call, customer=call.customer, service_line=call.b_number, reason=call.reason
        ),
    )
