"""Percentages kept exactly as they were written."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?")


class PercentError(ValueError):
    """Raised when a percentage is not 0 to 100 with at most four decimals."""


@dataclass(frozen=True, slots=True)
class Percent:
    """A share between 0 and 100 per cent. Raises PercentError outside of that."""

    value: Decimal

    def __post_init__(self) -> None:
        if not _PERCENT.fullmatch(f"{self.value}") or self.value > 100:
            raise PercentError(
                f"{f'{self.value}'[:40]} is no percentage: 0 to 100 with at most four decimals"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "25" or "12.5"."""
        if not _PERCENT.fullmatch(text):
            raise PercentError(
                f"{text[:40]!r} is no percentage: 0 to 100 with at most four decimals"
            )
        return cls(Decimal(text))

    @property
    def share(self) -> Fraction:
        """12.5 per cent is the share 1/8."""
        return Fraction(self.value) / 100

    def __str__(self) -> str:
        return f"{self.value} %"
