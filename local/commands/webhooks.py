"""`agentline webhooks`: where events are sent, and what came of it."""

from typing import Annotated

import typer
from rich.console import Console

from agentline.domain.outgoing_event import EventType
from agentline.domain.webhook_delivery import DeliveryState
from local.commands.invocation import JsonOption, one_line_errors, stage_paths

webhooks_app = typer.Typer(
    help="Have events sent to your own systems, and see what came of it.",
    no_args_is_help=True,
)

EndpointArgument = Annotated[str, typer.Argument(metavar="ENDPOINT", help="The endpoint's id.")]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", help="The first day of events, like 2026-11-20; else a week back."),
]


@webhooks_app.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="Where to send events.")],
    event: Annotated[
        list[EventType] | None,
        typer.Option("--event", help="An event that is wanted, several times; else all are."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Have events sent to a URL from now on, and show the secret they are signed with.

    The secret is shown this once. Exits with 2 on a URL events may not be sent to.

    [dim]agentline webhooks add http://127.0.0.1:9100/hooks
    agentline webhooks add http://127.0.0.1:9100/hooks --event limit.raised[/]
    """
    with one_line_errors():
        from local.webhooks import add as run

        run(url, event or None, stage_paths(), Console(), as_json=as_json)


@webhooks_app.command("list")
def list_endpoints(as_json: JsonOption = False) -> None:
    """List the endpoints, and whether they are enabled.

    [dim]agentline webhooks list
    agentline webhooks list --json | jq '.endpoints[].url'[/]
    """
    with one_line_errors():
        from local.webhooks import list_endpoints as run

        run(stage_paths(), Console(), as_json=as_json)


@webhooks_app.command()
def disable(
    endpoint: EndpointArgument,
    why: Annotated[str, typer.Option("--why", help="The reason, kept with the endpoint.")],
    as_json: JsonOption = False,
) -> None:
    """Send nothing more there. What happens meanwhile is kept, and can be sent later.

    [dim]agentline webhooks disable ep_5f0c1b2a3d4e --why "is being moved"[/]
    """
    with one_line_errors():
        from local.webhooks import disable as run

        run(endpoint, why, stage_paths(), Console(), as_json=as_json)


@webhooks_app.command()
def enable(endpoint: EndpointArgument, as_json: JsonOption = False) -> None:
    """Send there again. What was missed is not sent by itself: see resend.

    [dim]agentline webhooks enable ep_5f0c1b2a3d4e[/]
    """
    with one_line_errors():
        from local.webhooks import enable as run

        run(endpoint, stage_paths(), Console(), as_json=as_json)


@webhooks_app.command()
def rotate(endpoint: EndpointArgument, as_json: JsonOption = False) -> None:
    """Make a new secret and show it; the old one signs beside it for 24 hours.

    [dim]agentline webhooks rotate ep_5f0c1b2a3d4e[/]
    """
    with one_line_errors():
        from local.webhooks import rotate as run

        run(endpoint, stage_paths(), Console(), as_json=as_json)


@webhooks_app.command()
def deliveries(
    endpoint: EndpointArgument,
    since: SinceOption = None,
    state: Annotated[
        DeliveryState | None, typer.Option("--state", help="Only deliveries in this state.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List deliveries, the newest event first, with every attempt in the JSON.

    [dim]agentline webhooks deliveries ep_5f0c1b2a3d4e --state failed
    agentline webhooks deliveries ep_5f0c1b2a3d4e --json | jq '.deliveries[].attempts'[/]
    """
    with one_line_errors():
        from local.webhooks import deliveries as run

        run(endpoint, since, state, stage_paths(), Console(), as_json=as_json)


@webhooks_app.command()
def resend(
    endpoint: EndpointArgument,
    event: Annotated[
        str | None,
        typer.Argument(metavar="[EVENT]", help="One event's id; else all that failed."),
    ] = None,
    since: SinceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send one event again, or all that failed, with all their retries.

    [dim]agentline webhooks resend ep_5f0c1b2a3d4e evt_20261123T101500Z_...
    agentline webhooks resend ep_5f0c1b2a3d4e --since 2026-11-20[/]
    """
    with one_line_errors():
        from local.webhooks import resend as run

        run(endpoint, event, since, stage_paths(), Console(), as_json=as_json)
