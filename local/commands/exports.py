"""`agentline export`: what is kept, for a spreadsheet or another program."""

from pathlib import Path
from typing import Annotated

import typer

from local.commands.invocation import one_line_errors, stage_paths
from local.commands.staff_options import CustomerArgument
from local.exports.formats import ExportFormat

export_app = typer.Typer(
    help="Write what is kept into files: for a spreadsheet, another program, a person.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write it there, not to standard output."),
]
FormatOption = Annotated[ExportFormat, typer.Option("--format", help="Of what is written.")]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="The first day, like 2026-03-10.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="The last day; else today.")
]


@export_app.command()
def customers(form: FormatOption = ExportFormat.CSV, out: OutOption = None) -> None:
    """Write all customers, with their numbers, price list and limit.

    The newest first; closed, merged and erased ones too: see the column status.
    What [bold]agentline import customers[/] knows is named as there.

    [dim]agentline export customers --out customers.csv
    agentline export customers --format json | jq '.[].numbers'[/]
    """
    _export("customers", form, out)


@export_app.command()
def orders(
    since: SinceOption = None,
    until: UntilOption = None,
    form: FormatOption = ExportFormat.CSV,
    out: OutOption = None,
) -> None:
    """Write orders: calls, corrections of them, what staff entered.

    Of the last 30 days, unless you say which. Days are Stockholm's, by when a
    call began.

    [dim]agentline export orders --since 2026-01-01 --until 2026-12-31 --out orders.csv
    agentline export orders --format json | jq '.[].amount.amount'[/]
    """
    _export("orders", form, out, since, until)


@export_app.command()
def invoices(form: FormatOption = ExportFormat.CSV, out: OutOption = None) -> None:
    """Write all closed invoice bases: what waits, then what is settled.

    The lines of one: [bold]agentline invoices download[/].

    [dim]agentline export invoices --out invoices.csv
    agentline export invoices --format json | jq '.[].due.amount'[/]
    """
    _export("invoices", form, out)


@export_app.command()
def payments(
    since: SinceOption = None,
    until: UntilOption = None,
    form: FormatOption = ExportFormat.CSV,
    out: OutOption = None,
) -> None:
    """Write the payments that came in, and where their money is.

    Of the last 30 days, unless you say which. Days are UTC's, by when we were
    told.

    [dim]agentline export payments --since 2026-11-01 --out payments.csv[/]
    """
    _export("payments", form, out, since, until)


@export_app.command()
def audit(
    since: SinceOption = None,
    until: UntilOption = None,
    form: FormatOption = ExportFormat.CSV,
    out: OutOption = None,
) -> None:
    """Write the audit trail: who changed what, and why.

    Of the last 7 days, unless you say which. Days are UTC's. Of people's deeds
    only; what the system did of a customer is in [bold]agentline export person[/].

    [dim]agentline export audit --since 2026-11-01 --until 2026-11-30 --out audit.csv[/]
    """
    _export("audit", form, out, since, until)


@export_app.command()
def pricelist(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="Its version in force; NAME@2026-01-01 that of then."),
    ],
    form: FormatOption = ExportFormat.CSV,
    out: OutOption = None,
) -> None:
    """Write a version of a price list, with every article and its tariff.

    As CSV it can be changed and given to [bold]agentline import pricelist[/].

    [dim]agentline export pricelist basic --out basic.csv
    agentline export pricelist basic@2026-01-01 --format json | jq '.articles[].number'[/]
    """
    with one_line_errors():
        from local.exports.prices import export_prices as run

        run(name, form, out, stage_paths())


@export_app.command()
def person(customer: CustomerArgument, out: OutOption = None) -> None:
    """Write all that is kept of a person, as JSON, to hand it over.

    Whoever was merged into the customer is the same person, and included.

    [dim]agentline export person 100001 --out person.json
    agentline export person 100001 | jq '.orders[].explanation'[/]
    """
    with one_line_errors():
        from local.exports.person import export_person as run

        run(customer, out, stage_paths())


def _export(
    name: str,
    form: ExportFormat,
    out: Path | None,
    since: str | None = None,
    until: str | None = None,
) -> None:
    with one_line_errors():
        from local.exports.writing import export_list as run

        run(name, since, until, form, out, stage_paths())
