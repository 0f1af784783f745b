"""Why money is in suspense is told in every language."""

import pytest

from agentline.domain.catalogue import Language
from agentline.domain.reason import Reason
from agentline.domain.suspense_words import WORDS, SuspenseCode, suspense_in_words
from tests.placeholders import placeholders


@pytest.mark.parametrize("code", list(SuspenseCode))
def test_every_reason_has_a_sentence_with_the_same_particulars_in_every_language(
    code: SuspenseCode,
) -> None:
    one, *others = (WORDS[language].sentences[code] for language in Language)
    assert one.endswith(".")
    for other in others:
        assert other.endswith(".")
        assert other != one
        assert placeholders(other) == placeholders(one)


def test_whatever_an_invoice_may_be_named_by_is_called_something_in_every_language() -> None:
    one, *others = (WORDS[language].names.keys() for language in Language)
    assert others == [one] * len(others)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.ENGLISH, "Nothing is known of reference 12, OCR {123}."),
        (Language.SWEDISH, "Inget är känt om referens 12, OCR-nummer {123}."),
    ],
)
def test_all_that_a_payment_named_in_vain_is_told(language: Language, sentence: str) -> None:
    params = {"ocr": "{123}", "reference": "12"}
    reason = Reason(code=SuspenseCode.NOTHING_KNOWN, params=params)
    assert suspense_in_words(reason, language) == sentence


def test_money_of_another_currency_is_told_of_in_swedish() -> None:
    reason = Reason(code=SuspenseCode.OTHER_CURRENCY, params={"paid": "EUR", "account": "SEK"})
    assert suspense_in_words(reason, Language.SWEDISH) == "Den är i EUR, kontot i SEK."
