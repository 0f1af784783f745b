"""Ledgers tell here what was paid: POST /webhooks/<provider> (design.md 4).

Answers 2xx only once everything told is stored for good. Whatever is wrong with a message is
answered by 4xx and leaves nothing behind (faults 20 and 21); 5xx means that we failed and that the
ledger shall send it again.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from agentline.billing_ports import ForgedMessageError, MalformedMessageError
from agentline.bootstrap.invoicing import open_billing_desk
from agentline.observability import count, log_failure, logger, metrics
from agentline.services.settle_payment import take_in

# The largest of the ledgers' messages are some tens of kilobytes.
LARGEST_BODY = 256 * 1024

type Event = Mapping[str, Any]
type Answer = dict[str, Any]

desk = open_billing_desk()


@metrics.log_metrics
def handler(event: Event, _context: LambdaContext) -> Answer:
    """Of the gateway's proxy event; the answer is a proxy result."""
    provider = event["pathParameters"]["provider"]
    try:
        return _take_in(provider, event)
    except Exception as error:
        count("WebhookFailed")
        log_failure("message of the ledger not taken in", error)
        return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "Nothing was taken in: send it again.")


def _take_in(provider: str, event: Event) -> Answer:
    mailbox = desk.mailbox(provider)
    if mailbox is None:
        count("WebhookUnknown")
        return _problem(HTTPStatus.NOT_FOUND, "No ledger of this name sends messages here.")
    try:
        body = _body(event)
        if len(body) > LARGEST_BODY:
            count("WebhookTooLarge")
            return _problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The message is too large.")
        told = mailbox.read(_headers(event), body, desk.clock())
    except ForgedMessageError as error:
        count("WebhookForged")
        log_failure("message is not the ledger's", error, provider=provider)
        return _problem(HTTPStatus.UNAUTHORIZED, "The signature is missing, wrong or too old.")
    except MalformedMessageError as error:
        count("WebhookMalformed")
        log_failure("message cannot be read", error, provider=provider)
        return _problem(HTTPStatus.BAD_REQUEST, "The message cannot be read.")
    number = take_in(told, desk)
    count("LedgerEventsTaken", number)
    logger.info("message taken in", provider=provider, events=len(told), new=number)
    return _answer(HTTPStatus.OK, "application/json", {"status": "OK"})


def _body(event: Event) -> bytes:
    """As it was sent. Raises MalformedMessageError."""
    body = event["body"] or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode()
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise MalformedMessageError("the body is not in base64") from None


def _headers(event: Event) -> dict[str, str]:
    """By names in lower case; of one that came twice, the last."""
    return {name.lower(): value for name, value in (event["headers"] or {}).items()}


def _problem(status: HTTPStatus, detail: str) -> Answer:
    """Problem details, RFC 9457."""
    return _answer(
        status,
        "application/problem+json",
        {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail},
    )


def _answer(status: HTTPStatus, content_type: str, content: object) -> Answer:
    return {
        "statusCode": status.value,
        "headers": {"Content-Type": content_type, "Cache-Control": "no-store"},
        "body": json.dumps(content),
    }
