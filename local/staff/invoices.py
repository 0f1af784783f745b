"""Invoice bases on a running stage: listed, shown, downloaded."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from agentline.adapters.invoice_documents.csv_document import invoice_csv
from agentline.adapters.invoice_documents.html_document import invoice_html
from agentline.adapters.invoice_documents.json_document import invoice_json
from agentline.domain.invoice import Invoice
from agentline.domain.reference import read_reference
from agentline.services.billing_desk import BillingDesk
from agentline.services.edit_basis import see_basis
from agentline.services.list_waiting import (
    MOST_LISTED,
    Waiting,
    list_bases,
    list_waiting,
    waits_for,
)
from agentline.services.preview_invoice import InvoiceSeen, see_invoice
from local.commands.billing_desk import at_desk
from local.commands.errors import CommandError
from local.commands.progress import say
from local.paths import StagePaths
from local.staff.choices import Format
from local.staff.deed import print_json
from local.staff.invoices_as_json import BasisView, basis_as_json, view_as_json
from local.staff.invoices_shown import show_list, show_view
from local.staff.typed import check_customer, check_reference

_WRITERS: dict[Format, Callable[[Invoice], str]] = {
    Format.HTML: invoice_html,
    Format.CSV: invoice_csv,
    Format.JSON: invoice_json,
}


def list_invoices(
    state: Waiting | None,
    customer: str | None,
    paths: StagePaths,
    console: Console,
    *,
    as_json: bool,
) -> None:
    """Those that wait for something, or all of one customer. Raises CommandError."""
    if customer is not None:
        check_customer(customer)
    with at_desk(paths) as desk:
        if customer is None:
            found = list_waiting(state, desk)
        else:
            found = list_bases(customer, desk)
            found = [basis for basis in found if state is None or waits_for(basis) is state]
    if as_json:
        print_json({"invoices": [basis_as_json(basis) for basis in found]})
        return
    show_list(found, console)
    if len(found) >= MOST_LISTED:
        say(f"Only the first {MOST_LISTED:,} are shown.", console)


def show(reference: str, paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """All that is known of one basis. Raises CommandError."""
    check_reference(reference)
    with at_desk(paths) as desk:
        view = see(reference, desk)
    tell(view, console, as_json=as_json)


def see(reference: str, desk: BillingDesk) -> BasisView:
    """A basis with its lines, its payments and how the limit rises."""
    basis, side = see_basis(reference, desk)
    customer, number = read_reference(reference)
    payments = desk.book.payments_of(customer)
    policy = desk.terms.policy_of(desk.book.own_terms(customer))
    return BasisView(
        basis=basis,
        side=side,
        payments=tuple(payment for payment in payments if number in payment.applied),
        policy=policy.words,
    )


def tell(view: BasisView, console: Console, *, as_json: bool) -> None:
    if as_json:
        print_json(view_as_json(view))
    else:
        show_view(view, console)


def download(
    reference: str,
    form: Format,
    out: Path | None,
    paths: StagePaths,
    console: Console,
    *,
    as_json: bool,
) -> None:
    """The document of a basis, to a file or to standard output. Raises CommandError."""
    check_reference(reference)
    with at_desk(paths) as desk:
        seen = see_invoice(reference, desk)
    document = write_document(seen, form)
    if out is not None:
        _write(out, document)
    if as_json:
        print_json(
            {
                "reference": reference,
                "format": form.value,
                "is_preview": seen.is_preview,
                "file": str(out) if out else None,
                "document": None if out else document,
            }
        )
    elif out is None:
        print(document, end="")
    else:
        what = "a preview: nothing of it is fixed yet" if seen.is_preview else "as dispatched"
        say(f"[green]✓[/] {escape(str(out))} is written, {what}.", console)


def write_document(seen: InvoiceSeen, form: Format) -> str:
    """The copy as it was frozen. A preview bears another reference, so that nobody sends it."""
    invoice = seen.invoice
    if seen.is_preview:
        invoice = replace(invoice, reference=f"{invoice.reference}-DRAFT")
    return _WRITERS[form](invoice)


def _write(out: Path, document: str) -> None:
    try:
        # Exactly as written: the lines of CSV end as they must already.
        out.write_text(document, encoding="utf-8", newline="")
    except OSError as error:
        raise CommandError(f"{out} cannot be written: {error.strerror}") from error
