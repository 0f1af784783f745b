"""The on-failure destination of a Kinesis mapping: a queue or a topic is told what was given up.

AWS sends metadata only (which records, why, how often tried), not the records themselves; the
shape is that of https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from local.emulator.bridge import stock
from local.emulator.bridge.stream_delivery import Discarded

_log = logging.getLogger("bridge.streams")
_ANSWER_SECONDS = 10.0


def describe(
    given_up: Discarded, mapping: dict[str, Any], function: dict[str, Any], shard_id: str
) -> None:
    """Tell the mapping's destination, if it has one, about records that are given up."""
    on_failure = (mapping.get("DestinationConfig") or {}).get("OnFailure") or {}
    destination = on_failure.get("Destination")
    _log.warning(
        "gave up %d records of %s after %d attempts: %s",
        len(given_up.records),
        shard_id,
        given_up.attempts,
        given_up.condition,
    )
    if destination:
        _send(destination, json.dumps(_description(given_up, mapping, function, shard_id)))


def _description(
    given_up: Discarded, mapping: dict[str, Any], function: dict[str, Any], shard_id: str
) -> dict[str, Any]:
    first, last = given_up.records[0]["kinesis"], given_up.records[-1]["kinesis"]
    return {
        "requestContext": {
            "requestId": str(uuid4()),
            "functionArn": (function.get("config") or function)["FunctionArn"],
            "condition": given_up.condition,
            "approximateInvokeCount": given_up.attempts,
        },
        "responseContext": {
            "statusCode": 200,
            "executedVersion": "$LATEST",
            "functionError": "Unhandled" if given_up.failed else None,
        },
        "version": "1.0",
        "timestamp": datetime.now(UTC).isoformat(),
        "KinesisBatchInfo": {
            "shardId": shard_id,
            "startSequenceNumber": first["sequenceNumber"],
            "endSequenceNumber": last["sequenceNumber"],
            "approximateArrivalOfFirstRecord": _iso(first["approximateArrivalTimestamp"]),
            "approximateArrivalOfLastRecord": _iso(last["approximateArrivalTimestamp"]),
            "batchSize": len(given_up.records),
            "streamArn": mapping["EventSourceArn"],
        },
    }


def _iso(timestamp: float) -> str:
    return datetime.fromtimestamp(timestamp, UTC).isoformat()


def _send(destination: str, message: str) -> None:
    if ":sqs:" in destination:
        handler = stock.queues.handle_request
        headers = {"x-amz-target": "AmazonSQS.SendMessage"}
        body = json.dumps({"QueueUrl": destination.rsplit(":", 1)[-1], "MessageBody": message})
        query: dict[str, list[str]] = {}
    elif ":sns:" in destination:
        handler = stock.topics.handle_request
        headers, body = {}, ""
        query = {"Action": ["Publish"], "TopicArn": [destination], "Message": [message]}
    else:
        raise ValueError(f"The on-failure destination {destination} is neither SQS nor SNS")
    status, _, answer = stock.gateway.call_service_handler_sync(
        handler, "POST", "/", headers, body.encode(), query, _ANSWER_SECONDS
    )
    if status != 200:
        _log.error("the on-failure destination %s refused: %s", destination, answer)
