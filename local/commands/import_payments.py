"""`agentline import`: files of others."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from local.commands.invocation import JsonOption, one_line_errors, stage_paths

import_app = typer.Typer(
    help="Take in files of others.", no_args_is_help=True, rich_markup_mode="rich"
)


# A callback keeps `payments` a word of its own while it is the only one.
@import_app.callback()
def take_in() -> None:
    """Take in files of others."""


@import_app.command()
def payments(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="camt.054 (02, 08) or Bg Max.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would come of each entry.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Take in a bank's file of payments. It can be given again: what is known stays as it is.

    A payment goes to the basis its OCR number or text names. If it names only a
    customer number, it goes to the one dispatched basis of that customer on
    which exactly this amount is due. The rest waits in suspense. Exits with 1
    if an entry has a problem, and with 2 for a file that cannot be trusted.

    [dim]agentline import payments camt054.xml --dry-run
    agentline import payments camt054.xml
    agentline import payments camt054.xml --json | jq .totals[/]
    """
    with one_line_errors():
        from local.staff.payment_import import import_payments as run

        code = run(file, stage_paths(), Console(), is_dry_run=dry_run, as_json=as_json)
        raise typer.Exit(code)
