"""A reason comes back from the store as it was, and nonsense as none."""

from typing import Any

import pytest

from agentline.adapters.dynamodb.mapping.reasons import reason_from_json, reason_to_json
from agentline.domain.reason import Reason
from agentline.domain.suspense_words import SuspenseCode

REASON = Reason(code=SuspenseCode.NO_CUSTOMER, params={"customer": "999999"})
STORED = {"code": "no_customer", "params": {"customer": "999999"}}


def test_a_reason_comes_back_as_it_was() -> None:
    assert reason_to_json(REASON) == STORED
    assert reason_from_json(STORED, SuspenseCode) == REASON


@pytest.mark.parametrize(
    "nonsense",
    [
        "it names no invoice",
        {},
        {"code": "no_customer"},
        {"code": "bad_mood", "params": {}},
        {"code": "no_customer", "params": {"customer": 999_999}},
    ],
)
def test_what_is_no_reason_is_not_taken_for_one(nonsense: Any) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        reason_from_json(nonsense, SuspenseCode)
