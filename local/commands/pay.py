"""`agentline pay`: a payment played on the running stage."""

from typing import Annotated

import typer
from rich.console import Console

from local.commands.invocation import JsonOption, one_line_errors, stage_paths
from local.commands.staff_options import ReferenceArgument
from local.staff.choices import Provider


def pay(
    reference: ReferenceArgument,
    amount: Annotated[
        str | None, typer.Option("--amount", help="What is paid; else all that remains.")
    ] = None,
    provider: Annotated[
        Provider | None,
        typer.Option("--as", help="Sign as this provider would, if it is the stage's ledger."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Have a dispatched basis paid, and see the limit rise.

    Presses Pay at the stage's billing service, whose signed event then comes to
    the webhook endpoint as any provider's would.

    [dim]agentline pay 100001-0001
    agentline pay 100001-0001 --amount 200
    agentline pay 100001-0001 --json | jq .limit[/]
    """
    with one_line_errors():
        from local.staff.paying import pay as run

        run(reference, amount, provider, stage_paths(), Console(), as_json=as_json)
