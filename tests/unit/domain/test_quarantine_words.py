"""Why a contact record is in quarantine is told in every language."""

import pytest

from agentline.domain.catalogue import Language
from agentline.domain.quarantine import QuarantineCode
from agentline.domain.quarantine_words import SENTENCES, quarantine_in_words
from agentline.domain.reason import Reason
from agentline.domain.screening import CodeRequest, Refusal
from tests.placeholders import placeholders


@pytest.mark.parametrize("code", list(QuarantineCode))
def test_every_reason_has_a_sentence_with_the_same_particulars_in_every_language(
    code: QuarantineCode,
) -> None:
    one, *others = (SENTENCES[language][code] for language in Language)
    assert one.endswith((".", "{against}"))
    for other in others:
        assert other != one
        assert placeholders(other) == placeholders(one)


@pytest.mark.parametrize("against", [*Refusal, *CodeRequest])
@pytest.mark.parametrize("language", list(Language))
def test_what_spoke_against_the_call_is_told_with_it(against: str, language: Language) -> None:
    reason = Reason(code=QuarantineCode.NOT_LET_IN, params={"reason": against})
    assert quarantine_in_words(reason, language).count(".") == 2


def test_what_is_wrong_with_a_field_is_told_in_swedish() -> None:
    params = {"field": "AgentInteractionDuration", "value": "-1"}
    reason = Reason(code=QuarantineCode.FIELD_OUT_OF_RANGE, params=params)
    says = "AgentInteractionDuration är -1, inte mellan 0 och 24 timmar."
    assert quarantine_in_words(reason, Language.SWEDISH) == says
