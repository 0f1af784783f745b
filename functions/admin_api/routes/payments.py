"""Payments: where their money is, and what staff do about those that nobody could place."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from admin_api.answers import versioned
from admin_api.days import any_days, latest_days
from admin_api.ids import payment_key
from admin_api.operations import Operations
from admin_api.routes.payment_mapping import tell_assigning, tell_payment
from admin_api.schemas import payments as schemas
from admin_api.schemas.common import (
    DEFAULT_LANGUAGE,
    DEFAULT_LIMIT,
    Because,
    Cursor,
    CustomerNumber,
    DayInQuery,
    InvoiceReference,
    LanguageInQuery,
    Limit,
)
from admin_api.visit import Visit, VisitIn
from agentline.domain.catalogue import Language
from agentline.domain.payment import Payment
from agentline.domain.waiting import WaitingPayment
from agentline.office_ports import Listing
from agentline.services.suspense import (
    assign_payment,
    end_task,
    find_payment,
    preview_assigning,
    return_payment,
)

operations = Operations("payments", "Money that came in, and where it is")

_DAYS_BACK = 30
_REASON = {"reason": "the payer told us by telephone"}
_REFUSALS = ("payment_missing", "payment_refused")
_PLACING = (*_REFUSALS, "invoice_missing", "customer_missing")


@operations.operation("GET", "/payments", id="list_payments", summary="List payments")
def list_payments(
    visit: VisitIn,
    customer: Annotated[CustomerNumber | None, Query()] = None,
    since: DayInQuery = None,
    until: DayInQuery = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> schemas.PaymentPage:
    """Those that came on the days (UTC) from `since` up to and including `until`, the newest first:
    of a customer all there are, else of the last 30 days, unless you say which days."""
    lists, position = visit.desk.payments(), visit.position(cursor)
    if customer:
        found = lists.of_customer(customer, *any_days(since, until), limit, position)
    else:
        days = latest_days(since, until, visit.now, _DAYS_BACK)
        found = lists.of_days(*days, limit, position)
    return _tell_page(found, visit, language)


@operations.operation(
    "GET", "/suspense", id="list_suspense", summary="List money that nobody could place"
)
def list_suspense(
    visit: VisitIn,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> schemas.PaymentPage:
    """The longest waiting first. Assign it to an invoice basis, or send it back."""
    return _tell_waiting(WaitingPayment.SUSPENSE, limit, cursor, visit, language)


@operations.operation(
    "GET", "/payment-tasks", id="list_payment_tasks", summary="List payments to look into"
)
def list_payment_tasks(
    visit: VisitIn,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> schemas.PaymentPage:
    """Paid twice, too much, or on a voided basis; the longest waiting first."""
    return _tell_waiting(WaitingPayment.TASK, limit, cursor, visit, language)


@operations.operation(
    "GET",
    "/payments/<payment>",
    id="get_payment",
    summary="All of one payment",
    gives_version=True,
    refusals=("payment_missing",),
)
def get_payment(
    payment: schemas.PaymentInPath,
    visit: VisitIn,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> Response[schemas.Payment]:
    """Where its money is, and what staff should look into."""
    return _tell(find_payment(payment_key(payment), visit.desk.billing()), visit, language)


@operations.operation(
    "GET",
    "/payments/<payment>/assigning-preview",
    id="preview_assigning_payment",
    summary="Where would the money go?",
    refusals=_PLACING,
)
def preview_assigning_payment(
    payment: schemas.PaymentInPath,
    visit: VisitIn,
    invoice: Annotated[InvoiceReference, Query()],
) -> schemas.AssigningPreview:
    """What would be placed on which invoice basis, what would be over, and whether the limit would
    rise. Nothing is stored."""
    seen = preview_assigning(payment_key(payment), invoice, visit.desk.billing())
    customer = seen.after.account.customer
    return tell_assigning(seen, visit.desk.invoices().names([customer]).get(customer))


@operations.operation(
    "POST",
    "/payments/<payment>/assigning",
    id="assign_payment",
    summary="Place money that is in suspense",
    takes_version=True,
    gives_version=True,
    refusals=_PLACING,
    example={"invoice": "100001-0001", **_REASON},
)
def assign(
    payment: schemas.PaymentInPath,
    body: schemas.AssignPayment,
    visit: VisitIn,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> Response[schemas.Payment]:
    """What is more than is due settles other dispatched bases of the customer, oldest first; the
    rest is prepaid."""
    placed = assign_payment(
        payment_key(payment),
        body.invoice,
        visit.who,
        body.reason,
        visit.desk.billing(),
        seen=visit.version_seen,
    )
    return _tell(placed, visit, language)


@operations.operation(
    "POST",
    "/payments/<payment>/returning",
    id="return_payment",
    summary="Note that money was sent back",
    takes_version=True,
    gives_version=True,
    refusals=(*_REFUSALS, "currency_mismatch"),
    example={"amount": {"amount": "45.00", "currency": "SEK"}, **_REASON},
)
def give_back(
    payment: schemas.PaymentInPath,
    body: schemas.ReturnPayment,
    visit: VisitIn,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> Response[schemas.Payment]:
    """Of what is in suspense or prepaid. The bank is not told: send it there yourself."""
    returned = return_payment(
        payment_key(payment),
        body.amount.to_money(),
        visit.who,
        body.reason,
        visit.desk.billing(),
        seen=visit.version_seen,
    )
    return _tell(returned, visit, language)


@operations.operation(
    "POST",
    "/payments/<payment>/done",
    id="end_payment_task",
    summary="Take a payment off the list of those to look into",
    takes_version=True,
    gives_version=True,
    refusals=_REFUSALS,
    example=_REASON,
)
def end_payment_task(
    payment: schemas.PaymentInPath,
    body: Because,
    visit: VisitIn,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
) -> Response[schemas.Payment]:
    """Its money stays where it is."""
    desk = visit.desk.billing()
    done = end_task(payment_key(payment), visit.who, body.reason, desk, seen=visit.version_seen)
    return _tell(done, visit, language)


def _tell(payment: Payment, visit: Visit, language: Language) -> Response[schemas.Payment]:
    names = visit.desk.invoices().names([payment.customer] if payment.customer else [])
    return versioned(tell_payment(payment, names, language), payment.version)


def _tell_waiting(
    what: WaitingPayment, limit: int, cursor: str | None, visit: Visit, language: Language
) -> schemas.PaymentPage:
    found = visit.desk.payments().waiting(what, limit, visit.position(cursor))
    return _tell_page(found, visit, language)


def _tell_page(found: Listing[Payment], visit: Visit, language: Language) -> schemas.PaymentPage:
    customers = [payment.customer for payment in found.items if payment.customer]
    names = visit.desk.invoices().names(customers)
    return schemas.PaymentPage(
        items=[tell_payment(payment, names, language) for payment in found.items],
        next=visit.cursor(found.position),
    )
