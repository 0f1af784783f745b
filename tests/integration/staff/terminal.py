"""The command line, asking the deployed API as a demo's member of staff."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from typer.testing import CliRunner

from agentline.domain.staff import Role
from local.cli import app
from local.commands.endpoints import Endpoints
from local.demo.staff import PASSWORD, demo_email


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """One with `environment` set: it says where the stage is and who signs in."""

    environment: Mapping[str, str]

    def told(self, *words: str, exit_code: int = 0) -> str:
        """What a command prints or, when it fails, the error."""
        printed, refused = self.run(*words, exit_code=exit_code)
        return refused if exit_code else printed

    def read(self, *words: str, exit_code: int = 0) -> Any:
        return json.loads(self.run(*words, exit_code=exit_code)[0])

    def run(self, *words: str, exit_code: int) -> tuple[str, str]:
        """What it prints, and its errors."""
        result = CliRunner().invoke(app, words, env={"COLUMNS": "200", **self.environment})
        assert result.exit_code == exit_code, result.output
        return result.stdout, result.stderr


def signed_in_as(role: Role, endpoints: Endpoints) -> dict[str, str]:
    """Set as for a deployment on AWS, whose user pool is the emulator's."""
    return {
        "AGENTLINE_API_URL": endpoints.api_url or "",
        "AGENTLINE_CLIENT_ID": endpoints.client_id or "",
        "AGENTLINE_USERNAME": demo_email(role),
        "AGENTLINE_PASSWORD": PASSWORD,
        "AWS_DEFAULT_REGION": endpoints.region,
        "AWS_ENDPOINT_URL": endpoints.aws_endpoint_url,
    }


def rows_of(table: str) -> Sequence[Mapping[str, str]]:
    """Of a table in a file, each by its columns."""
    return list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";"))
