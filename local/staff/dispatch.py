"""Drafts sent to the ledger, and what staff do about them there."""

import time
from collections.abc import Callable

from rich.console import Console
from rich.markup import escape

from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.invoice import Invoice
from agentline.domain.receivables import Actor
from agentline.domain.reference import read_reference
from agentline.services.billing_desk import BillingDesk, check_version, open_customer
from agentline.services.credit_basis import credit_basis, send_credit_notes
from agentline.services.dispatch_basis import mark_sent, reopen_basis, request_dispatch
from agentline.services.edit_basis import Side, see_basis
from agentline.services.preview_invoice import see_invoice
from agentline.services.review_basis import review_basis
from local.commands.billing_desk import at_desk
from local.commands.errors import CommandError
from local.commands.progress import say, waiting
from local.paths import StagePaths
from local.staff.deed import Deed, meanwhile, print_json
from local.staff.invoices import tell
from local.staff.invoices_as_json import view_as_json
from local.staff.invoices_shown import show_side, show_view
from local.staff.typed import check_reference, read_amount, read_day

LONGEST_WAIT_SECONDS = 60.0
_POLL_SECONDS = 0.2


def dispatch(
    reference: str,
    state: BasisState,
    version: int | None,
    deed: Deed,
    paths: StagePaths,
    console: Console,
) -> int:
    """Send a basis in that state, draft or dispatch_failed, to the ledger and wait for its answer.

    The exit code: 1 if the ledger would not have it. Raises CommandError.
    """
    check_reference(reference)
    deed.check()
    with at_desk(paths) as desk:
        seen = see_invoice(reference, desk)
        seen.basis.require(state)
        check_version(seen.basis, version)
        if not deed.as_json:
            _show_invoice(seen.invoice, console)
        deed.ask(f"Send it to the ledger ({desk.ledger_kind})?")
        request_dispatch(reference, deed.staff, deed.reason, desk, seen=seen.basis.version)
        with waiting("The ledger is waited for", meanwhile(console, as_json=deed.as_json)):
            basis = wait_for_ledger(reference, desk, LONGEST_WAIT_SECONDS)
        view = review_basis(reference, desk)
    if deed.as_json:
        print_json(view_as_json(view))
    else:
        say(_came_of(basis), console)
    return 1 if basis.state is BasisState.DISPATCH_FAILED else 0


def wait_for_ledger(reference: str, desk: BillingDesk, seconds: float) -> Basis:
    """The basis once it is not on its way any more. Raises CommandError after that time."""
    customer, number = read_reference(reference)
    deadline = time.monotonic() + seconds
    while True:
        basis = open_customer(customer, desk).books.basis(number)
        if basis.state is not BasisState.DISPATCHING:
            return basis
        if time.monotonic() >= deadline:
            raise CommandError(
                f"basis {reference} is still on its way after {seconds:.0f} s, and will be tried "
                f"for some minutes: see agentline invoices show {reference}"
            )
        # DynamoDB offers nothing to wait on.
        time.sleep(_POLL_SECONDS)


def reopen(
    reference: str, version: int | None, deed: Deed, paths: StagePaths, console: Console
) -> None:
    """Make a basis whose dispatch failed a draft again. Raises CommandError."""
    _do(
        reference,
        "Make it a draft again?",
        deed,
        paths,
        console,
        lambda desk, seen: reopen_basis(
            reference, deed.staff, deed.reason, desk, seen=version or seen.version
        ),
    )


def note_sent(
    reference: str,
    number: str,
    due_on: str | None,
    deed: Deed,
    paths: StagePaths,
    console: Console,
) -> None:
    """Note the fiscal number of an invoice that was made by hand. Raises CommandError."""
    due = read_day("--due-on", due_on) if due_on else None
    _do(
        reference,
        f"Note that it is invoice {number}?",
        deed,
        paths,
        console,
        lambda desk, seen: mark_sent(
            reference,
            number,
            due,
            Actor(who=deed.staff, why="sent by hand", at=desk.clock()),
            desk,
            seen=seen.version,
        ),
    )


def credit(
    reference: str,
    amount: str,
    version: int | None,
    deed: Deed,
    paths: StagePaths,
    console: Console,
) -> None:
    """Credit a dispatched basis, tell the ledger, and say what it answered. Raises CommandError.

    A ledger that does not answer is told again later, by itself.
    """
    check_reference(reference)
    asked = None if amount == "all" else read_amount("AMOUNT", amount)
    deed.check()
    with at_desk(paths) as desk:
        basis, _ = see_basis(reference, desk)
        off = asked or basis.payable - basis.credited
        deed.ask(f"Credit {off} on {reference}?")
        credit_basis(reference, off, deed.staff, deed.reason, desk, seen=version or basis.version)
        trouble = None
        try:
            send_credit_notes(reference, desk)
        except (LedgerRejectedError, LedgerUnavailableError) as error:
            trouble = str(error)
        view = review_basis(reference, desk)
    if deed.as_json:
        print_json({**view_as_json(view), "ledger_trouble": trouble})
        return
    show_view(view, console)
    say(f"[green]✓[/] {off} is credited.", console)
    if trouble:
        say(
            f"[yellow]The ledger did not take the credit note: {escape(trouble)}. It is told again "
            "by itself; do not credit twice.[/]",
            console,
        )


type _Act = Callable[[BillingDesk, Basis], Basis]


def _do(
    reference: str, question: str, deed: Deed, paths: StagePaths, console: Console, act: _Act
) -> None:
    check_reference(reference)
    deed.check()
    with at_desk(paths) as desk:
        basis, _ = see_basis(reference, desk)
        deed.ask(f"{reference}, {basis.state.value.replace('_', ' ')}. {question}")
        act(desk, basis)
        view = review_basis(reference, desk)
    tell(view, console, as_json=deed.as_json)


def _show_invoice(invoice: Invoice, console: Console) -> None:
    side = Side(lines=invoice.lines, vat=invoice.vat, payable=invoice.total)
    show_side(invoice.reference, side, console)
    buyer = invoice.buyer
    say(escape(f"{buyer.name}, {buyer.street}, {buyer.postcode} {buyer.city}"), console)
    if invoice.prepaid.minor:
        say(f"Paid in advance {invoice.prepaid}, left to pay {invoice.to_pay}", console)
    say(f"Due on {invoice.due_on}, OCR {invoice.ocr}", console)


def _came_of(basis: Basis) -> str:
    if basis.state is BasisState.DISPATCH_FAILED:
        words = escape(basis.trouble or "gives no reason")
        return f"[red]✗[/] The ledger did not take it: {words}"
    if basis.posting is None:
        return f"[green]✓[/] Nothing was left to pay: {basis.reference} is settled, unsent."
    posting = basis.posting
    return (
        f"[green]✓[/] Dispatched: invoice {escape(posting.number or 'without a number yet')}, "
        f"OCR {posting.ocr or 'none'}, due on {basis.due_on}, {basis.due} to pay."
    )
