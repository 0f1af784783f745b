"""What runs while somebody calls, and right after."""

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from infra.assets import Assets
from infra.constructs.acknowledgement import acknowledge
from infra.constructs.alarm_board import AlarmBoard
from infra.constructs.call_path_alarms import CallPath, add_call_path_alarms
from infra.constructs.call_path_dashboard import CallPathDashboard
from infra.constructs.connect_order import one_after_another
from infra.constructs.contact_centre import ContactCentre
from infra.constructs.contact_stream import ContactStream
from infra.constructs.flow_function import FlowFunction
from infra.constructs.generated_secret import grant_secret
from infra.constructs.key_ring import KeyRing
from infra.constructs.live_alias import LiveAlias
from infra.constructs.python_function import PythonFunction, PythonLayers
from infra.constructs.quarantine import Quarantine
from infra.constructs.table import grant_decisions
from infra.constructs.talk_guard import TalkGuard
from infra.settings import StageSettings
from infra.stacks.agentline_stack import AgentLineStack


class CallPathStack(AgentLineStack):
    """Exposes `screening`, what the flow asks, `alarms`, whose topic other stacks use, and what
    staff work with too: `code_keys`, `quarantine`, `contacts`."""

    def __init__(
        self,
        scope: Construct,
        settings: StageSettings,
        *,
        assets: Assets,
        table: dynamodb.ITable,
        centre: ContactCentre,
    ) -> None:
        super().__init__(
            scope,
            "CallPath",
            settings=settings,
            description="AgentLine: screening of calls, the guard over talk, rating of records",
        )
        layers = PythonLayers(self, "Layers", assets=assets, settings=settings)
        keys = self.code_keys = KeyRing(
            self,
            "CodeKeys",
            of="the customers' codes",
            not_rotated="A key can go only when no code is stored under it any more",
            settings=settings,
        )
        screen_call = self._screen_call(settings, assets, layers, table, centre, keys)
        live = LiveAlias(
            self, "Screening", function=screen_call.function, settings=settings.functions
        )
        self.screening = live.alias
        guard = TalkGuard(
            self,
            "TalkGuard",
            asset=assets.functions["screen_call"],
            layers=layers,
            settings=settings,
            table=table,
            centre=centre,
        )
        quarantine = self.quarantine = Quarantine(self, "Quarantine", settings=settings)
        rate_call = self._rate_call(settings, assets, layers, table, quarantine)
        contacts = self.contacts = ContactStream(self, "Contacts", settings=settings)
        contacts.deliver_to(rate_call.function)
        from_flows = FlowFunction(
            self, "FromFlows", function=live.alias, instance_arn=centre.instance_arn
        )
        one_after_another([contacts.collect_from(centre.instance_arn), from_flows.association])
        parts = CallPath(
            screen_call=screen_call.function,
            rate_call=rate_call.function,
            talk_guard=guard.function,
            contact_failures=contacts.failures,
            guard_failures=guard.failures,
            timer_failures=guard.timer_failures,
        )
        self.alarms = AlarmBoard(self, "Alarms", settings=settings)
        add_call_path_alarms(self.alarms, parts)
        CallPathDashboard(
            self, "Overview", parts=parts, alarms=self.alarms.alarms, settings=settings
        )
        # Flows published before there was an alias import this; CloudFormation does not let an
        # export go that is in use.
        self.export_value(screen_call.function.function_arn)
        self.tell(
            ContactStreamName=contacts.stream.stream_name,
            ContactStreamArn=contacts.stream.stream_arn,
            ScreenCallArn=live.alias.function_arn,
            RateCallArn=rate_call.function.function_arn,
            TalkGuardArn=guard.function.function_arn,
            TimerQueueUrl=guard.timers.queue_url,
            QuarantineBucketName=quarantine.bucket.bucket_name,
            CodeKeysSecretArn=keys.arn,
        )

    def _screen_call(
        self,
        settings: StageSettings,
        assets: Assets,
        layers: PythonLayers,
        table: dynamodb.ITable,
        centre: ContactCentre,
        keys: KeyRing,
    ) -> PythonFunction:
        service = PythonFunction(
            self,
            "ScreenCall",
            name="screen_call",
            handler="screen_call.handler.handler",
            description="Decides whether a caller is put through",
            asset=assets.functions["screen_call"],
            layers=layers,
            settings=settings,
            # A flow waits 8 seconds at most for its function.
            timeout=cdk.Duration.seconds(8),
            memory_mb=settings.functions.screen_call_memory_mb,
            snap_start=settings.functions.screening_start == "snapstart",
            environment={
                "AGENTLINE_CODE_KEYS_SECRET": keys.arn,
                "AGENTLINE_DIRECTORY": settings.directory.settings_json,
                "AGENTLINE_DIRECTORY_SECRET": settings.directory.secret,
                "AGENTLINE_QUEUES": self.to_json_string(centre.queue_arns),
                "AGENTLINE_TABLE": table.table_name,
            },
        )
        grant_decisions(table, service.role)
        grant_secret(keys.arn, service.role)
        if arn := settings.directory.secret_arn:
            grant_secret(arn, service.role)
        acknowledge(
            service.function,
            "The flow waits for the answer and takes its own way out when none comes.",
            "Serverless-LambdaDLQ",
        )
        return service

    def _rate_call(
        self,
        settings: StageSettings,
        assets: Assets,
        layers: PythonLayers,
        table: dynamodb.ITable,
        quarantine: Quarantine,
    ) -> PythonFunction:
        service = PythonFunction(
            self,
            "RateCall",
            name="rate_call",
            handler="rate_call.handler.handler",
            description="Makes orders of contact records",
            asset=assets.functions["rate_call"],
            layers=layers,
            settings=settings,
            timeout=cdk.Duration.seconds(60),
            memory_mb=settings.functions.rate_call_memory_mb,
            environment={
                "AGENTLINE_QUARANTINE_BUCKET": quarantine.bucket.bucket_name,
                "AGENTLINE_TABLE": table.table_name,
            },
        )
        grant_decisions(table, service.role)
        quarantine.grant_put(service.role)
        acknowledge(
            service.function,
            "It is fed by a stream only, whose failures have a queue.",
            "Serverless-LambdaDLQ",
        )
        return service
