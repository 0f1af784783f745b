"""Amounts, percentages, days and names as they are typed."""

import re
from datetime import UTC, date, datetime, time

from agentline.domain.catalogue import PriceListKey
from agentline.domain.money import Money, MoneyError
from agentline.domain.percent import Percent, PercentError
from agentline.domain.reference import UnknownReferenceError, read_reference
from agentline.domain.regime import STOCKHOLM
from agentline.settings import OPENING_LIMIT
from local.commands.errors import WrongInputError

CURRENCY = OPENING_LIMIT.currency
_CUSTOMER = re.compile(r"[1-9][0-9]{5,11}")
_MOST_LETTERS = 500


def check_reference(text: str) -> str:
    """The reference of a basis, such as 100001-0001. Raises WrongInputError, as all here do."""
    try:
        read_reference(text)
    except UnknownReferenceError as error:
        raise WrongInputError(str(error)) from None
    return text


def check_customer(text: str) -> str:
    if not _CUSTOMER.fullmatch(text):
        raise WrongInputError(f"{text[:40]!r} is no customer number, write it like 100001")
    return text


def check_why(text: str) -> str:
    """A reason that says something."""
    why = " ".join(text.split())
    if not why or len(why) > _MOST_LETTERS:
        raise WrongInputError(f"--why: a reason has 1 to {_MOST_LETTERS} letters")
    return why


def check_payment(text: str) -> str:
    """The key of a payment, <source>#<id>."""
    source, parted, payment = text.partition("#")
    if not (source and parted and payment):
        raise WrongInputError(
            f"{text[:80]!r} names no payment: source and id, like camt054#SE123:4711"
        )
    return text


def read_amount(name: str, text: str, *, may_be_zero: bool = False) -> Money:
    """Kronor such as 25, 25.5 or 25,50; `name` is what the error begins with."""
    try:
        amount = Money.parse(text.strip().replace(",", "."), CURRENCY)
    except MoneyError as error:
        raise WrongInputError(f"{name}: {error}") from None
    if amount.is_zero and not may_be_zero:
        raise WrongInputError(f"{name}: nothing is no amount here")
    return amount


def read_percent(name: str, text: str) -> Percent:
    try:
        return Percent.parse(text.strip().removesuffix("%").strip().replace(",", "."))
    except PercentError as error:
        raise WrongInputError(f"{name}: {error}") from None


def read_reduction(name: str, text: str) -> Percent | Money:
    """A share with its sign, 10%, or an amount, 25.00."""
    if not text.strip().endswith("%"):
        return read_amount(name, text)
    share = read_percent(name, text)
    if not share.value:
        raise WrongInputError(f"{name}: nothing is no reduction")
    return share


def read_day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise WrongInputError(
            f"{name}: {text[:40]!r} is no day, write it like 2026-11-23"
        ) from None


def read_price_list(name: str, text: str) -> tuple[str, PriceListKey | None]:
    """NAME, or NAME@VALID_FROM: a day, from its midnight in Stockholm, or an instant with its
    offset. None means the version in force now."""
    listed, parted, since = text.partition("@")
    if not listed or (parted and not since):
        raise WrongInputError(f"{name}: {text[:80]!r} is no price list, write NAME or NAME@DAY")
    if not parted:
        return listed, None
    return listed, PriceListKey(name=listed, valid_from=read_instant(name, since))


def read_instant(name: str, text: str) -> datetime:
    """A day's midnight in Stockholm, or an instant with its offset."""
    try:
        if "T" not in text:
            midnight = datetime.combine(date.fromisoformat(text), time(), STOCKHOLM)
            return midnight.astimezone(UTC)
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise WrongInputError(
            f"{name}: {text[:40]!r} is no time, write it like 2026-01-01 or 2026-01-01T00:00Z"
        ) from None
    if instant.tzinfo is None:
        raise WrongInputError(f"{name}: {text[:40]!r} needs an offset, as in 2026-01-01T00:00Z")
    return instant.astimezone(UTC)
