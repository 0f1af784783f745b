"""What can be measured: what the functions count themselves, and what AWS counts of them.

None has a label and none is computed of others: the emulator takes no alarms on such.
"""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn

NAMESPACE = "AgentLine"
FIVE_MINUTES = cdk.Duration.minutes(5)


def counted(service: str, name: str, *, period: cdk.Duration = FIVE_MINUTES) -> cloudwatch.Metric:
    """How often `service` counted `name`. Powertools adds the service as the one dimension."""
    return cloudwatch.Metric(
        namespace=NAMESPACE,
        metric_name=name,
        dimensions_map={"service": service},
        statistic=cloudwatch.Stats.SUM,
        period=period,
    )


def errors(function: lambda_.IFunction) -> cloudwatch.Metric:
    """Invocations that raised or ran out of time."""
    return function.metric_errors(period=FIVE_MINUTES)


def throttles(function: lambda_.IFunction) -> cloudwatch.Metric:
    """Invocations that were not started for want of capacity."""
    return function.metric_throttles(period=FIVE_MINUTES)


def duration(function: lambda_.IFunction, statistic: str) -> cloudwatch.Metric:
    """In milliseconds; `statistic` such as "p95"."""
    return function.metric_duration(period=FIVE_MINUTES, statistic=statistic)


def iterator_age(function: lambda_.IFunction) -> cloudwatch.Metric:
    """How old the last record of a batch from a stream was, in milliseconds."""
    return function.metric("IteratorAge", period=FIVE_MINUTES, statistic=cloudwatch.Stats.MAXIMUM)


def waiting(queue: sqs.IQueue) -> cloudwatch.Metric:
    return queue.metric_approximate_number_of_messages_visible(
        period=FIVE_MINUTES, statistic=cloudwatch.Stats.MAXIMUM
    )


def failed_executions(machine: sfn.IStateMachine) -> cloudwatch.Metric:
    return machine.metric_failed(period=FIVE_MINUTES, statistic=cloudwatch.Stats.SUM)


def succeeded_executions(machine: sfn.IStateMachine) -> cloudwatch.Metric:
    return machine.metric_succeeded(period=FIVE_MINUTES, statistic=cloudwatch.Stats.SUM)
