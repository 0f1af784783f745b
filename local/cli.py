"""The command line, `agentline`. Each command imports what it needs when it is called: `price`
answers without loading AWS."""

import io
import sys
from typing import Annotated

import typer
from rich.console import Console

from local.commands.addresses import addresses_app
from local.commands.exports import export_app
from local.commands.imports import import_app
from local.commands.invocation import JsonOption, one_line_errors, stage_paths
from local.commands.invoices import invoices_app
from local.commands.limit import limit_app
from local.commands.pay import pay
from local.commands.payments import payments_app
from local.commands.webhooks import webhooks_app
from local.paths import REPOSITORY

app = typer.Typer(
    name="agentline",
    help="AgentLine on one machine: ring the lines, see what calls cost, bill them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

bench_app = typer.Typer(help="Measure budgets, and write down what was measured.")
for name, sub_app in {
    "invoices": invoices_app,
    "payments": payments_app,
    "limit": limit_app,
    "addresses": addresses_app,
    "import": import_app,
    "export": export_app,
    "webhooks": webhooks_app,
    "bench": bench_app,
}.items():
    app.add_typer(sub_app, name=name, no_args_is_help=True)


def main() -> None:
    # Progress must be seen as it happens, also in a log file or a pipe.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    app()


@app.command()
def up(
    port: Annotated[
        int,
        typer.Option(min=1, max=65535, envvar="AGENTLINE_PORT", help="The port on 127.0.0.1."),
    ] = 4566,
    no_tour: Annotated[bool, typer.Option("--no-tour", help="Start without the tour.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Start the one-machine stage, play the tour, keep serving until Ctrl-C.

    This is what [bold]make run[/] does once everything is installed. The state
    survives a stop; [bold]make clean[/] forgets it.

    [dim]agentline up
    agentline up --no-tour
    AGENTLINE_STAGE_FOLDER=/tmp/second agentline up --port 14566[/]
    """
    with one_line_errors():
        from local.commands.up import up as run

        run(stage_paths(), port, Console(stderr=as_json), with_tour=not no_tour, as_json=as_json)


@app.command()
def tour(as_json: JsonOption = False) -> None:
    """Play the tour on the running stage.

    A known caller is charged; hidden numbers get in by code or end at customer
    service; a blacklisted caller hears why; a call is transferred, another cut
    when the credit ends; an unknown caller is registered before your eyes,
    uses up 1000 SEK, and is refused. Exits with 1 if the stage did not behave.

    [dim]agentline tour
    agentline tour --json | jq '.steps[].title'[/]
    """
    with one_line_errors():
        from local.commands.tour import tour as run

        run(stage_paths(), Console(), as_json=as_json)


@app.command()
def call(
    from_number: Annotated[
        str, typer.Option("--from", help="Who rings, in any spelling, or the word withheld.")
    ],
    to_number: Annotated[str, typer.Option("--to", help="The line that is rung.")],
    keys: Annotated[
        str, typer.Option(help="Keys pressed at each prompt in turn, parted by commas: 1,42#")
    ] = "",
    talk: Annotated[str, typer.Option(help="How long agents and caller talk.")] = "3m",
    no_answer: Annotated[
        bool, typer.Option("--no-answer", help="Nobody answers; the caller gives up.")
    ] = False,
    transfer_after: Annotated[
        str | None, typer.Option(help="The first agent passes the caller on after this talk.")
    ] = None,
    until_cut: Annotated[
        bool,
        typer.Option(
            "--until-cut", help="A live call whose credit ends in a moment: see it cut off."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Ring a line of the running stage: see the call, its charge, the account.

    The call is back-dated so that it ends now, or, with [bold]--until-cut[/], so
    that its paid time does. Exits with 2 on wrong input and with 1 when no
    stage runs.

    [dim]agentline call --from "070-174 06 24" --to "08-465 004 00" --talk 12m30s
    agentline call --from withheld --to +46846500400 --keys 20774158#
    agentline call --from 0701740624 --to 0846500410 --transfer-after 1m
    agentline call --from 0701740622 --to 0846500400 --until-cut[/]
    """
    with one_line_errors():
        from local.commands.call import CallRequest
        from local.commands.call import call as run

        request = CallRequest(
            from_number=from_number,
            to_number=to_number,
            keys=keys,
            talk=talk,
            no_answer=no_answer,
            transfer_after=transfer_after,
            until_cut=until_cut,
        )
        run(request, stage_paths(), Console(), as_json=as_json)


@app.command()
def replay(
    since: Annotated[
        str | None,
        typer.Option(
            help="The first day to look at, like 2026-03-10; without it, all that is kept."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list what would be rated again.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Have contact records rated again that could not be rated before.

    They were put aside in quarantine, with the reason; mend that first. What is
    still wrong with a record puts it aside anew. Records that were replayed
    before are not touched. Exits with 2 on wrong input and with 1 when no stage
    runs.

    [dim]agentline replay --dry-run
    agentline replay --since 2026-03-10
    agentline replay --json | jq '.records[].reason'[/]
    """
    with one_line_errors():
        from local.commands.replay import replay as run

        run(stage_paths(), since, Console(), is_dry_run=dry_run, as_json=as_json)


@app.command()
def reconcile(as_json: JsonOption = False) -> None:
    """Compare everything the running stage keeps with everything else.

    Checks the invariants over the whole table and lists orphans; asks the
    ledger whether it knows what is unpaid. Exits with 1 on any violation,
    orphan or row that cannot be read, and if the ledger gives no answer.

    [dim]agentline reconcile
    agentline reconcile --json | jq .violations[/]
    """
    with one_line_errors():
        from local.commands.reconcile import reconcile as run

        raise typer.Exit(run(stage_paths(), Console(), as_json=as_json))


@bench_app.command("call")
def bench_call(
    quick: Annotated[bool, typer.Option("--quick", help="Few rounds, for a first look.")] = False,
) -> None:
    """Measure what a call costs and write docs/performance.md.

    Cold start, rating, and read and write units, each against its budget.
    Exits with 1 if one is missed. Takes some minutes; needs no running stage.

    [dim]agentline bench call
    agentline bench call --quick[/]
    """
    with one_line_errors():
        from local.bench.call import bench_call as run

        raise typer.Exit(run(Console(), REPOSITORY / "docs" / "performance.md", quick))


@bench_app.command("api")
def bench_api(
    quick: Annotated[bool, typer.Option("--quick", help="Few rounds, for a first look.")] = False,
) -> None:
    """Measure warm reads of the staff API and write docs/performance.md.

    Each beside a function that only echoes, behind the same gateway and sign-in,
    on a stage of its own. Exits with 1 if the budget is missed. Takes a minute.

    [dim]agentline bench api
    agentline bench api --quick[/]
    """
    with one_line_errors():
        from local.bench.api import bench_api as run

        raise typer.Exit(run(Console(), REPOSITORY / "docs" / "performance.md", quick))


@bench_app.command("growth")
def bench_growth() -> None:
    """Count what every list reads as data grows and write docs/performance.md.

    Each list, search and report of the staff API is asked for its first page
    among 61 customers and among 20,041, with 200,400 orders, on an emulator of
    its own; units are counted. Exits with 1 if one grows. Takes some minutes.

    [dim]agentline bench growth[/]
    """
    with one_line_errors():
        from local.bench.growth.command import bench_growth as run

        raise typer.Exit(run(Console(), REPOSITORY / "docs" / "performance.md"))


@bench_app.command("web")
def bench_web() -> None:
    """Measure what scripts of staff's pages take and write docs/performance.md.

    Each page is opened in Chromium on a stage of its own with 20,000 customers.
    Exits with 1 if one keeps the browser from answering for more than 200 ms.
    Takes some minutes; the web interface must be built (make build).

    [dim]agentline bench web[/]
    """
    with one_line_errors():
        from local.bench.web import bench_web as run

        raise typer.Exit(run(Console(), REPOSITORY / "docs" / "performance.md"))


@app.command()
def price(as_json: JsonOption = False) -> None:
    """Price one call, described as JSON on standard input.

    Needed are rate_per_minute, start and talk_seconds. The others may be left
    out: first_seconds, increment_seconds, opening_fee, free_seconds,
    minimum_charge, maximum_charge, vat_percent, steps, bands, holidays,
    discounts. Amounts are text, VAT included. Exits with 2 on wrong input.

    [dim]echo '{"rate_per_minute": "20.00", "opening_fee": "5.00",
    "start": "2026-03-10T14:03:05Z", "talk_seconds": 61}' | agentline price[/]
    """
    with one_line_errors():
        from local.commands.price import price as run

        run(Console(), as_json=as_json)


app.command()(pay)
