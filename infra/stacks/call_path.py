"""What runs while somebody calls, and right after."""

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from infra.assets import Assets
from infra.constructs.connect_order import one_after_another
from infra.constructs.contact_centre import ContactCentre
from infra.constructs.contact_stream import ContactStream
from infra.constructs.flow_function import FlowFunction
from infra.constructs.python_function import PythonFunction, PythonLayers
from infra.constructs.table import grant_decisions
from infra.settings import StageSettings
from infra.stacks.agentline_stack import AgentLineStack


class CallPathStack(AgentLineStack):
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
            description="AgentLine: screening of calls and rating of contact records",
        )
        layers = PythonLayers(self, "Layers", assets=assets, settings=settings)
        # A flow waits 8 seconds at most for its function.
        screen_call = PythonFunction(
            self,
            "ScreenCall",
            name="screen_call",
            description="Decides whether a caller is put through",
            asset=assets.functions["screen_call"],
            layers=layers,
            settings=settings,
            timeout=cdk.Duration.seconds(8),
            memory_mb=settings.functions.screen_call_memory_mb,
            environment={
                "AGENTLINE_DIRECTORY": "file",
                "AGENTLINE_QUEUES": self.to_json_string(centre.queue_arns),
                "AGENTLINE_TABLE": table.table_name,
            },
        )
        rate_call = PythonFunction(
            self,
            "RateCall",
            name="rate_call",
            description="Makes orders of contact records",
            asset=assets.functions["rate_call"],
            layers=layers,
            settings=settings,
            timeout=cdk.Duration.seconds(60),
            memory_mb=settings.functions.rate_call_memory_mb,
            environment={"AGENTLINE_TABLE": table.table_name},
        )
        for function in (screen_call, rate_call):
            grant_decisions(table, function.role)
        contacts = ContactStream(self, "Contacts", settings=settings)
        contacts.deliver_to(rate_call.function)
        from_flows = FlowFunction(
            self,
            "FromFlows",
            function=screen_call.function,
            instance_arn=centre.instance_arn,
        )
        one_after_another([contacts.collect_from(centre.instance_arn), from_flows.association])
        self.screen_call = screen_call.function
        self.tell(
            ContactStreamName=contacts.stream.stream_name,
            ContactStreamArn=contacts.stream.stream_arn,
            ScreenCallArn=screen_call.function.function_arn,
            RateCallArn=rate_call.function.function_arn,
        )
