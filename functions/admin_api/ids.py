"""Ids of things whose own name does not fit into an address: payments, orders."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from admin_api.problems import ProblemError
from agentline.domain.order_key import OrderKey

_INSTANT = r"[0-9]{8}T[0-9]{6}(?:\.[0-9]{6})?Z"
ORDER_ID = rf"([1-9][0-9]{{5,11}})_({_INSTANT})_([A-Za-z0-9~-]{{1,300}})(?:_({_INSTANT}))?"


def payment_id(key: str) -> str:
    """Of `<source>#<id>`, which banks and ledgers write as they like."""
    return urlsafe_b64encode(key.encode()).rstrip(b"=").decode()


def payment_key(id_: str) -> str:
    """The reverse. Raises ProblemError not_found for what is no such id."""
    try:
        key = urlsafe_b64decode(id_.encode() + b"=" * (-len(id_) % 4)).decode()
    except ValueError:
        raise _nothing() from None
    if payment_id(key) != id_:
        raise _nothing()
    return key


def order_id(key: OrderKey) -> str:
    """Customer, when it was initiated, contact or manual id, and of a correction the version of the
    record: 100001_20260310T120000Z_2b9a3c10-call."""
    parts = [key.customer, _compact(key.initiated_at), _plain(key.id)]
    return "_".join([*parts, _compact(key.version)] if key.version else parts)


def order_key(id_: str) -> OrderKey:
    """The reverse. Raises ProblemError not_found for what is no such id."""
    match = re.fullmatch(ORDER_ID, id_)
    if match is None:
        raise _nothing()
    customer, initiated_at, name, version = match.groups()
    try:
        key = OrderKey(
            customer=customer,
            initiated_at=datetime.fromisoformat(initiated_at),
            id=unquote(name.replace("~", "%"), errors="strict"),
            version=datetime.fromisoformat(version) if version else None,
        )
    except ValueError:
        raise _nothing() from None
    if order_id(key) != id_:
        raise _nothing()
    return key


def _compact(instant: datetime) -> str:
    utc = instant.astimezone(UTC)
    fraction = f".{utc.microsecond:06}" if utc.microsecond else ""
    return f"{utc:%Y%m%dT%H%M%S}{fraction}Z"


def _plain(name: str) -> str:
    """Connect's ids are letters, digits and hyphens; whatever else there is becomes ~ and hex."""
    escaped = quote(name, safe="")
    for unquoted in "_.~":
        escaped = escaped.replace(unquoted, f"%{ord(unquoted):02X}")
    return escaped.replace("%", "~")


def _nothing() -> ProblemError:
    return ProblemError("not_found", "There is nothing of this id.")
