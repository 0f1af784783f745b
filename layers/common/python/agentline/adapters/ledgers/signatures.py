"""How messages are signed: Standard Webhooks, Stripe and Billogram, each over the raw body.

Several secrets are a rotation: signed with every one, verified by any one. A message is refused
when its time is more than five minutes from now, in either direction. Ids are for the caller to
remember: within those minutes a message can be replayed.

Headers come from anybody: whatever is wrong with them is ForgedMessageError. Signatures are
compared as the text they must be, in constant time, so that nothing foreign is ever decoded.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest
from typing import Annotated

from pydantic import AfterValidator, Field

from agentline.billing_ports import ForgedMessageError

TOLERANCE_SECONDS = 300

_PREFIX = "whsec_"
_SECRET_BYTES = range(24, 65)  # what Standard Webhooks demands
_LONGEST_HEADER = 4_096
_MESSAGE_ID = re.compile(r"[!-~]{1,256}")
_UNIX_SECONDS = re.compile(r"[0-9]{1,12}")
_UNIX_SECONDS_AND_FRACTION = re.compile(r"[0-9]{1,12}(\.[0-9]{1,9})?")


def check_standard_secret(secret: str) -> str:
    """A secret of Standard Webhooks, "whsec_" and 24 to 64 bytes in base64. Raises ValueError."""
    if len(_standard_key(secret)) not in _SECRET_BYTES:
        raise ValueError("a webhook secret holds 24 to 64 bytes")
    return secret


# For the secret models of ledgers, where the first secret is the newest. No `type` statement:
# through one, pydantic does not see repr=False.
StandardSecrets = Annotated[
    tuple[Annotated[str, Field(max_length=200), AfterValidator(check_standard_secret)], ...],
    Field(min_length=1, max_length=4, repr=False),
]


def sign_standard(
    secrets: Sequence[str], message_id: str, at: datetime, body: bytes
) -> dict[str, str]:
    """The three headers of Standard Webhooks, with one signature by every secret.

    Raises ValueError for a secret that check_standard_secret would not pass.
    """
    seconds = str(int(at.timestamp()))
    signatures = (_standard_signature(secret, message_id, seconds, body) for secret in secrets)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(signatures),
    }


def verify_standard(
    secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime
) -> str:
    """The message's id. Header names are in lower case. Raises ForgedMessageError."""
    message_id = _header(headers, "webhook-id", _MESSAGE_ID)
    seconds = _header(headers, "webhook-timestamp", _UNIX_SECONDS)
    _require_recent(seconds, now)
    _require_match(
        (_standard_signature(secret, message_id, seconds, body) for secret in secrets),
        _header(headers, "webhook-signature").split(" "),
    )
    return message_id


def verify_stripe(
    secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime
) -> None:
    """`Stripe-Signature: t=<unix>,v1=<hex>[,v1=<hex>]`. Raises ForgedMessageError."""
    parts = [part.partition("=") for part in _header(headers, "stripe-signature").split(",")]
    times = {value for name, _, value in parts if name == "t"}
    if len(times) != 1:
        raise ForgedMessageError("the signature names no time, or several")
    [seconds] = times
    if not _UNIX_SECONDS.fullmatch(seconds):
        raise ForgedMessageError("the signature's time is not one")
    _require_recent(seconds, now)
    _require_match(
        (_hex_signature(secret, f"{seconds}.", body) for secret in secrets),
        [value for name, _, value in parts if name == "v1"],
    )


def verify_billogram(
    secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime
) -> None:
    """`Billogram-Signature: <hex>`; older senders prefix X-. Raises ForgedMessageError."""
    prefix = "" if "billogram-signature" in headers else "x-"
    seconds = _header(headers, f"{prefix}billogram-request-timestamp", _UNIX_SECONDS_AND_FRACTION)
    _require_recent(seconds, now)
    _require_match(
        (_hex_signature(secret, f"{seconds}:", body) for secret in secrets),
        [_header(headers, f"{prefix}billogram-signature").lower()],
    )


def _header(headers: Mapping[str, str], name: str, shape: re.Pattern[str] | None = None) -> str:
    value = headers.get(name, "")
    if not 0 < len(value) <= _LONGEST_HEADER:
        raise ForgedMessageError(f"header {name} is missing or too long")
    if shape and not shape.fullmatch(value):
        raise ForgedMessageError(f"header {name} is malformed")
    return value


def _require_recent(seconds: str, now: datetime) -> None:
    if abs(Decimal(seconds) - Decimal(now.timestamp())) > TOLERANCE_SECONDS:
        raise ForgedMessageError("the message is from another time")


def _require_match(expected: Iterable[str], given: Sequence[str]) -> None:
    for ours in expected:
        for theirs in given:
            if compare_digest(ours.encode(), theirs.encode(errors="replace")):
                return
    raise ForgedMessageError("no signature is by a secret we know")


def _standard_signature(secret: str, message_id: str, seconds: str, body: bytes) -> str:
    signed = f"{message_id}.{seconds}.".encode() + body
    return "v1," + b64encode(hmac_digest(_standard_key(secret), signed, sha256)).decode()


def _standard_key(secret: str) -> bytes:
    encoded = secret.removeprefix(_PREFIX)
    if encoded == secret:
        raise ValueError(f"a webhook secret begins with {_PREFIX}")
    try:
        return b64decode(encoded, validate=True)
    except ValueError:  # binascii.Error is one
        raise ValueError(f"a webhook secret is {_PREFIX} and base64") from None


def _hex_signature(secret: str, before: str, body: bytes) -> str:
    return hmac_digest(secret.encode(), before.encode() + body, sha256).hex()
