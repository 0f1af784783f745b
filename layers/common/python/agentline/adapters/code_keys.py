"""The keys of the codes' hashes, from AWS Secrets Manager, current and previous."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

SECONDS_KEPT = 300


class CodeKey(BaseModel):
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

    def digest(self, code: str) -> str:
        """The name a code is kept under: key version and keyed hash."""
        return f"{self.version}#{hmac.new(self.key, code.encode(), hashlib.sha256).hexdigest()}"


class CodeKeys(BaseModel):
    """What the secret holds. After a rotation the key before still opens its codes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    current: CodeKey
    previous: CodeKey | None = None

    def digests(self, code: str) -> tuple[str, ...]:
        keys = [self.current] + ([self.previous] if self.previous else [])
        return tuple(key.digest(code) for key in keys)


def read_code_keys(secret: str) -> CodeKeys:
    """The keys as the secret's text states them. Raises pydantic.ValidationError."""
    return CodeKeys.model_validate(json.loads(secret))


@dataclass
class SecretKeys:
    """The keys of one secret, read when first needed and again every few minutes."""

    read: Callable[[], CodeKeys]
    clock: Callable[[], float] = monotonic
    _known: tuple[float, CodeKeys] | None = field(default=None, repr=False)

    def __call__(self) -> CodeKeys:
        if self._known is None or self.clock() >= self._known[0]:
            self._known = (self.clock() + SECONDS_KEPT, self.read())
        return self._known[1]
