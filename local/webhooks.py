"""Webhook endpoints of a running stage, and their deliveries."""

import getpass
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from random import random
from secrets import token_hex

from rich.console import Console

from agentline.adapters.delivery_queue import SqsDeliveryQueue
from agentline.adapters.dynamodb.deliveries import KEPT, TableDeliveries
from agentline.adapters.dynamodb.endpoints import TableEndpoints
from agentline.adapters.outgoing.endpoint_urls import Network
from agentline.adapters.outgoing.postman import GuardedPostman
from agentline.domain.outgoing_event import EventIdError, EventType
from agentline.domain.receivables import Actor
from agentline.domain.webhook_delivery import Delivery, DeliveryState, Endpoint
from agentline.outgoing_ports import (
    DeliveryChangedError,
    DeliveryMissingError,
    EndpointMissingError,
    EndpointUrlError,
)
from agentline.services import webhook_endpoints as operator
from agentline.services.conflict import StillContestedError
from agentline.services.deliver_events import DeliveryDesk
from local.commands.endpoints import find_stage
from local.commands.errors import CommandError, WrongInputError
from local.commands.faults import stage_faults
from local.commands.progress import say
from local.connect.deployment import stack_outputs
from local.paths import StagePaths
from local.tour.stage import Stage
from local.webhooks_shown import (
    delivery_as_json,
    endpoint_as_json,
    show_deliveries,
    show_endpoints,
    show_secret,
)

_LOOKED_BACK = timedelta(days=7)


def add(
    url: str,
    types: Collection[EventType] | None,
    paths: StagePaths,
    console: Console,
    *,
    as_json: bool,
) -> None:
    """Add an endpoint and show its secret. Raises CommandError."""
    with _desk(paths) as desk:
        try:
            endpoint = operator.add_endpoint(url, types, token_hex(6), _by(), desk)
        except EndpointUrlError as error:
            raise WrongInputError(f"the URL {error}") from error
    _tell_secret(endpoint, console, as_json=as_json)


def list_endpoints(paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """Raises CommandError."""
    with _desk(paths) as desk:
        endpoints = desk.endpoints.all()
    if as_json:
        _print_json({"endpoints": [endpoint_as_json(endpoint) for endpoint in endpoints]})
    else:
        show_endpoints(endpoints, console)


def disable(endpoint: str, why: str, paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """Raises CommandError."""
    if not why.strip():
        raise WrongInputError("--why: say a reason")
    with _desk(paths) as desk:
        changed = operator.disable_endpoint(endpoint, _by(why.strip()), desk.endpoints)
    _tell(changed, console, as_json=as_json)


def enable(endpoint: str, paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """Raises CommandError."""
    with _desk(paths) as desk:
        changed = operator.enable_endpoint(endpoint, _by(), desk.endpoints)
    _tell(changed, console, as_json=as_json)


def rotate(endpoint: str, paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """Make a new secret and show it. Raises CommandError."""
    with _desk(paths) as desk:
        changed = operator.rotate_secret(endpoint, token_hex(6), _by(), desk.endpoints)
    _tell_secret(changed, console, as_json=as_json)


def deliveries(
    endpoint: str,
    since: str | None,
    state: DeliveryState | None,
    paths: StagePaths,
    console: Console,
    *,
    as_json: bool,
) -> None:
    """List deliveries with their attempts. Raises CommandError."""
    first = read_day(since, datetime.now(UTC).date())
    with _desk(paths) as desk:
        found = [
            (delivery, desk.deliveries.attempts(delivery))
            for delivery in _found(endpoint, first, state, desk)
        ]
    if as_json:
        _print_json({"deliveries": [delivery_as_json(*each) for each in found]})
    else:
        show_deliveries(found, first, console)


def resend(
    endpoint: str,
    event: str | None,
    since: str | None,
    paths: StagePaths,
    console: Console,
    *,
    as_json: bool,
) -> None:
    """Send one event again, or all that failed. Raises CommandError."""
    if event is not None and since is not None:
        raise WrongInputError("give either an event or --since")
    first = read_day(since, datetime.now(UTC).date())
    with _desk(paths) as desk:
        if event is None:
            chosen = list(_found(endpoint, first, DeliveryState.FAILED, desk))
        else:
            chosen = [desk.deliveries.find(endpoint, event)]
        operator.resend(chosen, _by(), desk)
    if as_json:
        _print_json({"resent": [delivery.event for delivery in chosen]})
    else:
        number = f"{len(chosen)} event" + ("" if len(chosen) == 1 else "s")
        say(f"[green]✓[/] {number} to be sent in a moment.", console)


def read_day(text: str | None, today: date) -> date:
    """The first day to look at, a week back if none is given. Raises WrongInputError."""
    if text is None:
        return today - _LOOKED_BACK
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise WrongInputError(
            f"--since: {text[:40]!r} is no day, write it like {today.isoformat()}"
        ) from None
    if day > today:
        raise WrongInputError(f"--since: {day.isoformat()} is still to come")
    return max(day, today - KEPT)


def _found(
    endpoint: str, since: date, state: DeliveryState | None, desk: DeliveryDesk
) -> Iterator[Delivery]:
    desk.endpoints.find(endpoint)
    return operator.find_deliveries(endpoint, since, desk.clock().date(), state, desk.deliveries)


@contextmanager
def _desk(paths: StagePaths) -> Iterator[DeliveryDesk]:
    """The desk on the running stage, its faults told in one line."""
    stage = find_stage(paths)
    with stage_faults(stage.log):
        stage.open_store()
        try:
            yield delivery_desk(stage)
        except (EndpointMissingError, DeliveryMissingError, EventIdError) as error:
            raise WrongInputError(str(error)) from error
        except (
            operator.EndpointDisabledError,
            operator.DeliveryPendingError,
            DeliveryChangedError,
            StillContestedError,
        ) as error:
            raise CommandError(str(error)) from error


def delivery_desk(stage: Stage) -> DeliveryDesk:
    """On a stage whose store is open. Endpoints may be on this machine too."""
    client = stage.session().client
    outputs = stack_outputs(
        client("cloudformation", endpoint_url=stage.endpoint_url),
        f"AgentLine-{stage.name}-Invoicing",
    )
    return DeliveryDesk(
        endpoints=TableEndpoints(),
        deliveries=TableDeliveries(),
        queue=SqsDeliveryQueue(
            outputs["DeliveryQueueUrl"], client("sqs", endpoint_url=stage.endpoint_url)
        ),
        postman=GuardedPostman(Network.ANY),
        clock=lambda: datetime.now(UTC).replace(microsecond=0),
        jitter=random,
        count=lambda _name: None,
    )


def _by(why: str = "asked for on the command line") -> Actor:
    return Actor(who=f"cli:{getpass.getuser()}", why=why, at=datetime.now(UTC))


def _tell(endpoint: Endpoint, console: Console, *, as_json: bool) -> None:
    if as_json:
        _print_json(endpoint_as_json(endpoint))
    else:
        show_endpoints([endpoint], console)


def _tell_secret(endpoint: Endpoint, console: Console, *, as_json: bool) -> None:
    if as_json:
        _print_json(endpoint_as_json(endpoint) | {"secret": endpoint.secret})
    else:
        show_secret(endpoint, console)


def _print_json(document: object) -> None:
    print(json.dumps(document, ensure_ascii=False))
