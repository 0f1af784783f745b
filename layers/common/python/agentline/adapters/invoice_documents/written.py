"""Amounts, times and names as people in Sweden and English speakers write them."""

from agentline.domain.catalogue import Language
from agentline.domain.customer import Owner
from agentline.domain.money import Money
from agentline.domain.percent import Percent

# No line breaks within an amount, and the minus sign that is as wide as a plus.
_NO_BREAK_SPACE, _MINUS = "\u00a0", "\u2212"
_SWEDISH_CURRENCY = {"SEK": "kr"}


def write_money(amount: Money, language: Language) -> str:
    """1 234,50 kr in Swedish, 1,234.50 SEK in English."""
    whole, decimals = divmod(abs(amount.minor), 100)
    sign = _MINUS if amount.minor < 0 else ""
    if language is Language.SWEDISH:
        digits = f"{whole:,}".replace(",", _NO_BREAK_SPACE) + f",{decimals:02}"
        currency = _SWEDISH_CURRENCY.get(amount.currency, amount.currency)
    else:
        digits, currency = f"{whole:,}.{decimals:02}", amount.currency
    return f"{sign}{digits}{_NO_BREAK_SPACE}{currency}"


def write_percent(percent: Percent, language: Language) -> str:
    """25 % in Swedish, 25% in English."""
    if language is Language.SWEDISH:
        return f"{percent.value}".replace(".", ",") + f"{_NO_BREAK_SPACE}%"
    return f"{percent.value}%"


def write_minutes(seconds: int) -> str:
    """Minutes and seconds, "12:05"; hours stay minutes, as in the price."""
    return f"{seconds // 60}:{seconds % 60:02}"


def write_address(owner: Owner) -> list[str]:
    """Street, postcode and city, and the country if it is not Sweden; empty parts left out."""
    town = f"{owner.postcode} {owner.city}".strip()
    country = "" if owner.country == "SE" else owner.country
    return [line for line in (owner.street.strip(), town, country.strip()) if line]
