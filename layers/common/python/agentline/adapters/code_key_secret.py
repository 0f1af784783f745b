"""The keys of the codes' hashes, from AWS Secrets Manager, fetched when the first code is entered.

Few callers enter one. Until then neither the client nor pydantic, by which the secret is read, is
loaded; the time it takes then falls into the time every answer to a code takes.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from agentline.adapters.secrets import read_secret

if TYPE_CHECKING:
    from agentline.adapters.code_keys import CodeKeys

SECONDS_KEPT = 300


def read_code_keys(arn: str) -> "CodeKeys":
    """Fetch the keys. Raises pydantic.ValidationError for what are none."""
    from agentline.adapters.code_keys import CodeKeys

    return CodeKeys.model_validate(json.loads(read_secret(arn)))


@dataclass
class SecretKeys:
    """The keys of one secret, read when first needed and again every few minutes."""

    read: Callable[[], "CodeKeys"]
    clock: Callable[[], float] = monotonic
    _known: "tuple[float, CodeKeys] | None" = field(default=None, repr=False)

    def __call__(self) -> "CodeKeys":
        if self._known is None or self.clock() >= self._known[0]:
            self._known = (self.clock() + SECONDS_KEPT, self.read())
        return self._known[1]
