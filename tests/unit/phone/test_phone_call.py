"""A call somebody makes at a screen."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from agentline.domain.call import Verdict
from local.connect.call import Call
from local.phone.call import PhoneCall
from local.phone.log import Entry
from tests.unit.connect.made_up import ADMITTED, CALLER, REFUSED, TAROT_LINE
from tests.unit.phone.fake_exchange import FakeExchange

SOON = 10.0  # seconds
ASKED_FOR_CODE = ADMITTED | {
    "decision": "ASK_PIN",
    "message": "Slå din kod.",
    "next_step": "code1",
    "queue_arn": "none",
}
CHATTY = ADMITTED | {"message": "Samtalet kostar 20 kronor per minut. " * 100}

type Ring = Callable[..., PhoneCall]


@pytest.fixture
def ring() -> Iterator[Ring]:
    """Begins a call; it is over when the test is."""
    begun: list[PhoneCall] = []

    def dial(exchange: FakeExchange, *, pace: int = 60, **settings: Any) -> PhoneCall:
        call = Call(from_number=CALLER, to_number=TAROT_LINE, no_answer=True)
        made = PhoneCall(call, exchange, **settings)
        made.set_pace(pace)
        made.start()
        begun.append(made)
        return made

    yield dial
    for call in begun:
        call.hang_up("caller")
        assert call.wait_until_told(SOON)


def follow(call: PhoneCall, kind: str) -> Entry:
    """The first entry of this kind, which has to come."""
    index = 0
    while entries := call.log.after(index, SOON):
        for entry in entries:
            if entry.kind == kind:
                return entry
        index = entries[-1].index
    told = [(entry.kind, entry.fields) for entry in call.log.after(0)]
    raise AssertionError(f"no {kind} in {told}")


def test_an_admitted_caller_hears_the_price_waits_and_is_answered(ring: Ring) -> None:
    call = ring(FakeExchange())
    queued = follow(call, "queued")
    assert queued.fields["queue"] == "tarot"
    call.answer()
    assert follow(call, "answered").fields["agent"] == "reader.one"
    call.hang_up("caller")
    assert follow(call, "ended").fields["why"] == "caller"
    kinds = [entry.kind for entry in call.log.after(0) if entry.kind not in ("block", "clock")]
    assert kinds[:4] == ["dialled", "spoken", "admitted", "queued"]
    assert call.wait_until_told(SOON)
    assert call.log.after(0)[-1].kind == "not_charged"
    assert call.log.is_closed


def test_blocks_are_told_as_the_call_enters_them(ring: Ring) -> None:
    call = ring(FakeExchange())
    follow(call, "queued")
    blocks = [entry.fields["block"] for entry in call.log.after(0) if entry.kind == "block"]
    assert blocks[0] == "log-on"
    assert blocks[-1] == "transfer-to-queue"


def test_fast_talk_counts_as_long_talk(ring: Ring) -> None:
    exchange = FakeExchange()
    call = ring(exchange)
    call.answer()
    while follow_clock(call) < 60:
        pass
    call.hang_up("agent")
    ended = follow(call, "ended")
    assert ended.fields["why"] == "agent"
    assert ended.fields["talk_seconds"] >= 60
    assert call.wait_until_told(SOON)
    [record] = exchange.reports.records
    assert record["DisconnectReason"] == "AGENT_DISCONNECT"
    assert record["Agent"]["AgentInteractionDuration"] == ended.fields["talk_seconds"]


def follow_clock(call: PhoneCall) -> int:
    """The newest time of the talk."""
    seen = len(call.log.after(0))
    call.log.after(seen, SOON)
    times = [entry.fields["talk_seconds"] for entry in call.log.after(0) if entry.kind == "clock"]
    return int(times[-1]) if times else 0


def test_the_clock_slows_down_before_the_paid_talk_ends_and_the_guard_is_told(ring: Ring) -> None:
    exchange = FakeExchange(paid_seconds=100)
    call = ring(exchange)
    call.answer()
    slowed = follow(call, "pace")
    assert slowed.fields == {"pace": 1, "why": "paid_talk_ends"}
    [live] = exchange.live.going_on()
    while len(exchange.books.answers) == 1:
        follow_clock(call)
    talked = live.legs[0].connected
    assert talked == exchange.books.answers[-1]
    assert (exchange.books.answers[0] - exchange.books.answers[-1]).total_seconds() > 80
    assert 87 <= follow_clock(call) < 95


def test_a_call_stopped_when_its_paid_talk_is_used_up_was_cut_by_the_guard(ring: Ring) -> None:
    exchange = FakeExchange(paid_seconds=6)
    call = ring(exchange)
    call.answer()
    while follow_clock(call) < 1:
        pass
    [live] = exchange.live.going_on()
    live.stop(live.contact_ids[0])
    assert follow(call, "ended").fields["why"] == "guard"


def test_a_call_stopped_before_was_ended_by_staff(ring: Ring) -> None:
    exchange = FakeExchange(paid_seconds=3_000)
    call = ring(exchange)
    call.answer()
    follow(call, "answered")
    [live] = exchange.live.going_on()
    live.stop(live.contact_ids[0])
    assert follow(call, "ended").fields["why"] == "staff"


def test_staff_can_end_a_call_that_still_waits(ring: Ring) -> None:
    exchange = FakeExchange()
    call = ring(exchange)
    follow(call, "queued")
    [live] = exchange.live.going_on()
    live.stop(live.contact_ids[0])
    assert follow(call, "ended").fields["why"] == "staff"
    assert exchange.reports.records[0]["Agent"] is None


def test_a_refused_caller_hears_why_and_is_cut_off(ring: Ring) -> None:
    call = ring(FakeExchange(REFUSED, verdict=Verdict.REFUSE))
    assert follow(call, "refused").fields["reason"] == "invoice_unpaid"
    assert follow(call, "ended").fields["why"] == "flow"
    assert REFUSED["message"] in [entry.fields.get("text") for entry in call.log.after(0)]


def test_keys_pressed_at_a_prompt_reach_the_flow(ring: Ring) -> None:
    call = ring(FakeExchange(ASKED_FOR_CODE, ADMITTED))
    assert follow(call, "waiting_for_keys").fields["seconds"] == 8
    call.press("38206617#")
    assert follow(call, "queued").fields["queue"] == "tarot"


def test_a_caller_may_hang_up_while_the_flow_speaks(ring: Ring) -> None:
    exchange = FakeExchange(CHATTY)
    call = ring(exchange, pace=1)
    follow(call, "spoken")
    call.hang_up("caller")
    assert follow(call, "ended").fields == {"why": "caller", "talk_seconds": 0}
    [record] = exchange.reports.records
    assert record["DisconnectReason"] == "CUSTOMER_DISCONNECT"
    assert record["Queue"] is None


def test_a_caller_may_hang_up_while_waiting(ring: Ring) -> None:
    exchange = FakeExchange()
    call = ring(exchange)
    follow(call, "queued")
    call.hang_up("agent")  # there is none yet
    call.hang_up("caller")
    assert follow(call, "ended").fields["why"] == "caller"
    assert exchange.played[0].legs[0].agent is None


def test_a_call_that_nobody_follows_ends_by_itself(ring: Ring) -> None:
    exchange = FakeExchange()
    call = ring(exchange, forgotten_after=0.3)
    assert call.wait_until_told(SOON)
    [ended] = [entry for entry in call.log.after(0) if entry.kind == "ended"]
    assert ended.fields["why"] == "forgotten"
    assert exchange.live.going_on() == ()


def test_a_call_whose_record_is_not_rated_says_so(ring: Ring) -> None:
    call = ring(FakeExchange(is_rated=False))
    follow(call, "queued")
    call.hang_up("caller")
    assert follow(call, "charge_overdue").fields["what"] == "not rated within 30 s"


def test_what_the_stage_cannot_do_is_told_and_the_call_is_ended(ring: Ring) -> None:
    exchange = FakeExchange(agents={})
    call = ring(exchange)
    call.answer()
    assert follow(call, "failed").fields["what"] == "no agent answers in queue tarot"
    assert call.wait_until_told(SOON)
    assert exchange.live.going_on() == ()
