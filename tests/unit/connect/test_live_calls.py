"""Calls that go on until the caller hangs up, is transferred or is stopped."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from local.connect.call import Call, Disposition
from local.connect.errors import SimulatorError
from local.connect.live_call import (
    ContactOverError,
    LiveCall,
    LiveContacts,
    UnstoppableContactError,
)
from local.connect.transcript import AgentConnected, EnteredQueue, HungUp, Transferred
from tests.unit.connect.made_up import (
    ADMITTED,
    CALLER,
    REFUSED,
    TAROT_LINE,
    Clock,
    FakeScreening,
    KeptReports,
    simulator,
)

SOON = 5.0  # seconds


class Line:
    """A simulator with everything around it that a live call touches."""

    def __init__(self, answer: object = ADMITTED, *, refuses_records: bool = False) -> None:
        self.clock = Clock()
        self.reports = KeptReports(refuses=refuses_records)
        self.live = LiveContacts()
        self._simulator = simulator(
            FakeScreening(answer), now=self.clock, reports=self.reports, live=self.live
        )

    def ring(self, already_talked_seconds: int = 0, **changes: Any) -> LiveCall:
        call = Call(from_number=CALLER, to_number=TAROT_LINE, **changes)
        return self._simulator.begin(
            call, already_talked_seconds=lambda _contact_id: already_talked_seconds
        )


def agent_of(record: Any) -> dict[str, Any]:
    agent: dict[str, Any] = record["Agent"]
    return agent


def test_a_live_call_is_reported_up_to_the_agent_and_then_goes_on() -> None:
    line = Line()
    call = line.ring()
    assert line.reports.moments == [
        ("INITIATED", "1", "14:11:19"),
        ("QUEUED", "1", "14:11:24"),
        ("CONNECTED_TO_AGENT", "1", "14:11:36"),
    ]
    assert line.reports.records == []
    assert not call.is_over
    assert line.live.going_on() == (call,)
    call.hang_up()


def test_hanging_up_ends_the_call_with_the_time_it_really_took() -> None:
    line = Line()
    call = line.ring()
    line.clock.move(97.6)
    played = call.hang_up()
    assert line.reports.moments[3:] == [
        ("DISCONNECTED", "1", "14:13:13"),
        ("COMPLETED", "1", "14:13:13"),
    ]
    [record] = line.reports.records
    assert agent_of(record)["AgentInteractionDuration"] == 97
    assert record["DisconnectReason"] == "CUSTOMER_DISCONNECT"
    assert played.records == (record,)
    assert list(played.events) == line.reports.events
    assert played.disposition is Disposition.ANSWERED
    assert played.transcript[-3:] == (
        EnteredQueue("tarot"),
        AgentConnected("reader.one", 97),
        HungUp("caller"),
    )
    assert line.live.going_on() == ()


def test_a_caller_may_count_as_having_talked_for_long() -> None:
    line = Line()
    call = line.ring(already_talked_seconds=1_790)
    assert line.reports.moments[2] == ("CONNECTED_TO_AGENT", "1", "13:41:46")
    line.clock.move(5)
    [record] = call.hang_up().records
    assert agent_of(record)["AgentInteractionDuration"] == 1_795


def test_a_stopped_call_is_over_and_says_by_whom() -> None:
    line = Line()
    call = line.ring()
    line.clock.move(10)
    call.stop(call.contact_ids[0])
    assert call.is_over
    played = call.wait_until_over(SOON)
    assert played.transcript[-1] == HungUp("api")
    assert played.records[0]["DisconnectReason"] == "OTHER"
    assert [kind for kind, *_ in line.reports.moments[3:]] == ["DISCONNECTED", "COMPLETED"]


def test_a_call_is_stopped_once_and_a_caller_finds_the_line_dead() -> None:
    line = Line()
    call = line.ring()
    call.stop(call.contact_ids[0])
    with pytest.raises(ContactOverError):
        call.stop(call.contact_ids[0])
    assert call.hang_up().transcript[-1] == HungUp("api")
    assert len(line.reports.records) == 1


def test_a_transfer_ends_the_first_contact_and_begins_another() -> None:
    line = Line()
    call = line.ring()
    line.clock.move(60)
    second = call.transfer()
    assert line.reports.moments[3:] == [
        ("DISCONNECTED", "1", "14:12:36"),
        ("COMPLETED", "1", "14:12:36"),
        ("INITIATED", "2", "14:12:36"),
        ("QUEUED", "2", "14:12:36"),
        ("CONNECTED_TO_AGENT", "2", "14:12:36"),
    ]
    [first_record] = line.reports.records
    assert (first_record["NextContactId"], first_record["InitialContactId"]) == (second, None)
    line.clock.move(30)
    played = call.hang_up()
    record = line.reports.records[1]
    assert record["InitiationMethod"] == "TRANSFER"
    assert record["InitialContactId"] == record["PreviousContactId"] == call.contact_ids[0]
    assert [leg.talk_seconds for leg in played.legs] == [60, 30]
    assert played.transcript[-4:] == (
        AgentConnected("reader.one", 60),
        Transferred("tarot"),
        AgentConnected("reader.two", 30),
        HungUp("caller"),
    )


def test_neither_contact_of_a_transferred_call_can_be_stopped() -> None:
    call = Line().ring()
    second = call.transfer()
    with pytest.raises(ContactOverError):
        call.stop(call.contact_ids[0])
    with pytest.raises(UnstoppableContactError, match="TRANSFER"):
        call.stop(second)
    assert not call.is_over
    call.hang_up()


def test_a_caller_passed_on_twice_keeps_the_root_of_the_call() -> None:
    line = Line()
    call = line.ring()
    second = call.transfer()
    third = call.transfer()
    legs = call.hang_up().legs
    assert [leg.root_id for leg in legs] == [None, call.contact_ids[0], call.contact_ids[0]]
    assert (legs[2].previous_id, legs[2].contact_id) == (second, third)
    assert line.live.call_of(third) is call


def test_a_caller_nobody_answers_waits_until_they_hang_up() -> None:
    line = Line()
    call = line.ring(no_answer=True)
    assert [kind for kind, *_ in line.reports.moments] == ["INITIATED", "QUEUED"]
    with pytest.raises(SimulatorError, match="talks to an agent"):
        call.transfer()
    line.clock.move(40)
    played = call.hang_up()
    assert played.disposition is Disposition.ABANDONED
    assert played.records[0]["Agent"] is None


def test_a_refused_call_is_over_when_it_begins() -> None:
    line = Line(REFUSED)
    call = line.ring()
    assert call.is_over
    played = call.wait_until_over(SOON)
    assert played.disposition is Disposition.ENDED_BY_FLOW
    assert [kind for kind, *_ in line.reports.moments] == [
        "INITIATED",
        "DISCONNECTED",
        "COMPLETED",
    ]
    assert line.reports.records == list(played.records)


def test_waiting_for_a_call_that_goes_on_runs_out_of_time() -> None:
    call = Line().ring()
    with pytest.raises(TimeoutError):
        call.wait_until_over(0.01)
    call.hang_up()


def test_what_publishing_raises_reaches_whoever_waits() -> None:
    call = Line(refuses_records=True).ring()
    call.stop(call.contact_ids[0])
    with pytest.raises(ConnectionError, match="the stream is gone"):
        call.wait_until_over(SOON)


def test_a_simulator_whose_reports_nobody_takes_begins_no_live_call() -> None:
    with pytest.raises(SimulatorError, match="nobody takes the reports"):
        simulator(FakeScreening(ADMITTED)).begin(Call(from_number=CALLER, to_number=TAROT_LINE))


def test_many_calls_at_once_end_once_each() -> None:
    line = Line()
    with ThreadPoolExecutor(16) as pool:
        calls = list(pool.map(lambda _: line.ring(), range(100)))
        assert len(line.live.going_on()) == 100
        ends = list(pool.map(lambda call: call.hang_up(), [*calls, *calls]))
    assert len({played.contact_ids for played in ends}) == 100
    assert len(line.reports.records) == 100
    assert len(line.reports.events) == 500
