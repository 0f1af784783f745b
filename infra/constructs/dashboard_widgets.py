"""What dashboards are made of."""

from collections.abc import Mapping, Sequence

from aws_cdk import aws_cloudwatch as cloudwatch


def alarm_status(alarms: Sequence[cloudwatch.IAlarm]) -> cloudwatch.AlarmStatusWidget:
    return cloudwatch.AlarmStatusWidget(
        title="Alarms, explained in docs/running.md", alarms=list(alarms), width=24, height=4
    )


def graph(
    title: str, lines: Mapping[str, cloudwatch.Metric], *, stacked: bool = False
) -> cloudwatch.GraphWidget:
    """`lines` by label; three of them are as wide as the dashboard."""
    labelled = [metric.with_(label=label) for label, metric in lines.items()]
    return cloudwatch.GraphWidget(title=title, left=labelled, stacked=stacked, width=8)
