"""What must not happen unnoticed to the staff API. docs/running.md says what to do."""

from aws_cdk import aws_lambda as lambda_

from infra.constructs.alarm_board import AlarmBoard
from infra.constructs.metrics import counted, errors
from infra.constructs.staff_api import StaffApi

ADMIN_API = "admin_api"
# A few are a store that was away for a moment.
MANY_FAILURES = 3


def add_staff_alarms(alarms: AlarmBoard, function: lambda_.IFunction, api: StaffApi) -> None:
    alarms.add(
        "RequestsFailed",
        counted(ADMIN_API, "RequestsFailed"),
        means="Requests of staff failed inside; they see an error.",
        threshold=MANY_FAILURES,
    )
    alarms.add(
        "StaffApiDown",
        errors(function),
        means="The staff API's function raised or ran out of time.",
    )
    alarms.add(
        "StaffApiUnavailable",
        api.server_errors(),
        means="The gateway answers staff with errors.",
        threshold=MANY_FAILURES,
        periods=2,
        of=3,
    )
