"""Payments on a running stage: listed, placed, returned, and entered by hand."""

import re
import time
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from agentline.domain.payment import Payment
from agentline.domain.regime import STOCKHOLM
from agentline.domain.waiting import WaitingPayment
from agentline.services.billing_desk import open_customer
from agentline.services.edit_basis import see_basis
from agentline.services.enter_payment import SOURCE, begin_settling, manual_payment
from agentline.services.list_waiting import list_payments
from agentline.services.review_basis import review_basis
from agentline.services.suspense import assign_payment, end_task, find_payment, return_payment
from local.commands.billing_desk import at_desk
from local.commands.errors import WrongInputError
from local.commands.progress import say, waiting
from local.paths import StagePaths
from local.staff.deed import Deed, meanwhile, print_json
from local.staff.invoices_as_json import view_as_json
from local.staff.invoices_shown import show_view
from local.staff.outcomes import LONGEST_WAIT_SECONDS, wait_for_outcome
from local.staff.payments_shown import payment_as_json, show_payment, show_payments
from local.staff.typed import (
    check_customer,
    check_payment,
    check_reference,
    read_amount,
    read_day,
)

_ID = re.compile(r"[A-Za-z0-9._:-]{1,100}")


def list_of_customer(customer: str, paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """All payments of one customer. Raises CommandError."""
    check_customer(customer)
    with at_desk(paths) as desk:
        open_customer(customer, desk)
        found = desk.book.payments_of(customer)
    _tell_list(found, f"Payments of customer {customer}", console, as_json=as_json)


def list_waiting_payments(
    what: WaitingPayment, paths: StagePaths, console: Console, *, as_json: bool
) -> None:
    """Payments nobody can place, or that staff must look into. Raises CommandError."""
    with at_desk(paths) as desk:
        found = list_payments(what, desk)
    is_suspense = what is WaitingPayment.SUSPENSE
    title = "In suspense" if is_suspense else "To look into"
    _tell_list(found, title, console, as_json=as_json)


def show(key: str, paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """One payment, and where its money is. Raises CommandError."""
    check_payment(key)
    with at_desk(paths) as desk:
        found = find_payment(key, desk)
    _tell(found, console, as_json=as_json)


def assign(key: str, reference: str, deed: Deed, paths: StagePaths, console: Console) -> None:
    """Place what is in suspense on a basis. Raises CommandError."""
    check_payment(key)
    check_reference(reference)
    deed.check()
    with at_desk(paths) as desk:
        payment, (basis, _) = find_payment(key, desk), see_basis(reference, desk)
        deed.ask(f"Place {payment.suspense} on {reference}, on which {basis.due} is due?")
        placed = assign_payment(key, reference, deed.staff, deed.reason, desk)
    _tell(placed, console, as_json=deed.as_json)


def give_back(key: str, amount: str, deed: Deed, paths: StagePaths, console: Console) -> None:
    """Note that money of a payment was sent back. Raises CommandError."""
    check_payment(key)
    returned = read_amount("AMOUNT", amount)
    deed.check()
    with at_desk(paths) as desk:
        deed.ask(f"Note that {returned} of {key} was sent back?")
        payment = return_payment(key, returned, deed.staff, deed.reason, desk)
    _tell(payment, console, as_json=deed.as_json)


def done(key: str, deed: Deed, paths: StagePaths, console: Console) -> None:
    """Staff have looked into what a payment needed. Raises CommandError."""
    check_payment(key)
    deed.check()
    with at_desk(paths) as desk:
        payment = end_task(key, deed.staff, deed.reason, desk)
    _tell(payment, console, as_json=deed.as_json)


def enter(
    reference: str,
    amount: str | None,
    day: str | None,
    payment_id: str | None,
    deed: Deed,
    paths: StagePaths,
    console: Console,
) -> None:
    """Enter a payment that no ledger and no file tells of. Raises CommandError.

    Its id, if none is given, is made of basis, day and amount: entered twice, it counts once.
    """
    check_reference(reference)
    paid = None if amount is None else read_amount("AMOUNT", amount)
    bank_date = read_day("--date", day) if day else None
    if payment_id is not None and not _ID.fullmatch(payment_id):
        raise WrongInputError("--id: 1 to 100 of the characters A-Z a-z 0-9 . _ : -")
    deed.check()
    with at_desk(paths) as desk:
        on = bank_date or desk.clock().astimezone(STOCKHOLM).date()
        name = payment_id or f"{reference}:{on}:{paid.decimal if paid else 'rest'}"
        key = f"{SOURCE}#{name}"
        taken = desk.book.taken_event(key)
        event = taken.event if taken else manual_payment(reference, paid, on, name, desk)
        if taken is None:
            deed.ask(f"Enter {event.amount} paid on {on} for {reference}?")
        is_new = begin_settling(event, desk)
        with waiting("The payment is settled", meanwhile(console, as_json=deed.as_json)):
            deadline = time.monotonic() + LONGEST_WAIT_SECONDS
            outcome = wait_for_outcome(key, desk, deadline)
        view = review_basis(reference, desk)
    if deed.as_json:
        told = {"payment": key, "known": not is_new, "outcome": outcome}
        print_json({**told, "invoice": view_as_json(view)})
        return
    show_view(view, console)
    words = outcome or "not settled yet: see agentline invoices show"
    known_words = "" if is_new else "Known already. "
    say(f"[green]✓[/] {known_words}{escape(key)}: {escape(words)}", console)


def _tell_list(found: Sequence[Payment], title: str, console: Console, *, as_json: bool) -> None:
    if as_json:
        print_json({"payments": [payment_as_json(payment) for payment in found]})
    else:
        show_payments(found, title, console)


def _tell(payment: Payment, console: Console, *, as_json: bool) -> None:
    if as_json:
        print_json(payment_as_json(payment))
    else:
        show_payment(payment, console)
