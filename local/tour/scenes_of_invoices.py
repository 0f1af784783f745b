"""From the closed basis to the raised limit: what staff do, and what the ledger tells."""

from collections.abc import Iterator

from agentline.domain.account import Account
from agentline.domain.basis import Basis
from agentline.domain.basis_edit import LineReduction
from agentline.domain.basis_lines import line_id
from agentline.domain.basis_state import BasisState
from agentline.domain.catalogue import ServiceLine
from agentline.domain.money import Money
from agentline.services.dispatch_basis import request_dispatch
from agentline.services.edit_basis import edit_basis, preview_edit
from agentline.settings import OPENING_LIMIT
from local.connect.call import Call
from local.tour.exchange import CallReport, Exchange
from local.tour.office import Office
from local.tour.scene import OfficeScene, Scene, TourError, account_after, check_charged, require

STAFF = "anna (tour)"
WHY = "the line was noisy"
REDUCTION = Money(5_000, "SEK")
_TALK_SECONDS = 3 * 60


def scenes_of_invoices(
    exchange: Exchange, office: Office, line: ServiceLine, refused: CallReport
) -> Iterator[Scene | OfficeScene]:
    """Of the customer whose call was refused because a basis is unpaid."""
    account = account_after(refused)
    number = account.blocking_basis
    if number is None:
        raise TourError(f"nothing blocks customer {account.customer}")
    basis = office.basis(account.customer, number)
    yield _price_lowered(office, basis)
    yield _dispatched(office, basis)
    yield _paid(office, basis)
    yield _admitted_again(exchange, line, refused)


def _price_lowered(office: Office, basis: Basis) -> OfficeScene:
    customer, before = basis.customer, office.account(basis.customer)
    order = office.desk.book.orders_on(basis)[0]
    rule = LineReduction(line=line_id(order), reduction=REDUCTION)
    preview = preview_edit(basis.reference, rule, STAFF, WHY, office.desk)
    require(preview.difference == Money(0, "SEK") - REDUCTION, "the preview shows another price")
    require(office.basis(customer, basis.number) == basis, "the preview has changed the basis")
    edited = edit_basis(basis.reference, rule, STAFF, WHY, office.desk, seen=preview.version)
    require(edited.payable == preview.after.payable, "the edit did other than its preview")
    after = office.account(customer)
    fell = before.unpaid - after.unpaid
    require(fell == REDUCTION, f"{fell} less is unpaid, not {REDUCTION}")
    [(line_before, line_after)] = preview.changed_lines
    return OfficeScene(
        title="Staff lower the price of one call",
        told=f"The draft {basis.reference} can still be changed. Staff see what an edit would do "
        "before it is done.",
        rows=(
            ("line", line_before.text if line_before else ""),
            ("before", str(line_before.amount) if line_before else ""),
            ("after", f"{line_after.amount} ({WHY})" if line_after else ""),
            ("payable", f"{preview.before.payable} -> {edited.payable}"),
        ),
        account=after,
        checked=(
            "the preview changed nothing, the edit did exactly what it showed",
            f"the customer owes exactly {REDUCTION} less; the order itself keeps its price",
        ),
    )


def _dispatched(office: Office, basis: Basis) -> OfficeScene:
    customer = basis.customer
    request_dispatch(basis.reference, STAFF, "looked over", office.desk)
    sent = office.wait_for(
        customer, basis.number, lambda found: found.state.is_with_ledger, "dispatched"
    )
    posting = sent.posting
    received = office.receipt(basis.reference)
    if posting is None or received is None:
        raise TourError(f"the billing service has not got {basis.reference}")
    copy = office.desk.book.copy_of(customer, basis.number)
    require(copy is not None and copy.total == sent.payable, "the frozen copy has another total")
    require(
        received.number == posting.number, f"the ledger's number {received.number} is not recorded"
    )
    require(
        received.invoice.total == sent.payable.decimal,
        f"the ledger has a total of {received.invoice.total}",
    )
    return OfficeScene(
        title="The basis is dispatched",
        told="The state machine freezes a copy, submits it to the billing service and records what "
        "that made of it.",
        rows=(
            ("basis", f"{sent.reference}: {sent.state.value}"),
            ("invoice", f"number {posting.number}, OCR {posting.ocr}, due on {sent.due_on}"),
            ("to pay", str(sent.due)),
        ),
        account=office.account(customer),
        checked=(
            f"the billing service has one invoice of {sent.reference}, over exactly {sent.payable}",
            "number, OCR and due date are recorded on the basis",
        ),
    )


def _paid(office: Office, basis: Basis) -> OfficeScene:
    customer, before = basis.customer, office.account(basis.customer)
    payment = office.press_pay(basis.reference)
    event = payment.last_event
    require(event is not None and event.is_delivered, "the webhook did not take the payment")
    paid = office.wait_for(
        customer, basis.number, lambda found: found.state is BasisState.PAID, "paid"
    )
    after = office.account(customer)
    raised = after.limit - before.limit
    require(raised == Money(50_000, "SEK"), f"the limit rose by {raised}")
    require(before.limit == OPENING_LIMIT, f"the limit was {before.limit}")
    require(paid.due.is_zero and after.unpaid.is_zero, f"{after.unpaid} is still unpaid")
    require(after.blocking_basis is None, "the basis still blocks")
    return OfficeScene(
        title="The invoice is paid, and the limit rises by itself",
        told="Pay is pressed at the billing service. Its signed event comes to the webhook, and "
        "one transaction settles the basis, ends its block and raises the limit.",
        rows=(
            ("payment", f"{payment.id}: {paid.received}"),
            ("limit", f"{before.limit} -> {after.limit}"),
            ("policy", office.desk.terms.policy.words),
        ),
        account=after,
        checked=(
            f"exactly {paid.received} was received, nothing is unpaid and nothing blocks",
            f"the limit rose from {before.limit} to {after.limit}, once",
        ),
    )


def _admitted_again(exchange: Exchange, line: ServiceLine, refused: CallReport) -> Scene:
    caller = refused.played.call.from_number
    report = exchange.ring(
        Call(from_number=caller, to_number=line.number, talk_seconds=_TALK_SECONDS)
    )
    charge = check_charged(report)
    account: Account = account_after(report)
    require(account.open_basis.count >= 1, "the order is on no open basis")
    return Scene(
        title="The same caller is let in again",
        told="Nobody had to lift the block: the payment did.",
        report=report,
        checked=(f"the remaining credit fell by exactly {charge}",),
    )
