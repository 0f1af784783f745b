"""Secret keys, current and previous, as a secret in AWS Secrets Manager holds them."""

import base64
import json
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from agentline.adapters.secrets import read_secret


class SecretKey(BaseModel):
    """One key and its version. `key` is base64 of at least 32 bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,20}$")]
    key: bytes = Field(repr=False)

    @field_validator("key", mode="before")
    @classmethod
    def _decode(cls, text: object) -> bytes:
        key = base64.b64decode(str(text), validate=True)
        if len(key) < 32:
            raise ValueError("a key has at least 32 bytes")
        return key


class KeyRing[Key: SecretKey](BaseModel):
    """What the secret holds. After a rotation the key before still opens what is under it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    current: Key
    previous: Key | None = None

    def all(self) -> Sequence[Key]:
        """The current one first."""
        return (self.current, self.previous) if self.previous else (self.current,)


def read_key_ring(arn: str) -> KeyRing[SecretKey]:
    """Fetch the keys of a secret. Raises pydantic.ValidationError for what are none."""
    return KeyRing[SecretKey].model_validate(json.loads(read_secret(arn)))
