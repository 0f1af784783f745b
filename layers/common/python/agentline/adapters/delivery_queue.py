"""Calls to deliver as delayed messages, chained, since one message waits 15 minutes at most."""

import json
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

from agentline.outgoing_ports import Call

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

LONGEST_DELAY_SECONDS = 900


class CallMessageError(ValueError):
    """A message on the delivery queue is none that publisher or deliverer wrote."""


class SqsDeliveryQueue:
    """The `DeliveryQueue` port on an SQS queue."""

    def __init__(self, queue_url: str, client: "SQSClient") -> None:
        self._queue_url = queue_url
        self._client = client

    def put(self, call: Call, now: datetime) -> None:
        # Rounded up: a message that comes a moment early only makes another one.
        wait = ceil((call.due - now).total_seconds())
        self._client.send_message(
            QueueUrl=self._queue_url,
            DelaySeconds=min(max(wait, 0), LONGEST_DELAY_SECONDS),
            MessageBody=json.dumps(
                {
                    "endpoint": call.endpoint,
                    "event": call.event,
                    "version": call.version,
                    "due": call.due.isoformat(),
                }
            ),
        )


def read_call(body: str) -> Call:
    """The call a message stands for. Raises CallMessageError."""
    try:
        message = json.loads(body)
        return Call(
            endpoint=str(message["endpoint"]),
            event=str(message["event"]),
            version=int(message["version"]),
            due=datetime.fromisoformat(message["due"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise CallMessageError("the message is no call") from error
