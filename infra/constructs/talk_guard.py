"""What watches over the talk: ends it when the credit does, and lets go of holds."""

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_lambda_event_sources as event_sources
from constructs import Construct

from infra.assets import Asset
from infra.constructs.acknowledgement import acknowledge
from infra.constructs.contact_centre import ContactCentre
from infra.constructs.python_function import PythonFunction, PythonLayers
from infra.constructs.queues import FailureQueue, Queue
from infra.constructs.table import grant_decisions
from infra.settings import StageSettings

TIMEOUT = cdk.Duration.seconds(30)
# The longest call is an hour, and half an hour after it the hold is gone.
TOO_LATE = cdk.Duration.hours(2)
EVENTS_OF_INTEREST = ["CONNECTED_TO_AGENT", "DISCONNECTED"]


class TalkGuard(Construct):
    """A function with three triggers: contact events, its own timers, new holds in the table."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        asset: Asset,
        layers: PythonLayers,
        settings: StageSettings,
        table: dynamodb.ITable,
        centre: ContactCentre,
    ) -> None:
        super().__init__(scope, construct_id)
        self.failures = FailureQueue(self, "Failures", settings=settings)
        self.timer_failures = FailureQueue(self, "TimerFailures", settings=settings)
        # Messages wait here for 15 minutes at most, and are sent again until they are due.
        self.timers = Queue(
            self,
            "Timers",
            settings=settings,
            visibility_timeout=cdk.Duration.seconds(60),
            dead_letters=self.timer_failures,
        )
        service = PythonFunction(
            self,
            "Guard",
            name="talk_guard",
            handler="screen_call.talk_guard.handler",
            description="Ends calls whose credit is used up and releases holds",
            asset=asset,
            layers=layers,
            settings=settings,
            timeout=TIMEOUT,
            memory_mb=settings.functions.talk_guard_memory_mb,
            environment={
                "AGENTLINE_CUT_OFF": "on" if settings.cut_off else "off",
                "AGENTLINE_INSTANCE_ID": centre.instance_id,
                "AGENTLINE_TABLE": table.table_name,
                "AGENTLINE_TIMER_QUEUE_URL": self.timers.queue_url,
            },
        )
        self.function = service.function
        grant_decisions(table, service.role)
        self._grant_timers_and_calls(service.role, centre)
        self._watch_contact_events()
        self._ring_timers()
        self._watch_new_holds(table, service.role)

    def _grant_timers_and_calls(self, role: iam.Role, centre: ContactCentre) -> None:
        role.add_to_policy(
            iam.PolicyStatement(actions=["sqs:SendMessage"], resources=[self.timers.queue_arn])
        )
        centre.grant_contacts(role)

    def _watch_contact_events(self) -> None:
        self.function.configure_async_invoke(
            max_event_age=TOO_LATE,
            retry_attempts=2,
            on_failure=destinations.SqsDestination(self.failures),
        )
        acknowledge(
            self.function,
            "Events that failed go to the failure destination, which tells why as well.",
            "Serverless-LambdaDLQ",
        )
        events.Rule(
            self,
            "ContactEvents",
            description="AgentLine: an agent has answered, or the call has ended",
            event_pattern=events.EventPattern(
                source=["aws.connect"],
                detail_type=["Amazon Connect Contact Event"],
                detail={"eventType": EVENTS_OF_INTEREST, "channel": ["VOICE"]},
            ),
            targets=[
                targets.LambdaFunction(
                    self.function, max_event_age=TOO_LATE, dead_letter_queue=self.failures
                )
            ],
        )

    def _ring_timers(self) -> None:
        self.function.add_event_source(
            event_sources.SqsEventSource(
                self.timers, batch_size=10, report_batch_item_failures=True
            )
        )
        acknowledge(
            self.function,
            "A timer that failed goes to its queue's own dead letters, and can be sent back.",
            "Serverless-LambdaEventSourceMappingDestination",
        )

    def _watch_new_holds(self, table: dynamodb.ITable, role: iam.Role) -> None:
        """A call is new when let in at once, and changed when let in by a code."""
        has_hold = {"kind": {"S": ["call"]}, "hold": {"N": lambda_.FilterRule.exists()}}
        had_none = {"verdict": {"S": lambda_.FilterRule.not_equals("ADMIT")}}
        self.function.add_event_source(
            event_sources.DynamoEventSource(
                table,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=10,
                report_batch_item_failures=True,
                bisect_batch_on_error=True,
                retry_attempts=5,
                max_record_age=TOO_LATE,
                on_failure=event_sources.SqsDlq(self.failures),
                filters=[
                    lambda_.FilterCriteria.filter(
                        {"eventName": ["INSERT"], "dynamodb": {"NewImage": has_hold}}
                    ),
                    lambda_.FilterCriteria.filter(
                        {
                            "eventName": ["MODIFY"],
                            "dynamodb": {"OldImage": had_none, "NewImage": has_hold},
                        }
                    ),
                ],
            )
        )
        acknowledge(
            role,
            "ListStreams, by which Lambda's poller finds the table's stream, knows no resource.",
            "AwsSolutions-IAM5[Resource::*]",
        )
