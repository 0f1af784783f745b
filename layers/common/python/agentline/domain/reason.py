"""Why something is as it is, as a value that a sentence in any language can be made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason[Code: StrEnum]:
    """A code that never changes, and by their names the particulars that its sentence has."""

    code: Code
    params: Mapping[str, str] = field(default_factory=dict)

    def with_every_param(self, value: str) -> "Reason[Code]":
        return replace(self, params=dict.fromkeys(self.params, value))
