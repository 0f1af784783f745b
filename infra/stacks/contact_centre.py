"""The Connect instance and what calls wait in."""

from constructs import Construct

from infra.constructs.contact_centre import ContactCentre
from infra.settings import StageSettings
from infra.stacks.agentline_stack import AgentLineStack


class ContactCentreStack(AgentLineStack):
    def __init__(self, scope: Construct, settings: StageSettings) -> None:
        super().__init__(
            scope,
            "ContactCentre",
            settings=settings,
            description="AgentLine: opening hours, queues and routing in Amazon Connect",
        )
        self.centre = ContactCentre(self, "ContactCentre", settings=settings)
        self.tell(
            InstanceArn=self.centre.instance_arn,
            HoursArn=self.centre.hours_arn,
            Queues=self.to_json_string(self.centre.queue_arns),
            RoutingProfileArn=self.centre.routing_profile_arn,
        )
