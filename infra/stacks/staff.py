"""What staff work with: the REST API, and who they sign in with."""

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.assets import Assets
from infra.constructs.acknowledgement import acknowledge
from infra.constructs.alarm_board import AlarmBoard
from infra.constructs.contact_centre import ContactCentre
from infra.constructs.generated_secret import grant_secret
from infra.constructs.key_ring import KeyRing
from infra.constructs.python_function import PythonFunction, PythonLayers
from infra.constructs.staff_alarms import add_staff_alarms
from infra.constructs.staff_api import StaffApi
from infra.constructs.staff_dashboard import StaffDashboard
from infra.constructs.staff_pool import StaffPool
from infra.constructs.table import (
    LISTED,
    TODO,
    grant_batch_write,
    grant_decisions,
    grant_index,
    grant_removal,
)
from infra.settings import StageSettings
from infra.stacks.agentline_stack import AgentLineStack
from infra.stacks.call_path import CallPathStack
from infra.stacks.invoicing import InvoicingStack


class StaffStack(AgentLineStack):
    """Exposes `api`, which a web ACL may protect, and `people`, who sign in."""

    def __init__(
        self,
        scope: Construct,
        settings: StageSettings,
        *,
        assets: Assets,
        table: dynamodb.ITable,
        centre: ContactCentre,
        call_path: CallPathStack,
        invoicing: InvoicingStack,
        alarm_topic: sns.ITopic | None,
    ) -> None:
        super().__init__(
            scope, "Staff", settings=settings, description="AgentLine: the staff API and sign-in"
        )
        self.people = people = StaffPool(self, "People", settings=settings)
        keys = KeyRing(
            self,
            "ApiKeys",
            of="the staff API",
            not_rotated="It signs cursors of lists, which hold nothing secret",
            settings=settings,
        )
        service = PythonFunction(
            self,
            "AdminApi",
            name="admin_api",
            handler="admin_api.handler.handler",
            description="Everything staff can do",
            asset=assets.functions["admin_api"],
            layers=PythonLayers(self, "Layers", assets=assets, settings=settings),
            settings=settings,
            # The gateway waits for 29 seconds.
            timeout=cdk.Duration.seconds(28),
            memory_mb=settings.functions.admin_api_memory_mb,
            environment={
                **invoicing.settings_of_desks,
                **invoicing.settings_of_machines,
                "AGENTLINE_API_KEYS_SECRET": keys.arn,
                "AGENTLINE_CODE_KEYS_SECRET": call_path.code_keys.arn,
                "AGENTLINE_CONTACT_STREAM": call_path.contacts.stream.stream_name,
                "AGENTLINE_CUT_OFF": "on" if settings.cut_off else "off",
                "AGENTLINE_DELIVERY_NETWORK": invoicing.outgoing.network,
                "AGENTLINE_DELIVERY_QUEUE_URL": invoicing.outgoing.queue.queue_url,
                "AGENTLINE_INSTANCE_ID": centre.instance_id,
                "AGENTLINE_QUARANTINE_BUCKET": call_path.quarantine.bucket.bucket_name,
                "AGENTLINE_QUEUES": self.to_json_string(centre.queue_arns),
                "AGENTLINE_USER_POOL_CLIENT_ID": people.client.user_pool_client_id,
                "AGENTLINE_USER_POOL_ID": people.pool.user_pool_id,
            },
        )
        self._grant_table(table, service.role)
        invoicing.grant_desks(service.role)
        invoicing.grant_start(service.role)
        invoicing.outgoing.grant_send(service.role)
        call_path.quarantine.grant_read(service.role)
        call_path.contacts.grant_put(service.role)
        centre.grant_contacts(service.role)
        people.grant_admin(service.role)
        for secret in (keys.arn, call_path.code_keys.arn):
            grant_secret(secret, service.role)
        acknowledge(
            service.function,
            "Staff wait for the answer, and ask again with the same key.",
            "Serverless-LambdaDLQ",
        )
        self.api = StaffApi(
            self, "Api", function=service.function, pool=people.pool, settings=settings
        )
        alarms = AlarmBoard(self, "Alarms", settings=settings, topic=alarm_topic)
        add_staff_alarms(alarms, service.function, self.api)
        StaffDashboard(
            self,
            "Overview",
            function=service.function,
            api=self.api,
            alarms=alarms.alarms,
            settings=settings,
        )
        self.tell(
            ApiUrl=self.api.url,
            UserPoolId=people.pool.user_pool_id,
            UserPoolClientId=people.client.user_pool_client_id,
            ApiKeysSecretArn=keys.arn,
        )

    def _grant_table(self, table: dynamodb.ITable, role: iam.Role) -> None:
        grant_decisions(table, role)
        for index in (TODO, LISTED):
            grant_index(index, table, role)
        grant_batch_write(table, role)
        grant_removal(table, role)
