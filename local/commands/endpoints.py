"""`.local/endpoints.json`: where other programs find the running stage (design.md 5)."""

import http.client
import os
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from agentline.domain.staff import Role
from local.commands.errors import CommandError
from local.demo.staff import PASSWORD, demo_email
from local.deployment import Outputs
from local.emulator.server import Emulator
from local.paths import REPOSITORY, StagePaths
from local.tour.stage import Stage

STAGE = "local"
FLOW_FILE = REPOSITORY / "infra" / "contact_flows" / "inbound_call.json"
NO_STAGE = "no stage is running: start it with make run"


class Endpoints(BaseModel):
    """Every key is always there; what has not been built yet is null."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    api_url: str | None = None
    web_url: str | None = None
    phone_url: str | None = None
    webhook_url: str | None = None
    username: str | None = None
    password: str | None = None
    user_pool_id: str | None = None
    client_id: str | None = None
    region: str
    aws_endpoint_url: str
    table_name: str
    contact_stream: str
    flow_file: str

    def write(self, path: Path) -> None:
        """Replace the file in one step: a reader sees the old one or the new one, whole."""
        unfinished = path.with_suffix(f".{os.getpid()}.new")
        unfinished.write_text(f"{self.model_dump_json(indent=2)}\n", encoding="utf-8")
        unfinished.replace(path)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises CommandError when there is no such file, or something else in it."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            raise CommandError(NO_STAGE) from None
        except ValidationError:
            raise CommandError(f"{path} is damaged: start the stage anew with make run") from None


def assembly_folder(paths: StagePaths) -> Path:
    """The synthesized templates the stage was deployed from. Its own, so that synthesizing for
    AWS does not disturb it."""
    return paths.root / "cdk.out"


def endpoints_of(emulator: Emulator, outputs: Outputs) -> Endpoints:
    """Of stacks that were just deployed into the emulator."""
    staff = outputs[f"AgentLine-{STAGE}-Staff"]
    return Endpoints(
        region=emulator.settings.region,
        aws_endpoint_url=emulator.endpoint_url,
        table_name=outputs[f"AgentLine-{STAGE}-Data"]["TableName"],
        contact_stream=outputs[f"AgentLine-{STAGE}-CallPath"]["ContactStreamName"],
        webhook_url=on_this_machine(
            outputs[f"AgentLine-{STAGE}-Invoicing"]["WebhookUrl"], emulator.endpoint_url
        ),
        api_url=on_this_machine(staff["ApiUrl"], emulator.endpoint_url),
        username=demo_email(Role.ADMIN),
        password=PASSWORD,
        user_pool_id=staff["UserPoolId"],
        client_id=staff["UserPoolClientId"],
        flow_file=str(FLOW_FILE),
    )


def on_this_machine(url: str, endpoint_url: str) -> str:
    """Where the emulator serves the API Gateway stage that has the address `url` on AWS."""
    address = urlsplit(url)
    api = (address.hostname or "").partition(".")[0]
    return f"{endpoint_url}/restapis/{api}{address.path}/_user_request_"


def find_stage(paths: StagePaths) -> Stage:
    """The running stage. Raises CommandError when none answers."""
    endpoints = Endpoints.read(paths.endpoints)
    require_answer(endpoints.aws_endpoint_url)
    return stage_at(endpoints, paths)


def stage_at(endpoints: Endpoints, paths: StagePaths) -> Stage:
    return Stage(
        name=STAGE,
        endpoint_url=endpoints.aws_endpoint_url,
        region=endpoints.region,
        table_name=endpoints.table_name,
        assembly=assembly_folder(paths),
        connect_endpoint=paths.connect_endpoint,
        log=paths.emulator_log,
    )


def require_answer(url: str) -> None:
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=5)
    try:
        connection.request("GET", "/_ministack/health")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        raise CommandError(NO_STAGE) from None
    finally:
        connection.close()
