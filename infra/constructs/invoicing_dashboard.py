"""Invoices and payments at a glance."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from infra.constructs.dashboard_widgets import alarm_status, graph
from infra.constructs.invoicing_alarms import (
    DELIVER,
    PUBLISH,
    SCHEDULE,
    STEPS,
    WEBHOOK,
    Invoicing,
)
from infra.constructs.metrics import (
    counted,
    duration,
    errors,
    failed_executions,
    iterator_age,
    succeeded_executions,
    waiting,
)
from infra.settings import StageSettings


class InvoicingDashboard(Construct):
    """`AgentLine-<stage>-Invoicing` in CloudWatch."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        parts: Invoicing,
        alarms: Sequence[cloudwatch.IAlarm],
        settings: StageSettings,
    ) -> None:
        super().__init__(scope, construct_id)
        cloudwatch.Dashboard(
            self,
            "Dashboard",
            dashboard_name=f"AgentLine-{settings.stage}-Invoicing",
            default_interval=cdk.Duration.days(7),
            widgets=[[alarm_status(alarms)], _money(parts), _ways_in(parts), _ways_out(parts)],
        )


def _money(parts: Invoicing) -> list[cloudwatch.IWidget]:
    return [
        graph(
            "Invoice bases",
            {
                "dispatched": counted(STEPS, "InvoicesDispatched"),
                "failed": counted(STEPS, "DispatchesFailed"),
                "ledger unavailable": counted(STEPS, "LedgerUnavailable"),
            },
        ),
        graph(
            "Payments",
            {
                "events met": counted(STEPS, "LedgerEventsMet"),
                "payments in suspense": counted(STEPS, "PaymentsSuspended"),
            },
        ),
        graph(
            "Executions",
            {
                "dispatches done": succeeded_executions(parts.dispatch.machine),
                "dispatches failed": failed_executions(parts.dispatch.machine),
                "settlements done": succeeded_executions(parts.settle.machine),
                "settlements failed": failed_executions(parts.settle.machine),
            },
        ),
    ]


def _ways_in(parts: Invoicing) -> list[cloudwatch.IWidget]:
    return [
        graph(
            "Messages of the ledger",
            {
                "events taken in": counted(WEBHOOK, "LedgerEventsTaken"),
                "forged": counted(WEBHOOK, "WebhookForged"),
                "not readable": counted(WEBHOOK, "WebhookMalformed"),
                "failed": parts.webhook_errors,
            },
        ),
        graph(
            "Messages, milliseconds to take one in",
            {share: duration(parts.webhook, share) for share in ("p50", "p95", "p99")},
        ),
        graph(
            "The clock",
            {
                "work restarted": counted(SCHEDULE, "WorkRestarted"),
                "failed": errors(parts.schedule),
                "given up": waiting(parts.schedule_failures),
            },
        ),
    ]


def _ways_out(parts: Invoicing) -> list[cloudwatch.IWidget]:
    return [
        graph(
            "Events to the operator's systems",
            {
                "published": counted(PUBLISH, "EventsPublished"),
                "delivered": counted(DELIVER, "DeliveriesMade"),
                "attempts failed": counted(DELIVER, "AttemptsFailed"),
                "given up after days": counted(DELIVER, "DeliveriesFailed"),
            },
        ),
        graph("Stream, milliseconds behind", {"published": iterator_age(parts.outgoing.publish)}),
        graph(
            "Events given up",
            {
                "not published": waiting(parts.outgoing.failures),
                "not attempted": waiting(parts.outgoing.delivery_failures),
            },
        ),
    ]
