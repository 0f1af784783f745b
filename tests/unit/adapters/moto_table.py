"""A table in this process, for what is written and read back by one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from moto import mock_aws

from agentline.adapters.dynamodb import table
from local.emulator.credentials import REGION


@contextmanager
def table_of_moto(name: str) -> Iterator[Any]:
    """boto3's table; the product's rows are in it meanwhile."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        # moto answers where a transport would, and botocore lets both.
        patch.setattr(table, "_carry_requests", lambda *_: None)
        keys = [("pk", "HASH"), ("sk", "RANGE")]
        made = boto3.resource("dynamodb").create_table(
            TableName=name,
            KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in keys],
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key, _ in keys],
            BillingMode="PAY_PER_REQUEST",
        )
        table.use_table(name)
        yield made
