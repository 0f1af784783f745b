"""What must not happen unnoticed to invoices and payments. docs/running.md says what to do."""

from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs

from infra.constructs.alarm_board import AlarmBoard
from infra.constructs.metrics import (
    counted,
    errors,
    failed_executions,
    iterator_age,
    waiting,
)
from infra.constructs.outgoing_events import OutgoingEvents
from infra.constructs.state_machine import StateMachine

STEPS, WEBHOOK, SCHEDULE = "invoice_steps", "invoice_webhook", "invoice_schedule"
PUBLISH, DELIVER = "publish_event", "deliver_event"
# One of a clock that is wrong is no attack.
FORGED_BURST = 20
# Stream records wait behind a failing one while it is retried, for seconds.
LATE_MS = 300_000
# One in a while is a store or a ledger that was away for long.
MANY_RESTARTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoicing:
    """The parts that are watched."""

    webhook: lambda_.IFunction
    schedule: lambda_.IFunction
    dispatch: StateMachine
    settle: StateMachine
    webhook_errors: cloudwatch.Metric
    schedule_failures: sqs.IQueue
    outgoing: OutgoingEvents


def add_invoicing_alarms(board: AlarmBoard, parts: Invoicing) -> None:
    _watch_executions(board, parts)
    _watch_webhook(board, parts)
    _watch_clock(board, parts)
    _watch_outgoing(board, parts.outgoing)


def _watch_executions(board: AlarmBoard, parts: Invoicing) -> None:
    board.add(
        "DispatchFailed",
        failed_executions(parts.dispatch.machine),
        means="Invoice bases could not be dispatched.",
    )
    board.add(
        "SettlementFailed",
        failed_executions(parts.settle.machine),
        means="Payments were taken in and could not be applied.",
    )
    board.add(
        "PaymentsSuspended",
        counted(STEPS, "PaymentsSuspended"),
        means="Payments came that belong to no invoice we know.",
    )


def _watch_webhook(board: AlarmBoard, parts: Invoicing) -> None:
    board.add(
        "WebhookFailed",
        parts.webhook_errors,
        means="Messages of the ledger could not be taken in; it sends them again.",
    )
    board.add(
        "WebhookForged",
        counted(WEBHOOK, "WebhookForged"),
        threshold=FORGED_BURST,
        means="Many messages came whose signature is not the ledger's.",
    )
    board.add(
        "WebhookMalformed",
        counted(WEBHOOK, "WebhookMalformed"),
        means="The ledger signed messages that cannot be read.",
    )


def _watch_clock(board: AlarmBoard, parts: Invoicing) -> None:
    board.add(
        "ScheduleFailed",
        errors(parts.schedule),
        periods=2,
        of=2,
        means="What the clock starts keeps failing: sweeping, overdue, polling, reconciling.",
    )
    board.add(
        "SchedulesGivenUp",
        waiting(parts.schedule_failures),
        means="Tasks of the clock were given up after three tries.",
    )
    board.add(
        "WorkRestarted",
        counted(SCHEDULE, "WorkRestarted", period=cdk.Duration.minutes(15)),
        threshold=MANY_RESTARTS,
        means="The sweeper keeps finding dispatches and payments that nobody works on.",
    )
    board.add(
        "BooksAmiss",
        counted(SCHEDULE, "BooksAmiss"),
        means="The nightly reconciliation found something that does not agree.",
    )


def _watch_outgoing(board: AlarmBoard, outgoing: OutgoingEvents) -> None:
    board.add(
        "EventsBehind",
        iterator_age(outgoing.publish),
        threshold=LATE_MS,
        means="What happened waits for more than five minutes to be told to the operator.",
    )
    board.add(
        "EventsGivenUp",
        waiting(outgoing.failures),
        means="What happened could not be made into events, and was given up.",
    )
    board.add(
        "DeliveriesGivenUp",
        waiting(outgoing.delivery_failures),
        means="Deliveries of events could not be attempted.",
    )
    board.add(
        "EndpointsDisabled",
        counted(DELIVER, "EndpointsDisabled"),
        means="An endpoint of the operator wants no more events, or failed for days.",
    )
