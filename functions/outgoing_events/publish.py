"""Changes in the table become entries of the journal of calls, and events to the operator's own
systems. One function for both: two others cannot read the stream beside the talk guard."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from agentline.adapters.dynamodb.stream_images import currency_of, read_event, read_step
from agentline.bootstrap.outgoing import open_journal, open_publishing_desk
from agentline.domain.webhook_delivery import Endpoint
from agentline.observability import count, log_failure, logger, metrics
from agentline.services.publish_events import publish

desk = open_publishing_desk()
journal = open_journal()
processor = BatchProcessor(event_type=EventType.DynamoDBStreams)

type Change = Mapping[str, Any]


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Meet each change. One that fails is brought again, and what came after it: what was done by
    then is done once all the same."""
    endpoints = desk.endpoints.all()
    count("ChangesRead", len(event["Records"]))
    parts: Mapping[str, Callable[[Change], None]] = {
        "call not journalled": _journal,
        "event not published": lambda change: _publish(change, endpoints),
    }

    def meet(record: DynamoDBRecord) -> None:
        """Neither part waits for the other to succeed."""
        failures = []
        for failure, part in parts.items():
            try:
                part(record.raw_event)
            except Exception as error:
                log_failure(failure, error, change=str(record.event_id))
                failures.append(error)
        if failures:
            raise ExceptionGroup("the change is to be brought again", failures)

    return process_partial_response(event, meet, processor, context)


def _journal(change: Change) -> None:
    step = read_step(change)
    if step:
        journal.keep(step)


def _publish(change: Change, endpoints: Sequence[Endpoint]) -> None:
    happened = read_event(change, currency_of)
    if happened:
        publish(happened, endpoints, desk)
        logger.info("event published", event_id=happened.id, type=happened.type.value)
