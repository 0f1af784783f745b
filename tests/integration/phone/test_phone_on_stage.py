"""Somebody at a screen rings the deployed stage."""

from collections.abc import Callable, Iterator

import pytest

from agentline.domain.hold import CUT_OFF_MARGIN
from agentline.domain.staff import Role
from local.demo.files import load_demo
from local.demo.seed import seed
from local.phone.log import Entry
from local.phone.phone import Phone, phone_of_stage
from local.staff_api import StaffApi
from local.tour.callers import (
    blacklisted_customer,
    customer_with_little_credit,
    customers_with_credit,
    stranger_in_directory,
)
from local.tour.exchange import Exchange
from local.tour.stage import Stage
from tests.integration.conftest import rows_of_stage
from tests.integration.waking import wake_stage

SOON = 45.0  # seconds without any event
DEMO = load_demo()
TAROT = next(line for line in DEMO.lines if line.article == "1001")
INCREMENT_SECONDS = 60  # of the line, on every price list
THREAT = {"reason": "threatens the agent"}


@pytest.fixture(scope="module")
def exchange(stage: Stage) -> Iterator[Exchange]:
    """To look for callers with; the store is pointed elsewhere again afterwards."""
    with rows_of_stage(stage):
        seed(DEMO, stage.codes())
        yield Exchange(stage)


@pytest.fixture(scope="module")
def phone(exchange: Exchange, stage: Stage) -> Iterator[Phone]:
    wake_stage(exchange, TAROT.number)
    with phone_of_stage(stage, DEMO) as phone:
        yield phone


def dial(phone: Phone, from_number: str | None) -> str:
    call = phone.start(from_number, TAROT.number)
    phone.set_pace(call, 60)
    return call


def follow(phone: Phone, call: str, kind: str) -> Entry:
    """The first event of this kind, which has to come."""
    after, is_over = 0, False
    while not is_over:
        heard = phone.events(call, after, SOON)
        is_over = heard.is_over or not heard.entries
        for entry in heard.entries:
            after = entry.index
            if entry.kind == kind:
                return entry
    told = [(entry.kind, entry.fields) for entry in phone.events(call, 0).entries]
    raise AssertionError(f"no {kind} in {told}")


def talk_until(phone: Phone, call: str, talk_seconds: int) -> None:
    after, talked = 0, 0
    while talked < talk_seconds:
        heard = phone.events(call, after, SOON)
        after = heard.entries[-1].index
        for entry in heard.entries:
            talked = entry.fields["talk_seconds"] if entry.kind == "clock" else talked


def test_a_stranger_is_registered_at_the_door_and_pays_for_the_fast_talk(
    phone: Phone, exchange: Exchange
) -> None:
    number, owner = stranger_in_directory(exchange)
    call = dial(phone, number)
    admitted = follow(phone, call, "admitted").fields
    assert exchange.books.customer_of_number(number) == admitted["customer"]
    phone.answer(call)
    assert follow(phone, call, "answered").fields["agent"].startswith("reader.")
    talk_until(phone, call, 240)
    phone.hang_up(call, "caller")
    ended = follow(phone, call, "ended").fields
    charged = follow(phone, call, "charged").fields
    account = follow(phone, call, "account").fields
    assert ended["why"] == "caller"
    assert charged["customer"]["name"] == owner.name
    assert charged["order"]["talk_seconds"] == ended["talk_seconds"] >= 240
    assert charged["order"]["explanation"]["sv"][0].startswith("Samtal: ")
    assert account["after"]["unbilled"] == charged["order"]["amount"]
    assert (account["after"]["limit"], account["after"]["held"]) == ("1000.00", "0.00")


def test_a_blacklisted_caller_hears_why(phone: Phone) -> None:
    caller, reason = blacklisted_customer(DEMO)
    call = dial(phone, caller.numbers[0])
    refused = follow(phone, call, "refused").fields
    assert refused["reason"] == f"blocked_{reason}"
    assert follow(phone, call, "spoken").fields["text"] == refused["message"]
    assert follow(phone, call, "ended").fields["why"] == "flow"
    assert follow(phone, call, "not_charged")


def test_staff_hang_up_over_the_api_while_the_screen_talks(
    phone: Phone, exchange: Exchange, staff_api: Callable[[Role], StaffApi]
) -> None:
    caller = next(customers_with_credit(exchange, DEMO, TAROT, 600))
    call = dial(phone, caller.numbers[0])
    contact = follow(phone, call, "admitted").fields["call"]
    phone.answer(call)
    talk_until(phone, call, 120)
    support = staff_api(Role.SUPPORT)
    hung_up = support.ask("POST", f"/calls/{contact}/hang-up", THREAT)
    assert hung_up.status == 200, hung_up.text
    assert follow(phone, call, "ended").fields["why"] == "staff"
    assert follow(phone, call, "charged").fields["order"]["talk_seconds"] >= 120


def test_the_guard_of_the_stage_ends_the_talk_where_the_credit_does(
    phone: Phone, exchange: Exchange
) -> None:
    caller = customer_with_little_credit(exchange, DEMO, TAROT)
    call = dial(phone, caller.numbers[0])
    paid = follow(phone, call, "admitted").fields
    phone.answer(call)
    assert follow(phone, call, "pace").fields["why"] == "paid_talk_ends"
    ended = follow(phone, call, "ended").fields
    assert ended["why"] == "guard"
    margin = int(CUT_OFF_MARGIN.total_seconds())
    assert ended["talk_seconds"] >= paid["talk_seconds_paid"] - margin
    order = follow(phone, call, "charged").fields["order"]
    assert order["billed_seconds"] <= paid["talk_seconds_paid"] + INCREMENT_SECONDS
    assert follow(phone, call, "account").fields["after"]["held"] == "0.00"


def test_a_caller_who_hangs_up_before_an_agent_answers_keeps_the_credit(
    phone: Phone, exchange: Exchange
) -> None:
    caller = next(customers_with_credit(exchange, DEMO, TAROT, 600))
    call = dial(phone, caller.numbers[0])
    follow(phone, call, "spoken")
    phone.hang_up(call, "caller")
    assert follow(phone, call, "not_charged")
    account = follow(phone, call, "account").fields
    assert account["after"] == account["before"]
