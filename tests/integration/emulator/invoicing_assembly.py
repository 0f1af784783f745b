"""The constructs of invoicing around stand-ins: two small functions in place of the product's."""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_

from infra.app import new_app
from infra.constructs.schedules import Schedules
from infra.constructs.state_machine import StateMachine
from infra.constructs.table import TODO, Table, grant_decisions, grant_index
from infra.constructs.webhook_api import WebhookApi
from infra.settings import load_settings

INVOICING_STACK = "Probe-Invoicing"

_FUNCTIONS = Path(__file__).parent / "functions"
_LONG_AGO = "at(2020-01-01T00:00:00)"


def write_invoicing(folder: Path) -> Path:
    """Synthesize the assembly into `folder`."""
    app, settings = new_app(str(folder)), load_settings("local")
    stack = cdk.Stack(
        app,
        INVOICING_STACK,
        env=cdk.Environment(account=settings.account, region=settings.region),
    )
    table = Table(stack, "Store", settings=settings).table
    steps, echo = (
        lambda_.Function(
            stack,
            name.title(),
            runtime=lambda_.Runtime.PYTHON_3_13,
            handler=f"{name}.handler",
            code=lambda_.Code.from_asset(str(_FUNCTIONS)),
            timeout=cdk.Duration.seconds(30),
            environment={"TABLE": table.table_name},
        )
        for name in ("steps", "echo")
    )
    grant_decisions(table, steps)
    grant_index(TODO, table, steps)
    dispatch, settle = (
        StateMachine(stack, name, name=name, steps=steps, settings=settings)
        for name in ("dispatch_invoice", "settle_payment")
    )
    api = WebhookApi(stack, "Webhooks", function=echo, settings=settings)
    Schedules(stack, "Clock", function=steps, tasks={"sweep": _LONG_AGO}, settings=settings)
    for name, value in {
        "TableName": table.table_name,
        "StepsName": steps.function_name,
        "DispatchMachineArn": dispatch.arn,
        "SettleMachineArn": settle.arn,
        "WebhookUrl": api.url,
    }.items():
        cdk.CfnOutput(stack, name, value=value)
    app.synth()
    return folder
