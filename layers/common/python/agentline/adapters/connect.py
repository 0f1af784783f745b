"""Amazon Connect as the guard needs it: end a contact, look at a contact."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from agentline.ports import ContactSeen, StopOutcome

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_CONFIG = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard"})


class ConnectTelephony:
    """The `Telephony` port on one Amazon Connect instance."""

    def __init__(self, instance: str) -> None:
        self._instance = instance
        self._client: ConnectClient = boto3.client("connect", config=_CONFIG)

    def stop(self, contact: str) -> StopOutcome:
        """Voice contacts that a transfer or a disconnect began cannot be ended (facts)."""
        try:
            self._client.stop_contact(ContactId=contact, InstanceId=self._instance)
        except ClientError as error:
            match error.response["Error"]["Code"]:
                case "ContactNotFoundException" | "ResourceNotFoundException":
                    return StopOutcome.OVER
                case "InvalidRequestException" | "InvalidParameterException":
                    return StopOutcome.REFUSED
            raise
        return StopOutcome.STOPPED

    def look_at(self, contact: str) -> ContactSeen | None:
        try:
            seen: Any = self._client.describe_contact(ContactId=contact, InstanceId=self._instance)[
                "Contact"
            ]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            return None
        answered_at = seen.get("AgentInfo", {}).get("ConnectedToAgentTimestamp")
        return ContactSeen(
            answered_at=_utc(answered_at), ended_at=_utc(seen.get("DisconnectTimestamp"))
        )


def _utc(instant: datetime | None) -> datetime | None:
    return instant.astimezone(UTC).replace(microsecond=0) if instant else None
