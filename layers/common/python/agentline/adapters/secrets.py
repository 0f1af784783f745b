"""Secrets from AWS Secrets Manager."""

from typing import Any

import botocore.session


def read_secret(arn: str) -> str:
    """The secret's text. The client is made for this one reading, off the path of most calls."""
    client: Any = botocore.session.get_session().create_client("secretsmanager")
    secret: str = client.get_secret_value(SecretId=arn)["SecretString"]
    return secret
