"""The words of invoice lines, in the customer's language."""

from agentline.domain.catalogue import Language
from agentline.domain.money import Money
from agentline.domain.order import Order
from agentline.domain.percent import Percent
from agentline.domain.regime import STOCKHOLM

_CORRECTION = {Language.SWEDISH: "Rättelse: ", Language.ENGLISH: "Correction: "}
_REDUCTION = {Language.SWEDISH: "Rabatt", Language.ENGLISH: "Discount"}
_GOODWILL = {Language.SWEDISH: "Avdrag, goodwill", Language.ENGLISH: "Goodwill credit"}
_REFUND = {Language.SWEDISH: "Återbetalning: ", Language.ENGLISH: "Refund: "}
_ROUNDING = {Language.SWEDISH: "Öresavrundning", Language.ENGLISH: "Rounding"}


def call_words(description: str, order: Order, language: Language) -> str:
    """Of a call, or of a correction of one."""
    words = _talk_words(description, order)
    return _CORRECTION[language] + words if order.is_correction else words


def reduction_words(reduction: Percent | Money, language: Language) -> str:
    if isinstance(reduction, Percent):
        return f"{_REDUCTION[language]} {reduction}"
    return _REDUCTION[language]


def goodwill_words(language: Language) -> str:
    return _GOODWILL[language]


def refund_words(words: str, language: Language) -> str:
    """Of what is taken off the line that reads so."""
    return _REFUND[language] + words


def counted_words(quantity: int, text: str) -> str:
    return text if quantity == 1 else f"{quantity} x {text}"


def rounding_words(language: Language) -> str:
    return _ROUNDING[language]


def _talk_words(description: str, order: Order) -> str:
    """When it began, by the clock in Stockholm, and how long: Tarot 2026-03-10 15:03, 12 min 5 s.

    Alike in all languages.
    """
    began = order.talk_began_at.astimezone(STOCKHOLM)
    minutes, seconds = divmod(order.talk_seconds, 60)
    return f"{description} {began:%Y-%m-%d %H:%M}, {minutes} min {seconds} s"
