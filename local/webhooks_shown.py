"""Endpoints and deliveries as people and programs read them. Secrets are shown by one function."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from agentline.domain.webhook_delivery import Attempt, Delivery, Endpoint
from local.commands.progress import say

type Found = tuple[Delivery, Sequence[Attempt]]


def endpoint_as_json(endpoint: Endpoint) -> dict[str, Any]:
    """Without secrets. `events` is null for all events."""
    return {
        "endpoint": endpoint.id,
        "url": endpoint.url,
        "events": None if endpoint.types is None else sorted(endpoint.types),
        "state": endpoint.state.value,
        "reason": endpoint.reason,
        "changed_by": endpoint.changed_by,
        "changed_at": _instant(endpoint.changed_at),
        "failing_since": _instant(endpoint.failing_since),
        "previous_secret_until": _instant(endpoint.previous_until),
    }


def delivery_as_json(delivery: Delivery, attempts: Sequence[Attempt]) -> dict[str, Any]:
    return {
        "event": delivery.event,
        "type": delivery.type.value,
        "at": _instant(delivery.at),
        "state": delivery.state.value,
        "reason": delivery.reason,
        "next_attempt_at": _instant(delivery.next_at),
        "attempts": [
            {
                "at": _instant(attempt.at),
                "status": attempt.answer.status,
                "failure": attempt.answer.failure,
                "milliseconds": attempt.answer.milliseconds,
                "response": attempt.answer.excerpt,
            }
            for attempt in attempts
        ],
    }


def show_endpoints(endpoints: Sequence[Endpoint], console: Console) -> None:
    if not endpoints:
        say("No endpoint wants to be told: add one with agentline webhooks add URL.", console)
        return
    table = Table(title="Webhook endpoints", title_justify="left")
    for heading in ("Endpoint", "URL", "Events", "State"):
        table.add_column(heading, overflow="fold")
    for endpoint in endpoints:
        events = "all" if endpoint.types is None else ", ".join(sorted(endpoint.types))
        table.add_row(endpoint.id, escape(endpoint.url), events, escape(_state(endpoint)))
    console.print(table)


def show_secret(endpoint: Endpoint, console: Console) -> None:
    show_endpoints([endpoint], console)
    say("The secret, which is shown this once; verify every message with it:", console)
    console.print(endpoint.secret, markup=False, highlight=False, soft_wrap=True)
    if endpoint.previous_until:
        say(f"The one before signs too, until {_minute(endpoint.previous_until)} UTC.", console)


def show_deliveries(found: Sequence[Found], first: date, console: Console) -> None:
    if not found:
        say(f"No such delivery of an event since {first.isoformat()}.", console)
        return
    table = Table(title="Deliveries", title_justify="left")
    for heading in ("Event", "Type", "State", "Attempts", "Last answer"):
        table.add_column(heading, overflow="fold")
    for delivery, attempts in found:
        table.add_row(
            delivery.event,
            delivery.type.value,
            _delivery_state(delivery),
            str(delivery.attempts),
            escape(_last_answer(attempts)),
        )
    console.print(table)


def _state(endpoint: Endpoint) -> str:
    if endpoint.reason:
        return f"{endpoint.state.value}: {endpoint.reason}"
    if endpoint.failing_since:
        return f"{endpoint.state.value}, failing since {_minute(endpoint.failing_since)} UTC"
    return endpoint.state.value


def _delivery_state(delivery: Delivery) -> str:
    if delivery.next_at:
        return f"{delivery.state.value}, next {_minute(delivery.next_at)} UTC"
    return f"{delivery.state.value}: {delivery.reason}" if delivery.reason else delivery.state.value


def _last_answer(attempts: Sequence[Attempt]) -> str:
    if not attempts:
        return "none yet"
    answer = attempts[-1].answer
    told = answer.failure if answer.status is None else str(answer.status)
    return f"{told} in {answer.milliseconds} ms {answer.excerpt[:80]}".rstrip()


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat().replace("+00:00", "Z")
