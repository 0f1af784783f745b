"""`agentline addresses`: whether customers' addresses are current, and what staff decide."""

from typing import Annotated

import typer
from rich.console import Console

from local.commands.invocation import JsonOption, one_line_errors, stage_paths

addresses_app = typer.Typer(
    help="See whether customers' addresses are current, and decide where the directory differs.",
    no_args_is_help=True,
)

CustomerArgument = Annotated[str, typer.Argument(metavar="CUSTOMER", help="The customer number.")]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, kept with the decision.")]
SeenOption = Annotated[
    str | None,
    typer.Option(
        "--seen", help="What was decided about, as list and show name it: nothing else is touched."
    ),
]


@addresses_app.command("list")
def list_undecided(as_json: JsonOption = False) -> None:
    """List the customers whose address waits for a decision, longest first.

    [dim]agentline addresses list
    agentline addresses list --json | jq '.waiting[].customer'[/]
    """
    with one_line_errors():
        from local.addresses import list_undecided as run

        run(stage_paths(), Console(), as_json=as_json)


@addresses_app.command()
def show(customer: CustomerArgument, as_json: JsonOption = False) -> None:
    """Show what the register and the directory say, side by side, and since when.

    [dim]agentline addresses show 100001
    agentline addresses show 100001 --json | jq .finding.found[/]
    """
    with one_line_errors():
        from local.addresses import show as run

        run(customer, stage_paths(), Console(), as_json=as_json)


@addresses_app.command()
def check(
    customer: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help="The customer number.")
    ] = None,
    all_older_than: Annotated[
        int | None,
        typer.Option(
            "--all-older-than", min=1, max=3650, metavar="DAYS", help="Everybody not asked since."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Ask the directory again, about one customer or about all of that age.

    What differs is kept for staff; the register stays as it is. A run that was
    interrupted goes on when it is started again. Exits with 1 if the directory
    gave no answer, and with 2 on wrong input.

    [dim]agentline addresses check 100001
    agentline addresses check --all-older-than 90[/]
    """
    with one_line_errors():
        from local.addresses import check as run

        code = run(customer, all_older_than, stage_paths(), Console(), as_json=as_json)
        raise typer.Exit(code)


@addresses_app.command()
def accept(
    customer: CustomerArgument, why: WhyOption, seen: SeenOption = None, as_json: JsonOption = False
) -> None:
    """Take the directory's name and address into the register.

    Refused if they are another customer's, or are no longer what was seen.

    [dim]agentline addresses accept 100001 --why "has moved, told us on the phone"[/]
    """
    with one_line_errors():
        from agentline.domain.address_file import Choice
        from local.addresses import decide as run

        run(customer, Choice.ACCEPTED, why, seen, stage_paths(), Console(), as_json=as_json)


@addresses_app.command()
def keep(
    customer: CustomerArgument, why: WhyOption, seen: SeenOption = None, as_json: JsonOption = False
) -> None:
    """Keep the register's name and address, until the directory says something else.

    [dim]agentline addresses keep 100001 --why "the directory is behind, asked the customer"[/]
    """
    with one_line_errors():
        from agentline.domain.address_file import Choice
        from local.addresses import decide as run

        run(customer, Choice.KEPT, why, seen, stage_paths(), Console(), as_json=as_json)
