"""`agentline import`: files of others."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from local.commands.invocation import JsonOption, one_line_errors, stage_paths

import_app = typer.Typer(
    help="Take in files of others: customers, prices, payments.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

CsvArgument = Annotated[
    Path, typer.Argument(metavar="FILE.csv", help="UTF-8, with semicolons or commas.")
]
DoItOption = Annotated[
    bool, typer.Option("--yes", "-y", help="Do it; else only what would come of it is told.")
]
ReasonOption = Annotated[
    str | None,
    typer.Option("--why", help="The reason, kept in the audit trail; else the file's name."),
]


@import_app.command()
def customers(
    file: CsvArgument,
    yes: DoItOption = False,
    why: ReasonOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register customers, one a line. Without --yes it only tells what would come of each line.

    The header names the columns, in any order. Needed are [bold]name[/], [bold]street[/],
    [bold]postcode[/] and [bold]city[/]. May be left out, or be empty: [bold]country[/] (else SE),
    [bold]language[/] (sv or en), [bold]email[/], [bold]numbers[/] (telephone numbers in any
    spelling, parted by commas), [bold]tags[/] (likewise), [bold]price_list[/], [bold]limit[/]
    (the opening one) and [bold]limit_currency[/] (else SEK).

    Each line is new (registered, with --yes), known (a customer has this name
    and address already, and stays as they are), refused (a number is somebody
    else's, there is no such price list), or wrong. A file can be given again,
    also after a run that broke off: nobody is registered twice. Exits with 1 if
    a line is refused or wrong, and with 2 for a file that is no such table.

    [dim]name;street;postcode;city;numbers;tags;limit
    Siv Exempel;Provgatan 1;123 45;Exempelby;070-174 06 70;vip;2000

    agentline import customers customers.csv
    agentline import customers customers.csv --yes --why "from the old system"
    agentline import customers customers.csv --json | jq .totals[/]
    """
    with one_line_errors():
        from local.imports.customers import import_customers as run
        from local.imports.customers_shown import customers_as_json, show_customers
        from local.staff.deed import meanwhile, print_json

        console = Console()
        shown = meanwhile(console, as_json=as_json)
        results = run(file, _reason(why, file), stage_paths(), shown, is_dry_run=not yes)
        if as_json:
            print_json(customers_as_json(results, is_dry_run=not yes))
        else:
            show_customers(results, console, is_dry_run=not yes)
        raise typer.Exit(1 if any(result.is_problem for result in results) else 0)


@import_app.command()
def pricelist(
    file: CsvArgument,
    name: Annotated[str, typer.Option("--name", help="The price list; a new name makes one.")],
    valid_from: Annotated[
        str,
        typer.Option(
            "--valid-from",
            metavar="DAY|INSTANT",
            help="When the version begins: midnight in Stockholm of a day, or an instant.",
        ),
    ],
    yes: DoItOption = False,
    why: ReasonOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a version to a price list. Without --yes it only tells what would change.

    The version has exactly the articles of the file, one a line, in the columns
    that [bold]agentline export pricelist[/] writes. It begins two minutes ahead or
    later; calls keep the price they began with. A file with an error in any line
    is not stored at all, and exits with 1.

    [dim]agentline export pricelist basic --out basic.csv
    agentline import pricelist basic.csv --name basic --valid-from 2027-01-01
    agentline import pricelist basic.csv --name basic --valid-from 2027-01-01 --yes[/]
    """
    with one_line_errors():
        from local.imports.prices import import_prices as run
        from local.imports.prices import show_prices
        from local.staff.deed import meanwhile, print_json
        from local.staff.typed import read_instant

        console, instant = Console(), read_instant("--valid-from", valid_from)
        shown = meanwhile(console, as_json=as_json)
        told = run(
            file, name, instant, _reason(why, file), stage_paths(), shown, is_dry_run=not yes
        )
        if as_json:
            print_json(told)
        else:
            show_prices(told, instant, console)
        raise typer.Exit(1 if told["errors"] else 0)


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
        from local.imports.payments import import_payments as run
        from local.imports.payments import show_payments
        from local.staff.deed import meanwhile, print_json

        console = Console()
        told = run(file, stage_paths(), meanwhile(console, as_json=as_json), is_dry_run=dry_run)
        if as_json:
            print_json(told)
        else:
            show_payments(told, console)
        raise typer.Exit(1 if told["problems"] else 0)


def _reason(why: str | None, file: Path) -> str:
    """Raises WrongInputError for one that says nothing."""
    from agentline.adapters.plain_text import make_plain
    from local.staff.typed import check_why

    return check_why(f"imported from {make_plain(file.name)[:200]}" if why is None else why)
