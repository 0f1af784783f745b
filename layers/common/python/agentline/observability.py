"""One structured log line and a few metrics for engineers, never personal data (fault 40)."""

import logging
import traceback
from pathlib import Path

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import Metrics, MetricUnit

logger = Logger()
metrics = Metrics()


def count(name: str, number: int = 1) -> None:
    """Add to a metric; it is flushed when the invocation ends."""
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=number)


def log_with_counts(message: str, **facts: object) -> None:
    """One line for what happened and all that was counted on the way (CloudWatch's embedded metric
    format): for what happens so often that two lines would be one too many."""
    if logger.log_level > logging.INFO:
        metrics.flush_metrics()
        return
    counted = metrics.serialize_metric_set()
    metrics.clear_metrics()
    logger.info(message, extra={**facts, **counted}, stacklevel=3)


def log_failure(message: str, error: BaseException, **ids: str) -> None:
    """Log what failed and where. The error's own words may quote numbers or names: left out."""
    frames = traceback.extract_tb(error.__traceback__)
    trace = [f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
    logger.error(message, extra={"error": type(error).__name__, "trace": trace, **ids})
