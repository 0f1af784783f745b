"""Contact events from Amazon Connect: best effort, unordered, and not always spelled alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


class ContactEventError(ValueError):
    """The event lacks what the guard needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEvent:
    """An agent answered a contact, or a contact ended, at `at`. `call` is its root contact id."""

    kind: str
    contact: str
    call: str
    at: datetime


def read_contact_event(event: Mapping[str, Any]) -> ContactEvent:
    """The facts of a contact event. Raises ContactEventError naming what is missing."""
    detail = _lowered(event.get("detail"))
    kind, contact = detail.get("eventtype"), detail.get("contactid")
    if not isinstance(kind, str) or not isinstance(contact, str):
        raise ContactEventError("the event has no eventType or contactId")
    agent = _lowered(detail.get("agentinfo"))
    stated = {
        "CONNECTED_TO_AGENT": agent.get("connectedtoagenttimestamp"),
        "DISCONNECTED": detail.get("disconnecttimestamp"),
    }
    return ContactEvent(
        kind=kind,
        contact=contact,
        call=detail.get("initialcontactid") or contact,
        at=_instant(stated.get(kind) or event.get("time")),
    )


def _lowered(fields: object) -> dict[str, Any]:
    """Keys in one case: most samples are lowerCamel, a few PascalCase."""
    return (
        {name.lower(): value for name, value in fields.items()} if isinstance(fields, dict) else {}
    )


def _instant(text: object) -> datetime:
    try:
        instant = datetime.fromisoformat(str(text))
    except ValueError:
        raise ContactEventError("the event has no time") from None
    return instant.astimezone(UTC).replace(microsecond=0)
