"""Contact events, timers and new calls wake the guard of live calls (design.md 2.4)."""

from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from agentline.adapters.timers import read_timer
from agentline.bootstrap.guard import open_guard_desk
from agentline.observability import logger, metrics
from agentline.services.guard_talk import begin_watch, meet_answer, meet_end, meet_timer
from screen_call.contact_event import read_contact_event

desk = open_guard_desk()
timers = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
new_calls = BatchProcessor(
    event_type=EventType.DynamoDBStreams, raise_on_entire_batch_failure=False
)


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse | None:
    """Meet whatever woke the guard. What fails is brought again by whoever brought it."""
    if "Records" not in event:
        _meet_contact_event(event)
        return None
    if event["Records"][0].get("eventSource") == "aws:sqs":
        return process_partial_response(event, _meet_timer, timers, context)
    return process_partial_response(event, _begin_watch, new_calls, context)


def _meet_contact_event(event: dict[str, Any]) -> None:
    contact_event = read_contact_event(event)
    meet = {"CONNECTED_TO_AGENT": meet_answer, "DISCONNECTED": meet_end}.get(contact_event.kind)
    if meet:
        meet(contact_event.call, contact_event.contact, contact_event.at, desk)
        logger.info("contact event met", contact_id=contact_event.call, kind=contact_event.kind)


def _meet_timer(record: SQSRecord) -> None:
    timer = read_timer(record.body)
    meet_timer(timer, desk)
    logger.info("timer met", contact_id=timer.call, kind=timer.kind)


def _begin_watch(record: DynamoDBRecord) -> None:
    keys = record.dynamodb.keys if record.dynamodb else None
    if keys:
        begin_watch(str(keys["pk"]).removeprefix("CALL#"), desk)
