"""Timers as delayed messages on a queue, chained, since one message waits 15 minutes at most."""

import json
from datetime import datetime

import boto3

from agentline.ports import Timer, TimerKind

LONGEST_DELAY_SECONDS = 900


class TimerMessageError(ValueError):
    """A message on the timer queue is none that the guard wrote."""


class QueueTimers:
    """The `Timers` port on an SQS queue."""

    def __init__(self, queue_url: str) -> None:
        self._queue_url = queue_url
        self._client = boto3.client("sqs")

    def set(self, timer: Timer, now: datetime) -> None:
        wait = int((timer.due - now).total_seconds())
        self._client.send_message(
            QueueUrl=self._queue_url,
            DelaySeconds=min(max(wait, 0), LONGEST_DELAY_SECONDS),
            MessageBody=json.dumps(
                {"kind": timer.kind.value, "call": timer.call, "due": timer.due.isoformat()}
            ),
        )


def read_timer(body: str) -> Timer:
    """The timer a message stands for. Raises TimerMessageError."""
    try:
        message = json.loads(body)
        return Timer(
            kind=TimerKind(message["kind"]),
            call=str(message["call"]),
            due=datetime.fromisoformat(message["due"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise TimerMessageError("the message is no timer") from error
