"""Callers who are asked for a code, through the contact flow that the product deploys."""

import json
from typing import Any

import pytest

from local.connect.call import Call, Disposition, PlayedCall
from local.connect.transcript import BlockExecuted, EnteredQueue, HungUp, KeysPressed
from tests.unit.connect.made_up import (
    ADMITTED,
    REFUSED,
    TAROT_LINE,
    FakeScreening,
    simulator,
)

PROMPT = "Ange din åttasiffriga kod och avsluta med fyrkant. Tryck 0 för kundtjänst."
CODE = "48210357"
SERVICE = REFUSED | {
    "decision": "SERVICE",
    "reason": "code_not_known",
    "message": "Vi kopplar dig till kundtjänst.",
}
ERROR = "Ett tekniskt fel har uppstått"


def asked(next_step: str) -> dict[str, str]:
    return REFUSED | {
        "decision": "ASK_PIN",
        "reason": "number_withheld",
        "message": PROMPT,
        "next_step": next_step,
    }


ASKED = asked("code1"), asked("code2"), asked("code3")


def play(screening: FakeScreening, *keys: str, **centre: Any) -> PlayedCall:
    return simulator(screening, **centre).play(
        Call(from_number="anonymous", to_number=TAROT_LINE, keys=keys)
    )


def entered(screening: FakeScreening) -> list[tuple[str, str | None]]:
    return [(sent["step"], sent.get("code")) for sent in screening.parameters]


def blocks(played: PlayedCall) -> list[str]:
    return [entry.identifier for entry in played.transcript if isinstance(entry, BlockExecuted)]


def test_a_right_code_leads_to_the_line() -> None:
    screening = FakeScreening(ASKED[0], ADMITTED)
    played = play(screening, f"{CODE}#")
    assert entered(screening) == [("number", None), ("code1", CODE)]
    assert played.spoken == (PROMPT, ADMITTED["message"])
    assert played.queue_name == "tarot"
    assert played.attributes["screening_decision"] == "ADMIT"


def test_a_caller_may_try_three_times() -> None:
    screening = FakeScreening(*ASKED, ADMITTED)
    played = play(screening, "11111111", "222#", CODE)
    assert entered(screening) == [
        ("number", None),
        ("code1", "11111111"),
        ("code2", "222"),
        ("code3", CODE),
    ]
    assert played.spoken == (PROMPT, PROMPT, PROMPT, ADMITTED["message"])
    assert played.queue_name == "tarot"


def test_a_refusal_after_a_code_is_spoken_and_ends_the_call() -> None:
    played = play(FakeScreening(ASKED[0], REFUSED), CODE)
    assert played.spoken == (PROMPT, REFUSED["message"])
    assert played.transcript[-1] == HungUp("flow")
    assert played.disposition is Disposition.ENDED_BY_FLOW


@pytest.mark.parametrize("silence", [(), ("", "", ""), ("#", "*", "")])
def test_a_caller_who_enters_nothing_is_screened_with_none_and_never_with_an_empty_text(
    silence: tuple[str, ...],
) -> None:
    screening = FakeScreening(*ASKED, SERVICE)
    played = play(screening, *silence)
    assert entered(screening)[1:] == [("code1", "none"), ("code2", "none"), ("code3", "none")]
    assert played.spoken[-1] == SERVICE["message"]
    assert played.queue_name == "support"


def test_zero_is_sent_as_it_is_and_the_answer_leads_to_customer_service() -> None:
    screening = FakeScreening(ASKED[0], SERVICE)
    played = play(screening, "0#")
    assert entered(screening)[1:] == [("code1", "0")]
    assert played.spoken == (PROMPT, SERVICE["message"])
    assert EnteredQueue("support") in played.transcript
    assert played.legs[0].agent is not None
    assert played.legs[0].agent.username == "support.one"


def test_screening_may_lead_to_customer_service_without_asking() -> None:
    played = play(FakeScreening(SERVICE))
    assert played.spoken == (SERVICE["message"],)
    assert played.queue_name == "support"


def test_a_fourth_question_is_not_put_but_leads_to_customer_service() -> None:
    screening = FakeScreening(*ASKED, ASKED[2])
    played = play(screening, "1", "2", "3", "4")
    assert len(screening.events) == 4
    assert played.spoken == (PROMPT,) * 3
    assert played.queue_name == "support"


@pytest.mark.parametrize("next_step", [None, "none", "code4"])
def test_a_code_request_without_a_step_to_come_is_spoken_and_ends_the_call(
    next_step: str | None,
) -> None:
    answer = asked(next_step or "")
    if next_step is None:
        del answer["next_step"]
    played = play(FakeScreening(answer), CODE)
    assert played.spoken == (PROMPT,)
    assert played.transcript[-2:] == (
        BlockExecuted("hang-up", "DisconnectParticipant"),
        HungUp("flow"),
    )


def test_a_full_customer_service_says_so() -> None:
    played = play(FakeScreening(SERVICE), full_queues=frozenset({"support"}))
    assert played.spoken[1].startswith("Alla linjer är upptagna")
    assert played.disposition is Disposition.ENDED_BY_FLOW


def test_logging_is_off_from_the_prompt_to_the_answer_and_on_again_after_it() -> None:
    names = blocks(play(FakeScreening(ASKED[0], ADMITTED), CODE))
    off, on = names.index("log-off"), names.index("log-on-after-code")
    assert names[off + 1 : on] == ["ask-code", "branch-entry", "screen-code"]


@pytest.mark.parametrize(
    "answers",
    [(ASKED[0], None), ({**ASKED[0], "message": ""}, ADMITTED)],
    ids=["no answer to the code", "nothing to ask with"],
)
def test_logging_is_on_again_when_anything_goes_wrong(answers: tuple[object, ...]) -> None:
    played = play(FakeScreening(*answers), CODE)
    names = blocks(played)
    assert names.index("log-on-after-failure") == names.index("error-voice-sv") - 1
    assert any(text.startswith(ERROR) for text in played.spoken)


def test_a_code_is_in_no_attribute_record_or_event() -> None:
    played = play(FakeScreening(*ASKED, ADMITTED), "11111111", "22222222", CODE)
    assert KeysPressed(CODE) in played.transcript
    reported = json.dumps([*played.records, *played.events, dict(played.attributes)])
    for secret in ("11111111", "22222222", CODE):
        assert secret not in reported.replace("11111111-2222-4333", "instance")
