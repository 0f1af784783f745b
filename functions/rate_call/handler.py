"""The contact-record stream is rated here, with partial failures (design.md 2.2)."""

import base64
from collections import Counter
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.kinesis_stream_event import KinesisStreamRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from agentline.bootstrap.rating import open_rating_desk
from agentline.observability import count, log_failure, logger, metrics
from agentline.services.rate_contacts import Results, rate_contacts

desk = open_rating_desk()
processor = BatchProcessor(
    event_type=EventType.KinesisDataStreams, raise_on_entire_batch_failure=False
)


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Rate all records together, then tell the stream which to bring again.

    Contacts of one customer share a transaction, so they are not rated one by one as the batch
    processor hands them out; it is told what came of each instead.
    """
    results = rate_contacts(_texts(event), desk)
    _report(results)

    def raise_failure(record: KinesisStreamRecord) -> None:
        result = results[record.kinesis.sequence_number]
        if isinstance(result, Exception):
            raise result

    return process_partial_response(event, raise_failure, processor, context)


def _texts(event: dict[str, Any]) -> dict[str, str]:
    """Records by sequence number. What is no UTF-8 is no contact record and fails as such later."""
    return {
        record["kinesis"]["sequenceNumber"]: base64.b64decode(record["kinesis"]["data"]).decode(
            errors="replace"
        )
        for record in event["Records"]
    }


def _report(results: Results) -> None:
    outcomes = Counter(
        "Failed" if isinstance(result, Exception) else result.value.title().replace("_", "")
        for result in results.values()
    )
    for outcome, number in outcomes.items():
        count(f"Contacts{outcome}", number)
    for sequence_number, result in results.items():
        if isinstance(result, Exception):
            log_failure("contact not rated", result, sequence_number=sequence_number)
    logger.info("contact records rated", outcomes=dict(outcomes))
