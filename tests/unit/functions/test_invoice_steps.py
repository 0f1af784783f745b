"""The tasks of the state machines: ids in, outcomes out, and nobody's name in the log."""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import Any

import pytest

from agentline.billing_ports import LedgerInvoice, LedgerRejectedError, LedgerUnavailableError
from infra.constructs.state_machine import DEFINITIONS
from tests.unit.functions.invoicing import StoreDownError, load, logged
from tests.unit.functions.test_screen_call_handler import FakeContext

ACCEPTED = LedgerInvoice(id="inv-1", number="1001", ocr="123455", due_on=date(2026, 4, 9))


@dataclass
class FakeServices:
    """What the steps are passed on to; `answer` is what submitting gives or raises."""

    answer: LedgerInvoice | Exception = ACCEPTED
    told: list[tuple[object, ...]] = field(default_factory=list)

    def freeze(self, reference: str, _desk: object) -> str:
        self.told.append(("freeze", reference))
        return "frozen"

    def submit(self, reference: str, _desk: object) -> LedgerInvoice:
        self.told.append(("submit", reference))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def record_dispatch(self, reference: str, posted: LedgerInvoice, _desk: object) -> None:
        self.told.append(("record", reference, posted))

    def give_up_dispatch(self, reference: str, words: str, _desk: object) -> None:
        self.told.append(("give_up", reference, words))

    def settle(self, event: str, _desk: object) -> str:
        self.told.append(("apply", event))
        return "in suspense: Nothing is known of reference Anna Andersson."


@dataclass
class Door:
    module: ModuleType
    services: FakeServices

    def step(self, **event: object) -> dict[str, Any]:
        """Through JSON, as a state machine carries events and results."""
        result = self.module.handler(json.loads(json.dumps(event)), FakeContext())
        carried: dict[str, Any] = json.loads(json.dumps(result))
        return carried


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Door:
    door = Door(load("steps", monkeypatch), FakeServices())
    for name in ("freeze", "submit", "record_dispatch", "give_up_dispatch", "settle"):
        monkeypatch.setattr(door.module, name, getattr(door.services, name))
    return door


def test_freezing_tells_what_to_do_next(door: Door) -> None:
    assert door.step(step="freeze", reference="100001-0001") == {"outcome": "frozen"}


@pytest.mark.parametrize("accepted", [ACCEPTED, LedgerInvoice(id="inv-1")])
def test_what_the_ledger_told_is_recorded_as_it_was_told(
    door: Door, accepted: LedgerInvoice
) -> None:
    door.services.answer = accepted
    submitted = door.step(step="submit", reference="100001-0001")
    assert submitted["outcome"] == "accepted"
    door.step(step="record", reference="100001-0001", ledger_invoice=submitted)
    assert door.services.told[-1] == ("record", "100001-0001", accepted)


def test_a_refusal_is_an_outcome_in_the_ledgers_words_which_are_not_logged(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    door.services.answer = LedgerRejectedError("Anna Anderssons adress saknas. " * 100)
    submitted = door.step(step="submit", reference="100001-0001")
    assert submitted["outcome"] == "rejected"
    assert submitted["words"].startswith("Anna Anderssons adress saknas.")
    assert len(submitted["words"]) == 1_000
    assert "Andersson" not in logged(caplog)


def test_f29_an_unavailable_ledger_is_told_by_the_name_the_state_machine_waits_for(
    door: Door,
) -> None:
    door.services.answer = LedgerUnavailableError("no answer within 10 s")
    with pytest.raises(LedgerUnavailableError):
        door.step(step="submit", reference="100001-0001")
    assert LedgerUnavailableError.__name__ in retried_by_name()


def test_what_fails_inside_is_logged_by_its_kind_and_place_only(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    door.services.answer = StoreDownError("Anna Andersson")
    with pytest.raises(door.module.StepError) as caught:
        door.step(step="submit", reference="100001-0001")
    assert str(caught.value) == "submit"
    assert caught.value.__suppress_context__
    said = logged(caplog)
    assert "StoreDownError" in said
    assert "100001-0001" in said
    assert "Andersson" not in said


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        ({"words": "Kunden är spärrad."}, "Kunden är spärrad."),
        (
            {"Error": "LedgerUnavailableError", "Cause": '{"errorMessage": "no answer"}'},
            "no answer",
        ),
        (
            {"Error": "StepError", "Cause": '{"errorMessage": "submit"}'},
            "AgentLine failed inside (StepError); the log of invoice_steps says why",
        ),
        (
            {"Error": "States.Timeout"},
            "AgentLine failed inside (States.Timeout); the log of invoice_steps says why",
        ),
    ],
)
def test_a_dispatch_is_given_up_in_words_for_staff(
    door: Door, failure: dict[str, str], words: str
) -> None:
    door.step(step="give_up", reference="100001-0001", failure=failure)
    assert door.services.told == [("give_up", "100001-0001", words)]


def test_what_came_of_an_event_stays_in_the_table(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    assert door.step(step="apply", event="webhook#msg-1") == {"outcome": "met"}
    assert door.services.told == [("apply", "webhook#msg-1")]
    assert "Andersson" not in logged(caplog)


def test_the_state_machines_name_every_step_there_is_and_no_other(door: Door) -> None:
    named = set(re.findall(r'"step": "(\w+)"', definitions()))
    assert named == set(door.module.STEPS)


def definitions() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in DEFINITIONS.iterdir())


def retried_by_name() -> set[str]:
    return set(re.findall(r'"(\w+Error)"', definitions()))
