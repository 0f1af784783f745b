"""Changes in the table become events to the operator's own systems."""

from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from agentline.adapters.dynamodb.stream_images import currency_of, read_event
from agentline.bootstrap.outgoing import open_publishing_desk
from agentline.observability import count, log_failure, logger, metrics
from agentline.services.publish_events import publish

desk = open_publishing_desk()
processor = BatchProcessor(event_type=EventType.DynamoDBStreams)


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Publish what each change tells. What fails is brought again, and what came after it."""
    endpoints = desk.endpoints.all()
    count("ChangesRead", len(event["Records"]))

    def publish_change(record: DynamoDBRecord) -> None:
        try:
            happened = read_event(record.raw_event, currency_of)
            if happened:
                publish(happened, endpoints, desk)
                logger.info("event published", event_id=happened.id, type=happened.type.value)
        except Exception as error:
            log_failure("event not published", error, change=str(record.event_id))
            raise

    return process_partial_response(event, publish_change, processor, context)
