"""What the table's stream tells: to the operator's own systems, by webhooks; and to the journal of
calls, in the table again."""

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as event_sources
from constructs import Construct

from infra.assets import Asset
from infra.constructs.acknowledgement import acknowledge
from infra.constructs.python_function import PythonFunction, PythonLayers
from infra.constructs.queues import FailureQueue, Queue
from infra.constructs.table import grant_batch_write, grant_decisions
from infra.settings import StageSettings

# An attempt takes 15 seconds at most. AWS wants six times the time-out as the message's absence.
TIMEOUT = cdk.Duration.seconds(30)
INVISIBLE = cdk.Duration.seconds(180)
# The stream keeps its records for a day.
TOO_LATE = cdk.Duration.hours(24)
RETRIES = 20
# So many attempts at once, however many events there are: receivers are to bear it.
CONCURRENT_ATTEMPTS = 10
AUDITED = [
    "basis_closed",
    "basis_dispatched",
    "customer_registered",
    "limit_raised",
    "payment_received",
]


class OutgoingEvents(Construct):
    """Two functions: one journals calls and makes deliveries of changes, one attempts these, for
    days.

    `failures` tells of changes that could not be published, `delivery_failures` holds messages
    that could not be met. With the talk guard the stream has the two readers it is made for.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        asset: Asset,
        layers: PythonLayers,
        settings: StageSettings,
        table: dynamodb.ITable,
    ) -> None:
        super().__init__(scope, construct_id)
        self._asset, self._layers, self._settings, self._table = asset, layers, settings, table
        self.failures = FailureQueue(self, "Failures", settings=settings)
        self.delivery_failures = FailureQueue(self, "DeliveryFailures", settings=settings)
        # Messages wait here for 15 minutes at most, and are sent again until they are due.
        self.queue = Queue(
            self,
            "Deliveries",
            settings=settings,
            visibility_timeout=INVISIBLE,
            dead_letters=self.delivery_failures,
        )
        publisher = self._function(
            "Publish", "Journals calls, and opens deliveries of what happened in the table"
        )
        deliverer = self._function("Deliver", "Posts events to the operator's endpoints")
        self.network = "any" if settings.is_emulated else "public"
        deliverer.function.add_environment("AGENTLINE_DELIVERY_NETWORK", self.network)
        self.publish, self.deliver = publisher.function, deliverer.function
        self._watch_changes(publisher)
        self._meet_messages()

    def grant_send(self, role: iam.IGrantable) -> None:
        """Let `role` have deliveries seen to, as the sweeper does."""
        role.grant_principal.add_to_principal_policy(
            iam.PolicyStatement(actions=["sqs:SendMessage"], resources=[self.queue.queue_arn])
        )

    def _function(self, construct_id: str, description: str) -> PythonFunction:
        name = construct_id.lower()
        service = PythonFunction(
            self,
            construct_id,
            name=f"{name}_event",
            handler=f"outgoing_events.{name}.handler",
            description=description,
            asset=self._asset,
            layers=self._layers,
            settings=self._settings,
            timeout=TIMEOUT,
            memory_mb=self._settings.functions.outgoing_events_memory_mb,
            environment={
                "AGENTLINE_DELIVERY_QUEUE_URL": self.queue.queue_url,
                "AGENTLINE_TABLE": self._table.table_name,
            },
        )
        grant_decisions(self._table, service.role)
        self.grant_send(service.role)
        acknowledge(
            service.function,
            "It is fed by a stream or a queue only, whose failures have a queue.",
            "Serverless-LambdaDLQ",
        )
        return service

    def _watch_changes(self, publisher: PythonFunction) -> None:
        """The patterns spare us the changes that say nothing; the function decides again.

        Of a call every change is a step, to be journalled; the journal's own rows are none.
        """
        grant_batch_write(self._table, publisher.role)
        publisher.function.add_event_source(
            event_sources.DynamoEventSource(
                self._table,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=25,
                report_batch_item_failures=True,
                bisect_batch_on_error=True,
                retry_attempts=RETRIES,
                max_record_age=TOO_LATE,
                on_failure=event_sources.SqsDlq(self.failures),
                filters=[
                    _change({"kind": {"S": ["audit"]}, "what": {"S": AUDITED}}, "INSERT"),
                    _change({"kind": {"S": ["order"]}}, "INSERT"),
                    _change({"kind": {"S": ["call"]}}, "INSERT", "MODIFY"),
                ],
            )
        )
        acknowledge(
            publisher.role,
            "ListStreams, by which Lambda's poller finds the table's stream, knows no resource.",
            "AwsSolutions-IAM5[Resource::*]",
        )

    def _meet_messages(self) -> None:
        """One at a time: an endpoint that is slow to answer keeps no other waiting."""
        self.deliver.add_event_source(
            event_sources.SqsEventSource(
                self.queue,
                batch_size=1,
                max_concurrency=CONCURRENT_ATTEMPTS,
                report_batch_item_failures=True,
            )
        )
        acknowledge(
            self.deliver,
            "A message that failed goes to its queue's own dead letters, and can be sent back.",
            "Serverless-LambdaEventSourceMappingDestination",
        )


def _change(image: Mapping[str, object], *names: str) -> dict[str, object]:
    pattern = {"eventName": list(names), "dynamodb": {"NewImage": image}}
    return dict(lambda_.FilterCriteria.filter(pattern))
