"""The staff API at a glance."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.dashboard_widgets import alarm_status, graph
from infra.constructs.metrics import counted, duration, errors, throttles
from infra.constructs.staff_alarms import ADMIN_API
from infra.constructs.staff_api import StaffApi
from infra.settings import StageSettings


class StaffDashboard(Construct):
    """`AgentLine-<stage>-Staff` in CloudWatch."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        function: lambda_.IFunction,
        api: StaffApi,
        alarms: Sequence[cloudwatch.IAlarm],
        settings: StageSettings,
    ) -> None:
        super().__init__(scope, construct_id)
        cloudwatch.Dashboard(
            self,
            "Dashboard",
            dashboard_name=f"AgentLine-{settings.stage}-Staff",
            default_interval=cdk.Duration.days(1),
            widgets=[
                [alarm_status(alarms)],
                [
                    graph(
                        "Requests",
                        {
                            "answered": counted(ADMIN_API, "Answered2xx"),
                            "refused": counted(ADMIN_API, "Answered4xx"),
                            "failed": counted(ADMIN_API, "Answered5xx"),
                        },
                    ),
                    graph(
                        "Requests, milliseconds",
                        {share: duration(function, share) for share in ("p50", "p95", "p99")},
                    ),
                    graph(
                        "Failures",
                        {
                            "inside": errors(function),
                            "throttled": throttles(function),
                            "answered by the gateway": api.server_errors(),
                        },
                    ),
                ],
            ],
        )
