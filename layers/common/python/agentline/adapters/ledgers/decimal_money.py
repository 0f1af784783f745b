"""Money as the decimal number of a ledger's answers and requests, exactly, both ways."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

from agentline.billing_ports import LedgerUnavailableError
from agentline.domain.money import Money, MoneyError


def to_decimal(amount: Money) -> Decimal:
    """100050 öre is 1000.50."""
    return Decimal(amount.decimal)


def from_decimal(number: Any, currency: Any) -> Money:
    """1000, 1000.5 and 1000.500 are whole öre, 0.005 is not.

    Raises LedgerUnavailableError for what is no amount: a ledger that answers so cannot be used.
    """
    if isinstance(number, Decimal | int) and isinstance(currency, str):
        minor = Decimal(number) * 100
        if minor.is_finite() and minor == minor.to_integral_value():
            with suppress(MoneyError):
                return Money(int(minor), currency)
    raise LedgerUnavailableError("the ledger gave an amount that is not one")
