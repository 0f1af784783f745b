"""A running one-machine stage, as the simulator and the store need to know it."""

from dataclasses import dataclass
from pathlib import Path

import boto3

from agentline.adapters.dynamodb.rows import Row
from agentline.adapters.dynamodb.table import use_table
from local.emulator.credentials import ROOT_ACCESS_KEY_ID, ROOT_SECRET_ACCESS_KEY

# The functions give up quickly, since a caller listens to silence. Nobody does here, and the
# machine may be busy.
_PATIENT_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Stacks deployed into a running emulator.

    `name` is the part of the stack names, as in AgentLine-<name>-Data; `assembly` the cdk.out they
    were deployed from; `log` where to look when something does not come.
    """

    name: str
    endpoint_url: str
    region: str
    table_name: str
    assembly: Path
    log: Path

    def session(self) -> boto3.Session:
        """Acts as the emulated account's root; nothing of the caller's own configuration."""
        return boto3.Session(
            aws_access_key_id=ROOT_ACCESS_KEY_ID,
            aws_secret_access_key=ROOT_SECRET_ACCESS_KEY,
            region_name=self.region,
        )

    @property
    def store_settings(self) -> dict[str, str | int]:
        """What PynamoDB is told, by the names of its Meta class."""
        return {
            "host": self.endpoint_url,
            "region": self.region,
            "aws_access_key_id": ROOT_ACCESS_KEY_ID,
            "aws_secret_access_key": ROOT_SECRET_ACCESS_KEY,
            "connect_timeout_seconds": _PATIENT_SECONDS,
            "read_timeout_seconds": _PATIENT_SECONDS,
        }

    def open_store(self) -> None:
        """Point the product's rows, in this whole process, at the stage's table."""
        for name, value in self.store_settings.items():
            setattr(Row.Meta, name, value)
        use_table(self.table_name)
