"""The door of the flow: reads Connect's event, answers flat text, and always something to speak."""

from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import pytest

from agentline.services.register_caller import RegistrationTerms
from agentline.services.screen_call import ScreeningDesk
from tests.examples import BASIC, CALLER, OPENING_LIMIT, TAROT_LINE, a_standing
from tests.fakes import FakeCatalogue, FakeClock, FakeCodes, FakeDirectory, FakeStore


@dataclass
class FakeContext:
    function_name: str = "screen_call"
    memory_limit_in_mb: int = 256
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:000000000000:function:screen_call"
    aws_request_id: str = "request-1"


@dataclass
class Door:
    module: ModuleType
    store: FakeStore = field(default_factory=FakeStore)

    def answer(self, event: dict[str, Any]) -> dict[str, str]:
        answer: dict[str, str] = self.module.handler(event, FakeContext())
        return answer


@pytest.fixture
def door(screen_call_module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Door:
    door = Door(screen_call_module)
    door.store.add_customer(a_standing(), CALLER)
    desk = ScreeningDesk(
        register=door.store,
        calls=door.store,
        catalogue=FakeCatalogue({TAROT_LINE.number: TAROT_LINE}, [BASIC]),
        codes=FakeCodes(customers={"12345678": "100001"}),
        directory=FakeDirectory(),
        terms=RegistrationTerms(limit=OPENING_LIMIT, price_list="basic"),
        clock=FakeClock(),
    )
    monkeypatch.setattr(screen_call_module, "desk", desk)
    return door


def event(**contact: Any) -> dict[str, Any]:
    return {
        "Name": "ContactFlowEvent",
        "Details": {
            "ContactData": {
                "ContactId": "contact-1",
                "InitialContactId": "contact-1",
                "Channel": "VOICE",
                "CustomerEndpoint": {"Address": CALLER, "Type": "TELEPHONE_NUMBER"},
                "SystemEndpoint": {"Address": TAROT_LINE.number, "Type": "TELEPHONE_NUMBER"},
                "Queue": None,
                **contact,
            },
            "Parameters": {"step": "number"},
        },
    }


def test_an_admitted_caller_is_sent_to_the_queue_of_the_line(door: Door) -> None:
    answer = door.answer(event())
    assert answer == {
        "decision": "ADMIT",
        "reason": "none",
        "message": answer["message"],
        "language": "sv",
        "queue_arn": "arn:queue/tarot",
        "minutes": "49",
        "customer": "100001",
        "next_step": "none",
    }
    assert "20 kronor per minut" in answer["message"]


def test_a_caller_without_endpoint_is_asked_for_a_code(door: Door) -> None:
    answer = door.answer(event(CustomerEndpoint=None))
    assert (answer["decision"], answer["queue_arn"]) == ("ASK_PIN", "none")
    assert answer["next_step"] == "code1"


def with_code(code: str, step: str = "code1") -> dict[str, Any]:
    asked = event(CustomerEndpoint=None)
    asked["Details"]["Parameters"] = {"step": step, "code": code}
    return asked


def test_a_right_code_lets_the_caller_in_and_a_wrong_one_takes_just_as_long(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(door.module, "sleep", waits.append)
    door.answer(event(CustomerEndpoint=None))
    assert door.answer(with_code("87654321"))["next_step"] == "code2"
    assert door.answer(with_code("12345678", "code2"))["decision"] == "ADMIT"
    assert len(waits) == 2
    assert all(0 < wait <= door.module.CODE_ANSWER_SECONDS for wait in waits)


def test_a_transferred_contact_is_the_call_it_began_as(door: Door) -> None:
    first = door.answer(event())
    assert door.answer(event(ContactId="leg-2", InitialContactId="contact-1")) == first
    assert list(door.store.screened) == ["contact-1"]


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"Details": None},
        event(ContactId=None),
        event(SystemEndpoint={"Address": 7}),
        {**event(), "Details": {**event()["Details"], "Parameters": {"step": "code9"}}},
        {**event(), "Details": {**event()["Details"], "Parameters": {"step": "code1"}}},
    ],
)
def test_f15_an_event_that_cannot_be_read_is_answered_with_an_apology(
    door: Door, broken: dict[str, Any]
) -> None:
    answer = door.answer(broken)
    assert (answer["decision"], answer["reason"]) == ("REFUSE", "technical_error")
    assert "tekniskt fel" in answer["message"]
    assert "technical error" in answer["message"]


def test_f15_a_store_that_is_down_fails_closed_and_speaks(door: Door) -> None:
    door.store.failures = 1
    answer = door.answer(event())
    assert (answer["decision"], answer["reason"]) == ("REFUSE", "technical_error")
    assert door.answer(event())["decision"] == "ADMIT"


@pytest.mark.parametrize("contact", [{}, {"CustomerEndpoint": None}, {"SystemEndpoint": None}])
def test_an_answer_is_flat_text_and_never_empty(door: Door, contact: dict[str, Any]) -> None:
    answer = door.answer(event(**contact))
    assert all(isinstance(value, str) and value for value in answer.values())


def test_f40_the_log_names_the_contact_and_nobody(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    door.answer(event())
    door.store.failures = 1
    door.answer(event(ContactId="contact-2", InitialContactId="contact-2"))
    screened, failed = [vars(record) for record in caplog.records]
    assert (screened["contact_id"], screened["verdict"]) == ("contact-1", "ADMIT")
    assert (failed["contact_id"], failed["error"]) == ("contact-2", "TimeoutError")
    assert failed["trace"][-1].endswith("in _change")
    for line in (screened, failed):
        assert CALLER not in repr(line)
