"""The keys of the codes' hashes, current and previous, as their secret holds them."""

import base64
import hashlib
import hmac
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator


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
