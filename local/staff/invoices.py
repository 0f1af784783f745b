"""Invoice bases on a running stage: listed, shown, downloaded."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape

from agentline.adapters.invoice_documents.document import write_document
from agentline.domain.invoice import DocumentFormat
from agentline.domain.waiting import Waiting, waits_for
from agentline.services.list_waiting import MOST_LISTED, list_bases, list_waiting
from agentline.services.preview_invoice import see_invoice
from agentline.services.review_basis import BasisView, review_basis
from local.commands.billing_desk import at_desk
from local.commands.output import write_file
from local.commands.progress import say
from local.paths import StagePaths
from local.staff.deed import print_json
from local.staff.invoices_as_json import basis_as_json, view_as_json
from local.staff.invoices_shown import show_list, show_view
from local.staff.typed import check_customer, check_reference


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
        view = review_basis(reference, desk)
    tell(view, console, as_json=as_json)


def tell(view: BasisView, console: Console, *, as_json: bool) -> None:
    if as_json:
        print_json(view_as_json(view))
    else:
        show_view(view, console)


def download(
    reference: str,
    form: DocumentFormat,
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
        write_file(out, document)
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
