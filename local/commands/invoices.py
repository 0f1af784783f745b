"""`agentline invoices`: drafts looked over and changed, dispatched, followed until paid."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from agentline.domain.invoice import DocumentFormat
from agentline.domain.waiting import Waiting
from local.commands import invoice_dispatch, invoice_edits
from local.commands.invocation import JsonOption, one_line_errors, stage_paths
from local.commands.staff_options import ReferenceArgument

invoices_app = typer.Typer(
    help="Look over invoice bases, change drafts, dispatch them, follow them until they are paid.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


@invoices_app.command("list")
def list_invoices(
    state: Annotated[Waiting | None, typer.Option("--state", help="What they wait for.")] = None,
    customer: Annotated[
        str | None, typer.Option("--customer", help="All of one customer, settled ones too.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List the bases for which something is still to come, longest waiting first.

    Drafts wait for you, failed dispatches too; dispatching ones for the ledger,
    due and overdue ones for money.

    [dim]agentline invoices list
    agentline invoices list --state draft
    agentline invoices list --customer 100001 --json | jq '.invoices[].due'[/]
    """
    with one_line_errors():
        from local.staff.invoices import list_invoices as run

        run(state, customer, stage_paths(), Console(), as_json=as_json)


@invoices_app.command()
def show(reference: ReferenceArgument, as_json: JsonOption = False) -> None:
    """Show a basis: lines, VAT by rate, edits, payments, what the ledger said.

    The version is what --version of the other commands is about.

    [dim]agentline invoices show 100001-0001
    agentline invoices show 100001-0001 --json | jq .lines[/]
    """
    with one_line_errors():
        from local.staff.invoices import show as run

        run(reference, stage_paths(), Console(), as_json=as_json)


@invoices_app.command()
def download(
    reference: ReferenceArgument,
    form: Annotated[
        DocumentFormat, typer.Option("--format", help="Of the document.")
    ] = DocumentFormat.HTML,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it there.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the document of a basis, to standard output if no file is named.

    What was dispatched stays as it was then. A draft gives a preview, whose
    reference ends in -DRAFT: nothing of it is fixed yet.

    [dim]agentline invoices download 100001-0001 --out basis.html
    agentline invoices download 100001-0001 --format csv > basis.csv[/]
    """
    with one_line_errors():
        from local.staff.invoices import download as run

        run(reference, form, out, stage_paths(), Console(), as_json=as_json)


for command in (
    invoice_edits.edit,
    invoice_edits.undo,
    invoice_edits.move,
    invoice_edits.close,
    invoice_edits.void,
    invoice_dispatch.dispatch,
    invoice_dispatch.retry,
    invoice_dispatch.reopen,
    invoice_dispatch.credit,
    invoice_dispatch.mark_sent,
    invoice_dispatch.mark_paid,
):
    invoices_app.command()(command)
