"""Codes against the real conditions of the store (fault 16)."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.adapters.code_keys import CodeKey, CodeKeys
from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.domain.audit import audit_code
from agentline.domain.call import Step
from agentline.domain.code import TRIES_OF_A_NUMBER
from agentline.domain.phone_number import PhoneNumber
from agentline.ports import Codes, CodeTakenError, StepOutOfOrderError
from agentline.services.issue_code import issue_code
from agentline.services.screen_call import ScreeningDesk
from tests.examples import NOON
from tests.fakes import FakeClock, FakeDirectory
from tests.integration.call_path.ringing import at_once, audit_of, enter, new_call, register, ring

NewNumber = Callable[[], PhoneNumber]
WRONG = "00000000"


def issue(customer: str, codes: Codes) -> str:
    return issue_code(customer, "anna", "the customer asked for it", codes, NOON)


def a_key(version: str) -> CodeKey:
    key = base64.b64encode(version.encode() * 32).decode()
    return CodeKey.model_validate({"version": version, "key": key})


@pytest.fixture
def customer(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: NewNumber, clock: FakeClock
) -> str:
    clock.pass_time(timedelta(hours=int(new_number()[-4:])))  # a window of tries of its own
    return register(screening, directory, new_number())


def test_a_code_is_kept_as_a_keyed_hash_only(screening: ScreeningDesk, customer: str) -> None:
    code = issue(customer, screening.codes)
    assert len(code) == 8
    assert screening.codes.customer_of(code) == customer
    account = rows.AccountRow.get(f"CUST#{customer}", "ACCOUNT")
    assert code not in account.code
    assert ("code_issued", "anna") in [(entry.what, entry.who) for entry in audit_of(customer)]
    assert rows.CodeRow.get(f"PIN#{account.code}", "PIN").customer == customer


def test_a_new_code_voids_the_one_before(screening: ScreeningDesk, customer: str) -> None:
    first = issue(customer, screening.codes)
    second = issue(customer, screening.codes)
    assert screening.codes.customer_of(first) is None
    assert screening.codes.customer_of(second) == customer


def test_no_two_customers_have_one_code(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: NewNumber, customer: str
) -> None:
    code = issue(customer, screening.codes)
    other = register(screening, directory, new_number())
    with pytest.raises(CodeTakenError):
        screening.codes.store(other, code, audit_code(other, "anna", "asked", NOON))
    assert screening.codes.customer_of(code) == customer


def test_after_a_rotation_of_the_key_codes_of_the_key_before_still_open(customer: str) -> None:
    before = TableCodes(lambda: CodeKeys(current=a_key("1")))
    after = TableCodes(lambda: CodeKeys(current=a_key("2"), previous=a_key("1")))
    later = TableCodes(lambda: CodeKeys(current=a_key("3"), previous=a_key("2")))
    code = issue(customer, before)
    assert after.customer_of(code) == customer
    assert later.customer_of(code) is None


def test_a_withheld_caller_gets_in_by_code_and_talks_on_the_customers_credit(
    screening: ScreeningDesk, customer: str
) -> None:
    code = issue(customer, screening.codes)
    call = ring(screening, None).call
    assert enter(screening, None, call, Step.CODE_1, WRONG).next_step is Step.CODE_2
    admitted = enter(screening, None, call, Step.CODE_2, code)
    assert (admitted.verdict, admitted.customer) == ("ADMIT", customer)
    assert screening.calls.calls([call]) == {call: admitted}
    assert list(screening.register.standing(customer).account.holds) == [call]


def test_a_code_step_asked_in_parallel_has_one_answer(
    screening: ScreeningDesk, customer: str
) -> None:
    code = issue(customer, screening.codes)
    call = ring(screening, None).call
    answers = at_once(5, lambda _: enter(screening, None, call, Step.CODE_1, code))
    assert {answer.verdict for answer in answers} == {"ADMIT"}
    assert list(screening.register.standing(customer).account.holds) == [call]


def test_a_code_for_a_call_that_never_rang_is_refused_inside(
    screening: ScreeningDesk, customer: str
) -> None:
    assert customer
    with pytest.raises(StepOutOfOrderError):
        enter(screening, None, new_call(), Step.CODE_1, WRONG)


def test_f16_parallel_guesses_from_a_number_all_count(
    screening: ScreeningDesk, customer: str, new_number: NewNumber
) -> None:
    code = issue(customer, screening.codes)
    number = new_number()
    calls = [ring(screening, number).call for _ in range(TRIES_OF_A_NUMBER)]
    at_once(TRIES_OF_A_NUMBER, lambda at: enter(screening, number, calls[at], Step.CODE_1, WRONG))
    locked = enter(screening, number, calls[0], Step.CODE_2, code)
    assert (locked.verdict, locked.reason) == ("ASK_PIN", "code_wrong")
    clock = screening.clock
    assert isinstance(clock, FakeClock)
    clock.pass_time(timedelta(hours=1))
    assert enter(screening, number, calls[1], Step.CODE_2, code).verdict == "ADMIT"


def test_an_unmatched_caller_who_ends_at_customer_service_is_listed_once_with_all_that_is_known(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: NewNumber, customer: str
) -> None:
    number = new_number()
    owner = directory.owners[next(iter(directory.owners))]
    directory.owners[number] = replace(owner, city="")
    call = ring(screening, number).call
    assert enter(screening, number, call, Step.CODE_1, "0").verdict == "SERVICE"
    day = f"UNMATCHED#{screening.clock():%Y-%m-%d}"
    [listed] = [row for row in rows.UnmatchedRow.query(day) if row.sk == call]
    assert (listed.a_number, listed.reason, listed.listing) == (number, "code_wrong", "found")
    assert listed.owner["street"] == owner.street
    assert customer
