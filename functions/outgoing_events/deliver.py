"""Messages on the delivery queue: an event is to be posted to an endpoint."""

from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from agentline.adapters.delivery_queue import read_call
from agentline.bootstrap.outgoing import open_delivery_desk
from agentline.observability import count, log_failure, logger, metrics
from agentline.services.deliver_events import meet_call

desk = open_delivery_desk()
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Meet each message. What fails stays on the queue, and is brought again."""
    count("DeliveriesCalled", len(event["Records"]))
    return process_partial_response(event, _meet, processor, context)


def _meet(record: SQSRecord) -> None:
    try:
        call = read_call(record.body)
        meet_call(call, desk)
    except Exception as error:
        log_failure("delivery not met", error, message_id=record.message_id)
        raise
    logger.info("delivery met", endpoint=call.endpoint, event_id=call.event)
