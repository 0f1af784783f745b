"""A running one-machine stage, as the simulator and the store need to know it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3

from agentline.adapters.code_keys import CodeKeys
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.adapters.dynamodb.rows import Row
from agentline.adapters.dynamodb.table import use_table
from local.connect.deployment import stack_outputs
from local.emulator.credentials import ROOT_ACCESS_KEY_ID, ROOT_SECRET_ACCESS_KEY

# The functions give up quickly, since a caller listens to silence. Nobody does here, and the
# machine may be busy.
_PATIENT_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Stacks deployed into a running emulator.

    `name` is the part of the stack names, as in AgentLine-<name>-Data; `assembly` the cdk.out they
    were deployed from; `connect_endpoint` the file that says where the stage's Connect API is;
    `log` where to look when something does not come.
    """

    name: str
    endpoint_url: str
    region: str
    table_name: str
    assembly: Path
    connect_endpoint: Path
    log: Path

    def session(self) -> boto3.Session:
        """Acts as the emulated account's root; nothing of the caller's own configuration."""
        return boto3.Session(
            aws_access_key_id=ROOT_ACCESS_KEY_ID,
            aws_secret_access_key=ROOT_SECRET_ACCESS_KEY,
            region_name=self.region,
        )

    def call_path_outputs(self) -> dict[str, str]:
        """What the stack of the call path tells: OutputKey -> OutputValue."""
        cloudformation = self.session().client("cloudformation", endpoint_url=self.endpoint_url)
        return stack_outputs(cloudformation, f"AgentLine-{self.name}-CallPath")

    def codes(self) -> TableCodes:
        """The customers' codes, under the keys of the deployed secret; needs the store opened."""
        secrets = self.session().client("secretsmanager", endpoint_url=self.endpoint_url)
        arn = self.call_path_outputs()["CodeKeysSecretArn"]
        keys = CodeKeys.model_validate_json(secrets.get_secret_value(SecretId=arn)["SecretString"])
        return TableCodes(lambda: keys)

    @property
    def environment(self) -> dict[str, str]:
        """What points any AWS client at the stage, acting as the account's root."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_ACCESS_KEY_ID": ROOT_ACCESS_KEY_ID,
            "AWS_SECRET_ACCESS_KEY": ROOT_SECRET_ACCESS_KEY,
        }

    @contextmanager
    def as_environment(self) -> Iterator[None]:
        """AWS clients made meanwhile, wherever in this process, are the stage's."""
        before = {name: os.environ.get(name) for name in self.environment}
        os.environ.update(self.environment)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value

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
