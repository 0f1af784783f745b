"""The staff web interface on AWS; the one-machine stage serves it itself."""

from pathlib import Path

from constructs import Construct

from infra.constructs.staff_api import StaffApi
from infra.constructs.staff_pool import StaffPool
from infra.constructs.web_files import WebFiles
from infra.constructs.web_site import WebSite
from infra.settings import StageSettings
from infra.stacks.agentline_stack import AgentLineStack


class WebStack(AgentLineStack):
    """`files` is the built web interface; it learns from /config.json where staff sign in."""

    def __init__(
        self,
        scope: Construct,
        settings: StageSettings,
        *,
        files: Path,
        api: StaffApi,
        people: StaffPool,
    ) -> None:
        super().__init__(
            scope, "Web", settings=settings, description="AgentLine: the staff web interface"
        )
        site = WebSite(self, "Site", api_host=api.host, settings=settings)
        WebFiles(
            self,
            "Program",
            folder=files,
            bucket=site.bucket,
            config={
                "region": settings.region,
                "user_pool_id": people.pool.user_pool_id,
                "client_id": people.client.user_pool_client_id,
                "is_local_stage": False,
            },
            settings=settings,
        )
        self.tell(
            WebUrl=site.url,
            DistributionHost=site.distribution.distribution_domain_name,
            FilesBucketName=site.bucket.bucket_name,
        )
