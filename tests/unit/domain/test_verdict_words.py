"""Whatever screening decides there are words for, in every language."""

from dataclasses import fields, replace

import pytest

from agentline.domain.basis_state import BasisState
from agentline.domain.call import Verdict
from agentline.domain.call_words import WORDS, CallWords
from agentline.domain.catalogue import Language
from agentline.domain.customer import BlockReason, ListingStatus
from agentline.domain.screening import CodeRequest, Refusal
from agentline.domain.verdict_words import block_in_words, listing_in_words, reason_in_words
from tests.placeholders import placeholders
from tests.unit.services.test_rate_contacts import admitted

every_language = pytest.mark.parametrize("language", list(Language))


@every_language
@pytest.mark.parametrize("reason", list(Refusal))
def test_every_refusal_is_told_in_a_sentence(reason: Refusal, language: Language) -> None:
    refused = replace(admitted("call-1"), verdict=Verdict.REFUSE, reason=reason.value)
    assert reason_in_words(refused, language).endswith(".")


@every_language
@pytest.mark.parametrize("reason", list(CodeRequest))
def test_every_request_for_a_code_is_told_in_a_sentence(
    reason: CodeRequest, language: Language
) -> None:
    asked = replace(admitted("call-1"), verdict=Verdict.ASK_PIN, reason=reason.value)
    assert reason_in_words(asked, language).endswith(".")


def test_who_is_let_in_was_kept_out_by_nothing() -> None:
    assert reason_in_words(admitted("call-1")) == "Nothing spoke against it."
    assert reason_in_words(admitted("call-1"), Language.SWEDISH) == "Inget talade emot det."


def test_whatever_a_directory_answers_is_told_apart_in_every_language() -> None:
    told = {
        listing_in_words(listing, language) for listing in ListingStatus for language in Language
    }
    assert len(told) == len(ListingStatus) * len(Language)


def test_every_block_says_what_it_is_for_in_every_language() -> None:
    told = {block_in_words(reason, language) for reason in BlockReason for language in Language}
    assert len(told) == len(BlockReason) * len(Language)


@every_language
def test_what_becomes_of_an_invoice_is_told_once_nobody_need_pay_it(language: Language) -> None:
    settled = {state for state in BasisState if state.is_settled}
    assert WORDS[language].ended.keys() == settled


@pytest.mark.parametrize("field", [field.name for field in fields(CallWords) if field.type is str])
def test_every_language_tells_the_same_particulars(field: str) -> None:
    one, *others = (placeholders(getattr(WORDS[language], field)) for language in Language)
    assert others == [one] * len(others)
