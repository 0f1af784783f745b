"""Whatever screening decides there are words for."""

from dataclasses import replace

import pytest

from agentline.domain.call import Verdict
from agentline.domain.customer import BlockReason, ListingStatus
from agentline.domain.screening import CodeRequest, Refusal
from agentline.domain.verdict_words import block_in_words, listing_in_words, reason_in_words
from tests.unit.services.test_rate_contacts import admitted


@pytest.mark.parametrize("reason", list(Refusal))
def test_every_refusal_is_told_in_a_sentence(reason: Refusal) -> None:
    refused = replace(admitted("call-1"), verdict=Verdict.REFUSE, reason=reason.value)
    assert reason_in_words(refused).endswith(".")


@pytest.mark.parametrize("reason", list(CodeRequest))
def test_every_request_for_a_code_is_told_in_a_sentence(reason: CodeRequest) -> None:
    asked = replace(admitted("call-1"), verdict=Verdict.ASK_PIN, reason=reason.value)
    assert reason_in_words(asked).endswith(".")


def test_who_is_let_in_was_kept_out_by_nothing() -> None:
    assert reason_in_words(admitted("call-1")) == "Nothing spoke against it."


def test_whatever_a_directory_answers_is_told_apart() -> None:
    told = {listing_in_words(listing) for listing in ListingStatus}
    assert len(told) == len(ListingStatus)


def test_every_block_says_what_it_is_for() -> None:
    assert len({block_in_words(reason) for reason in BlockReason}) == len(BlockReason)
