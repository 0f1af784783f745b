"""The contact flow. Publishing it checks that everything it names is there: it comes last."""

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.contact_centre import ContactCentre
from infra.constructs.inbound_flow import InboundFlow
from infra.settings import CUSTOMER_SERVICE_QUEUE, StageSettings
from infra.stacks.agentline_stack import AgentLineStack


class FlowsStack(AgentLineStack):
    def __init__(
        self,
        scope: Construct,
        settings: StageSettings,
        *,
        centre: ContactCentre,
        screen_call: lambda_.IAlias,
    ) -> None:
        super().__init__(
            scope, "Flows", settings=settings, description="AgentLine: the contact flow of a call"
        )
        inbound = InboundFlow(
            self,
            "InboundCall",
            instance_arn=centre.instance_arn,
            placeholders={
                "CustomerServiceQueueArn": centre.queue_arns[CUSTOMER_SERVICE_QUEUE],
                "HoursArn": centre.hours_arn,
                "ScreenCallArn": screen_call.function_arn,
            },
        )
        self.tell(InboundFlowArn=inbound.flow.attr_contact_flow_arn)
