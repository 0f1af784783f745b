"""One structured log line and a few metrics for engineers, never personal data (fault 40)."""

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import Metrics, MetricUnit

logger = Logger()
metrics = Metrics()


def count(name: str, number: int = 1) -> None:
    """Add to a metric; it is flushed when the invocation ends."""
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=number)
