"""The Connect instance with opening hours, queues and the agents' routing profile."""

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra import settings as stage
from infra.constructs.acknowledgement import acknowledge
from infra.constructs.connect_order import one_after_another
from infra.constructs.removal import removal_policy

DAYS: dict[stage.Weekday, str] = {
    "mon": "MONDAY",
    "tue": "TUESDAY",
    "wed": "WEDNESDAY",
    "thu": "THURSDAY",
    "fri": "FRIDAY",
    "sat": "SATURDAY",
    "sun": "SUNDAY",
}


class ContactCentre(Construct):
    """Exposes `instance_arn`, `instance_id`, `hours_arn`, `queue_arns` by queue name,
    `routing_profile_arn`; and `instance_reference`, the ARN or the name of the export by which
    templates of other stacks know the instance."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: stage.StageSettings
    ) -> None:
        super().__init__(scope, construct_id)
        centre = settings.contact_centre
        created: list[cdk.CfnResource] = []
        if centre.instance_arn is None:
            instance = self._instance(settings)
            created.append(instance)
            self.instance_arn = instance.attr_arn
            self.instance_id = instance.attr_id
            self.instance_reference = _export_name(instance, instance.attr_arn)
        else:
            self.instance_arn = centre.instance_arn
            self.instance_id = centre.instance_arn.rpartition("/")[2]
            self.instance_reference = centre.instance_arn
        hours = self._hours(centre)
        self.hours_arn = hours.attr_hours_of_operation_arn
        queues = {queue.name: self._queue(queue) for queue in centre.queues}
        self.queue_arns = {name: queue.attr_queue_arn for name, queue in queues.items()}
        routing_profile = self._routing_profile()
        self.routing_profile_arn = routing_profile.attr_routing_profile_arn
        one_after_another([*created, hours, *queues.values(), routing_profile])

    def grant_contacts(self, role: iam.Role) -> None:
        """Let `role` look at single contacts, and end them."""
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["connect:DescribeContact", "connect:StopContact"],
                resources=[f"{self.instance_arn}/contact/*"],
            )
        )
        acknowledge(
            role,
            "Any call of our own instance may have to be ended; other instances' cannot be.",
            f"AwsSolutions-IAM5[Resource::{self.instance_reference}/contact/*]",
        )

    def _instance(self, settings: stage.StageSettings) -> connect.CfnInstance:
        instance = connect.CfnInstance(
            self,
            "Instance",
            identity_management_type="CONNECT_MANAGED",
            instance_alias=settings.contact_centre.instance_alias,
            attributes=connect.CfnInstance.AttributesProperty(
                inbound_calls=True, outbound_calls=False, contactflow_logs=True
            ),
        )
        instance.apply_removal_policy(removal_policy(settings))
        return instance

    def _hours(self, centre: stage.ContactCentre) -> connect.CfnHoursOfOperation:
        return connect.CfnHoursOfOperation(
            self,
            "Hours",
            instance_arn=self.instance_arn,
            name="AgentLine opening hours",
            time_zone=centre.time_zone,
            config=[
                connect.CfnHoursOfOperation.HoursOfOperationConfigProperty(
                    day=DAYS[day],
                    start_time=_time_slice(opening.opens),
                    end_time=_time_slice(opening.closes),
                )
                for opening in centre.opening
                for day in opening.days
            ],
        )

    def _queue(self, queue: stage.Queue) -> connect.CfnQueue:
        return connect.CfnQueue(
            self,
            f"Queue-{queue.name}",
            instance_arn=self.instance_arn,
            hours_of_operation_arn=self.hours_arn,
            name=queue.name,
            description=queue.description,
        )

    def _routing_profile(self) -> connect.CfnRoutingProfile:
        profile = connect.CfnRoutingProfile
        arns = list(self.queue_arns.values())
        return profile(
            self,
            "RoutingProfile",
            instance_arn=self.instance_arn,
            name="AgentLine agents",
            description="One call at a time from every queue, the longest waiting first",
            default_outbound_queue_arn=arns[0],
            media_concurrencies=[profile.MediaConcurrencyProperty(channel="VOICE", concurrency=1)],
            queue_configs=[
                profile.RoutingProfileQueueConfigProperty(
                    delay=0,
                    priority=1,
                    queue_reference=profile.RoutingProfileQueueReferenceProperty(
                        channel="VOICE", queue_arn=arn
                    ),
                )
                for arn in arns
            ],
        )


def _export_name(instance: connect.CfnInstance, attribute: str) -> str:
    stack = cdk.Stack.of(instance)
    name: str = stack.resolve(stack.export_value(attribute))["Fn::ImportValue"]
    return name


def _time_slice(
    clock: stage.ClockTime,
) -> connect.CfnHoursOfOperation.HoursOfOperationTimeSliceProperty:
    """Connect writes the midnight that ends a day as 0:00."""
    hours, minutes = (int(part) for part in clock.split(":"))
    return connect.CfnHoursOfOperation.HoursOfOperationTimeSliceProperty(
        hours=hours % 24, minutes=minutes
    )
