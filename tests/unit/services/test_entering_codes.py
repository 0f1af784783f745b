"""Codes: three tries, lock-outs, customer service as the way out (design.md 2.1)."""

from dataclasses import replace
from datetime import timedelta

from agentline.domain.call import ScreenedCall, Step, Verdict
from agentline.domain.code import TRIES_OF_A_NUMBER, TRIES_OF_ALL
from agentline.domain.customer import ListingStatus, NumberEntry
from agentline.domain.phone_number import PhoneNumber
from agentline.services.screen_call import IncomingCall, screen_call
from tests.examples import (
    CALLER,
    CUSTOMER,
    OWNER,
    TAROT_LINE,
    a_block,
    a_standing,
)
from tests.unit.services.screening_house import House

WITHHELD = None


def enter(
    house: House, code: str, step: Step = Step.CODE_1, a_number: PhoneNumber | None = None
) -> ScreenedCall:
    incoming = IncomingCall(
        call="call", step=step, a_number=a_number, b_number=TAROT_LINE.number, code=code
    )
    return screen_call(incoming, house.desk)


def test_a_withheld_caller_with_a_right_code_is_let_in_as_the_customer(house: House) -> None:
    house.store.add_customer(a_standing())
    house.codes.customers["12345678"] = CUSTOMER
    asked = house.ring(WITHHELD)
    assert asked.next_step is Step.CODE_1
    assert "Ange din åttasiffriga kod" in asked.message
    call = enter(house, "12345678")
    assert (call.verdict, call.customer, call.step) == (Verdict.ADMIT, CUSTOMER, Step.CODE_1)
    assert list(house.store.account(CUSTOMER).holds) == ["call"]


def test_three_wrong_codes_lead_to_customer_service_and_staff_see_the_call(house: House) -> None:
    house.ring(WITHHELD)
    answers = [enter(house, "00000000", step) for step in list(Step)[1:]]
    assert [answer.verdict for answer in answers] == [
        Verdict.ASK_PIN,
        Verdict.ASK_PIN,
        Verdict.SERVICE,
    ]
    assert len({answer.message for answer in answers[:2]}) == 1
    [unmatched] = house.store.unmatched
    assert (unmatched.call, unmatched.reason) == ("call", "code_wrong")


def test_zero_leads_to_customer_service_at_once_and_is_no_guess(house: House) -> None:
    house.ring(WITHHELD)
    assert enter(house, "0").verdict is Verdict.SERVICE
    assert house.codes.of_all == 0


def test_silence_is_no_guess_and_is_asked_again(house: House) -> None:
    house.ring(WITHHELD)
    assert enter(house, "none").next_step is Step.CODE_2
    assert house.codes.of_all == 0


def test_a_known_number_whose_customer_requires_the_code_is_asked_for_it(house: House) -> None:
    house.store.add_customer(replace(a_standing(), requires_code=True), CALLER)
    house.codes.customers["12345678"] = CUSTOMER
    assert house.ring().reason == "code_required"
    assert enter(house, "12345678", a_number=CALLER).verdict is Verdict.ADMIT


def test_a_code_does_not_open_a_blocked_number(house: House) -> None:
    house.store.add_customer(a_standing())
    house.codes.customers["12345678"] = CUSTOMER
    house.ring(WITHHELD)
    house.store.entries[CALLER] = NumberEntry(number=CALLER, customer=None, block=a_block())
    assert enter(house, "12345678", a_number=CALLER).reason == "blocked_conduct"


def test_a_code_asked_again_by_connect_is_answered_the_same(house: House) -> None:
    house.store.add_customer(a_standing())
    house.codes.customers["12345678"] = CUSTOMER
    house.ring(WITHHELD)
    assert enter(house, "11111111") == enter(house, "11111111")
    first = enter(house, "12345678", Step.CODE_2)
    assert enter(house, "12345678", Step.CODE_2) == first
    assert len(house.store.account(CUSTOMER).holds) == 1


def test_f16_a_number_with_too_many_wrong_codes_is_locked_out_even_with_the_right_one(
    house: House,
) -> None:
    house.store.add_customer(a_standing())
    house.codes.customers["12345678"] = CUSTOMER
    house.codes.by_number[CALLER] = TRIES_OF_A_NUMBER
    house.ring(CALLER)
    locked = enter(house, "12345678", a_number=CALLER)
    wrong = enter(house, "87654321", Step.CODE_2, a_number=CALLER)
    assert (locked.verdict, locked.message) == (wrong.verdict, wrong.message)


def test_f16_too_many_wrong_codes_of_all_spare_numbers_with_a_recent_right_one(
    house: House,
) -> None:
    house.store.add_customer(a_standing())
    house.codes.customers["12345678"] = CUSTOMER
    house.codes.of_all = TRIES_OF_ALL
    house.codes.successes[CALLER] = house.clock.now - timedelta(days=2)
    house.ring(WITHHELD)
    assert enter(house, "12345678").verdict is Verdict.ASK_PIN
    assert enter(house, "12345678", Step.CODE_2, a_number=CALLER).verdict is Verdict.ADMIT


def test_an_unmatched_caller_is_left_to_staff_with_what_the_directory_said(house: House) -> None:
    house.directory.owners[CALLER] = replace(OWNER, postcode="")
    house.ring()
    [unmatched] = house.store.unmatched
    assert (unmatched.a_number, unmatched.listing) == (CALLER, ListingStatus.FOUND)
    assert unmatched.owner is not None
    assert unmatched.owner.street == OWNER.street
