"""From the closed invoice basis to the raised limit."""

import json
from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.assets import Assets
from infra.constructs.acknowledgement import acknowledge
from infra.constructs.alarm_board import AlarmBoard
from infra.constructs.generated_secret import grant_secret
from infra.constructs.invoicing_alarms import Invoicing, add_invoicing_alarms
from infra.constructs.invoicing_dashboard import InvoicingDashboard
from infra.constructs.ledger_secret import LedgerSecret
from infra.constructs.outgoing_events import OutgoingEvents
from infra.constructs.python_function import PythonFunction, PythonLayers
from infra.constructs.schedules import Schedules
from infra.constructs.state_machine import StateMachine
from infra.constructs.table import (
    TODO,
    grant_batch_write,
    grant_decisions,
    grant_index,
    grant_removal,
    grant_scan,
)
from infra.constructs.webhook_api import WebhookApi
from infra.settings import StageSettings
from infra.stacks.agentline_stack import AgentLineStack

# Where the ledger of the one-machine stage is; known when that is started, not here.
LEDGER_URL = "LedgerUrl"


class InvoicingStack(AgentLineStack):
    """Tells alarms through `alarm_topic`, where there is one.

    Exposes to other functions what its own are told, `settings_of_desks` and
    `settings_of_machines`, and the grants that go with them; `outgoing`; and `webhooks`, which a
    web ACL may protect.
    """

    def __init__(
        self,
        scope: Construct,
        settings: StageSettings,
        *,
        assets: Assets,
        table: dynamodb.ITable,
        alarm_topic: sns.ITopic | None,
    ) -> None:
        super().__init__(
            scope,
            "Invoicing",
            settings=settings,
            description="AgentLine: dispatch of invoice bases, payments, outgoing events",
        )
        self._settings, self._assets, self._table = settings, assets, table
        self._layers = PythonLayers(self, "Layers", assets=assets, settings=settings)
        self._ledger_secret = self._secret_of_ledger()
        self.settings_of_desks = {
            "AGENTLINE_BILLING": settings.billing.terms_json,
            "AGENTLINE_DIRECTORY": settings.directory.settings_json,
            "AGENTLINE_DIRECTORY_SECRET": settings.directory.secret,
            "AGENTLINE_LEDGER": self._ledger_settings(),
            "AGENTLINE_LEDGER_SECRET": self._ledger_secret or "none",
            "AGENTLINE_TABLE": table.table_name,
        }
        steps = self._function(
            "Steps",
            "One step of a dispatch or a settlement",
            # A submission that has not told its end within a minute is taken to be over.
            timeout=cdk.Duration.seconds(30),
        )
        dispatch, settle = (
            StateMachine(self, construct_id, name=name, steps=steps.function, settings=settings)
            for construct_id, name in (
                ("Dispatch", "dispatch_invoice"),
                ("Settle", "settle_payment"),
            )
        )
        outgoing = self.outgoing = OutgoingEvents(
            self,
            "Outgoing",
            asset=assets.functions["outgoing_events"],
            layers=self._layers,
            settings=settings,
            table=table,
        )
        self._machines = (dispatch, settle)
        self.settings_of_machines = {
            "AGENTLINE_DISPATCH_MACHINE": dispatch.arn,
            "AGENTLINE_SETTLE_MACHINE": settle.arn,
        }
        webhook = self._function(
            "Webhook",
            "Takes in what the ledger tells",
            # The gateway waits for 29 seconds.
            timeout=cdk.Duration.seconds(25),
            environment=self.settings_of_machines,
        )
        schedule = self._function(
            "Schedule",
            "Sweeps, marks overdue, polls, looks up addresses, reconciles",
            timeout=cdk.Duration.minutes(15),
            environment=self.settings_of_machines
            | {"AGENTLINE_DELIVERY_QUEUE_URL": outgoing.queue.queue_url},
        )
        for starter in (webhook, schedule):
            self.grant_start(starter.role)
        outgoing.grant_send(schedule.role)
        grant_scan(table, schedule.role)
        # Merges and erasures that broke off are finished.
        grant_batch_write(table, schedule.role)
        grant_removal(table, schedule.role)
        acknowledge(
            steps.function,
            "The state machines wait for the answer and try again by themselves.",
            "Serverless-LambdaDLQ",
        )
        acknowledge(
            webhook.function,
            "The ledger waits for the answer and sends again what was not taken in.",
            "Serverless-LambdaDLQ",
        )
        self.webhooks = WebhookApi(self, "Webhooks", function=webhook.function, settings=settings)
        clock = Schedules(
            self, "Clock", function=schedule.function, tasks=self._tasks(), settings=settings
        )
        parts = Invoicing(
            webhook=webhook.function,
            schedule=schedule.function,
            dispatch=dispatch,
            settle=settle,
            webhook_errors=self.webhooks.server_errors(),
            schedule_failures=clock.failures,
            outgoing=outgoing,
        )
        alarms = AlarmBoard(self, "Alarms", settings=settings, topic=alarm_topic)
        add_invoicing_alarms(alarms, parts)
        InvoicingDashboard(self, "Overview", parts=parts, alarms=alarms.alarms, settings=settings)
        self.tell(
            DispatchMachineArn=dispatch.arn,
            SettleMachineArn=settle.arn,
            WebhookUrl=self.webhooks.url,
            DeliveryQueueUrl=outgoing.queue.queue_url,
            LedgerSecretArn=self._ledger_secret or "none",
            StepsArn=steps.function.function_arn,
            ScheduleArn=schedule.function.function_arn,
        )

    def grant_desks(self, role: iam.Role) -> None:
        """Let `role` read the secrets of ledger and directory."""
        for secret in (self._ledger_secret, self._settings.directory.secret_arn):
            if secret:
                grant_secret(secret, role)

    def grant_start(self, role: iam.Role) -> None:
        """Let `role` start the state machines, and see whether they run."""
        for machine in self._machines:
            machine.grant_start(role)

    def _ledger_settings(self) -> str:
        ledger = self._settings.ledger
        if not self._settings.is_emulated:
            return ledger.settings_json
        table = json.loads(ledger.settings_json)
        url = cdk.CfnParameter(
            self, LEDGER_URL, description="The local billing service", default=table["url"]
        )
        return self.to_json_string(table | {"url": url.value_as_string})

    def _secret_of_ledger(self) -> str | None:
        ledger = self._settings.ledger
        if ledger.kind == "webhook" and ledger.secret_arn is None:
            return LedgerSecret(self, "Ledger", settings=self._settings).arn
        return ledger.secret_arn

    def _function(
        self,
        construct_id: str,
        description: str,
        *,
        timeout: cdk.Duration,
        environment: Mapping[str, str] | None = None,
    ) -> PythonFunction:
        settings, name = self._settings, construct_id.lower()
        service = PythonFunction(
            self,
            construct_id,
            name=f"invoice_{name}",
            handler=f"invoice.{name}.handler",
            description=description,
            asset=self._assets.functions["invoice"],
            layers=self._layers,
            settings=settings,
            timeout=timeout,
            memory_mb=settings.functions.invoice_memory_mb,
            environment={**self.settings_of_desks, **(environment or {})},
        )
        grant_decisions(self._table, service.role)
        grant_index(TODO, self._table, service.role)
        self.grant_desks(service.role)
        return service

    def _tasks(self) -> dict[str, str]:
        """Schedules in UTC, by the tasks of invoice.schedule. The night is the operator's."""
        billing = self._settings.billing
        return {
            "sweep": "rate(5 minutes)",
            "mark_overdue": "cron(15 1 * * ? *)",
            "poll_ledger": billing.poll_ledger,
            "check_addresses": billing.check_addresses,
            "reconcile": "cron(30 2 * * ? *)",
        }
