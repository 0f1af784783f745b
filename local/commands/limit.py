"""`agentline limit`: a customer's credit, how it came to be, and by what rule it rises."""

from typing import Annotated

import typer
from rich.console import Console

from local.commands.invocation import JsonOption, one_line_errors, stage_paths
from local.commands.staff_options import CustomerArgument, WhoOption, WhyOption, YesOption

limit_app = typer.Typer(
    help="See and change a customer's credit limit, and by what rule it rises by itself.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


@limit_app.command()
def show(customer: CustomerArgument, as_json: JsonOption = False) -> None:
    """Show the limit, the rule it rises by in words, and its history.

    [dim]agentline limit show 100001
    agentline limit show 100001 --json | jq .history[/]
    """
    with one_line_errors():
        from local.staff.limits import show as run

        run(customer, stage_paths(), Console(), as_json=as_json)


@limit_app.command("set")
def change(
    customer: CustomerArgument,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="The new limit.")],
    why: WhyOption,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Give a customer another limit. A lower one may close the open basis there and then.

    [dim]agentline limit set 100001 2000 --why "known for years"[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.limits import change as run

        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        run(customer, amount, deed, stage_paths(), Console())


@limit_app.command()
def terms(
    customer: CustomerArgument,
    why: WhyOption,
    due_days: Annotated[
        str | None,
        typer.Option("--due-days", metavar="DAYS|default", help="When invoices are due."),
    ] = None,
    step: Annotated[
        str | None,
        typer.Option("--step", metavar="AMOUNT|default", help="What a payment raises by."),
    ] = None,
    cap: Annotated[
        str | None,
        typer.Option("--cap", metavar="AMOUNT|default", help="Where it rises no more."),
    ] = None,
    days: Annotated[
        str | None,
        typer.Option("--days", metavar="DAYS|default", help="In time is so long after it is due."),
    ] = None,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Agree on other terms with a customer; the word default goes back to everybody's.

    [dim]agentline limit terms 100001 --due-days 14 --why "as agreed by letter"
    agentline limit terms 100001 --step 0 --why "limit stays as it is"
    agentline limit terms 100001 --step default --cap default --why "agreement has ended"[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.limits import TermsTyped
        from local.staff.limits import agree as run

        typed = TermsTyped(due_days=due_days, step=step, cap=cap, days=days)
        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        run(customer, typed, deed, stage_paths(), Console())
