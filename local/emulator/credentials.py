"""Who calls the emulator. It enforces IAM (AUTH=true), so this is decided here and nowhere else.

- We, from outside (deployment, simulator, seed, tests), are the root of the one account: the
  emulator takes the key `test` for root, and root may do everything.
- A Lambda function never sees that key. The emulator gives every worker a session of the
  function's own role, so a permission that the stack forgot is denied here as it is on AWS.

These keys open nothing but an emulator on 127.0.0.1: they are names, not secrets.
"""

from typing import Any

import boto3
from botocore.config import Config

ACCOUNT_ID = "000000000000"
REGION = "eu-central-1"
ROOT_ACCESS_KEY_ID = "test"
ROOT_SECRET_ACCESS_KEY = "test"  # noqa: S105 - a name, see above

_CONFIG = Config(
    # StartSyncExecution would ring sync-127.0.0.1 otherwise.
    inject_host_prefix=False,
    retries={"mode": "standard", "total_max_attempts": 3},
    max_pool_connections=50,
)


def root_client(service: str, endpoint_url: str, *, region: str = REGION) -> Any:
    """A boto3 client that acts as the account's root, e.g. `root_client("dynamodb", url)`.

    Typed Any because boto3 finds the class by name: annotate the variable with the client's type.
    Nothing of the caller's own AWS configuration is used, so no call can reach a real account.
    """
    session = boto3.Session(
        aws_access_key_id=ROOT_ACCESS_KEY_ID,
        aws_secret_access_key=ROOT_SECRET_ACCESS_KEY,
        region_name=region,
    )
    return session.client(service, endpoint_url=endpoint_url, config=_CONFIG)  # type: ignore[call-overload]
