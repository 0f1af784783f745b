"""Money in whole minor units, and the one rounding of the product."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

_CURRENCY = re.compile(r"[A-Z]{3}")
# Twelve digits before the point hold any sum this product will meet and fit every store.
_DECIMAL = re.compile(r"(-?)([0-9]{1,12})(?:\.([0-9]{1,2}))?")


class MoneyError(ValueError):
    """Raised when an amount or a currency code is not written as money is."""


class CurrencyMismatchError(MoneyError):
    """Raised when two currencies meet in one sum; nothing is ever converted implicitly."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (öre for SEK) of an ISO 4217 currency with two decimals.

    May be negative: corrections and balances are. Raises MoneyError for anything but an
    integer amount and a three-letter code, CurrencyMismatchError when currencies mix.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:  # a bool is an int to isinstance
            raise MoneyError(f"an amount is a whole number of minor units, not {self.minor!r}")
        if not _CURRENCY.fullmatch(self.currency):
            raise MoneyError(f"a currency is three letters A-Z, not {self.currency!r}")

    @classmethod
    def parse(cls, text: str, currency: str, *, signed: bool = False) -> Self:
        """Read "1000", "1000.5" or "1000.00"; a leading minus only if `signed`."""
        match = _DECIMAL.fullmatch(text)
        if match is None or (match[1] and not signed):
            raise MoneyError(
                f"{text[:40]!r} is no amount: up to 12 digits and two decimals, like '20.00'"
            )
        sign, whole, decimals = match.groups(default="")
        minor = int(whole) * 100 + int(decimals.ljust(2, "0"))
        return cls(-minor if sign else minor, currency)

    @property
    def decimal(self) -> str:
        """The amount as text with two decimals, "1000.00"."""
        whole, rest = divmod(abs(self.minor), 100)
        return f"{'-' if self.minor < 0 else ''}{whole}.{rest:02}"

    @property
    def is_zero(self) -> bool:
        return self.minor == 0

    def __str__(self) -> str:
        return f"{self.decimal} {self.currency}"

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._minor_of(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._minor_of(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._minor_of(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._minor_of(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._minor_of(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._minor_of(other)

    def _minor_of(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrencyMismatchError(f"{self.currency} and {other.currency} cannot be mixed")
        return other.minor


def sek(minor: int) -> Money:
    """Swedish kronor, given in öre."""
    return Money(minor, "SEK")


def round_half_up(exact: Fraction) -> int:
    """Round to the nearest whole number, a half away from zero.

    This is the only rounding in the product. A sum and its reversal round alike.
    """
    magnitude = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return magnitude if exact >= 0 else -magnitude
