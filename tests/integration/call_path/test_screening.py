"""Screening against the real conditions of the store."""

from collections.abc import Callable
from dataclasses import replace

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.customers import block_to_json
from agentline.domain.call import Verdict
from agentline.domain.customer import BlockReason, NumberEntry
from agentline.domain.phone_number import PhoneNumber
from agentline.services.screen_call import ScreeningDesk
from tests.examples import FREE_LINE, OPENING_LIMIT, OWNER, a_block
from tests.fakes import FakeDirectory
from tests.integration.call_path.ringing import at_once, audit_of, link, new_call, register, ring

NewNumber = Callable[[], PhoneNumber]


def test_an_unknown_caller_is_registered_and_let_in(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: NewNumber
) -> None:
    number = new_number()
    directory.owners[number] = replace(OWNER, street=f"Gatan {number}")
    call = ring(screening, number)
    assert (call.verdict, call.hold) == (Verdict.ADMIT, OPENING_LIMIT)
    assert call.customer is not None
    account = screening.register.standing(call.customer).account
    assert (account.limit, account.held, account.version) == (OPENING_LIMIT, OPENING_LIMIT, 2)
    assert [entry.what for entry in audit_of(call.customer)] == ["customer_registered"]
    profile = rows.ProfileRow.get(f"CUST#{call.customer}", "PROFILE")
    assert (profile.name, profile.source) == (OWNER.name, "fake")


def test_what_was_stored_of_a_call_is_read_back_the_same(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: NewNumber
) -> None:
    number = new_number()
    directory.owners[number] = replace(OWNER, street=f"Gatan {number}")
    admitted = ring(screening, number)
    refused = ring(screening, number)
    unmatched = ring(screening, new_number())
    free = ring(screening, number, line=FREE_LINE.number)
    stored = screening.calls.calls([call.call for call in (admitted, refused, unmatched, free)])
    assert refused.reason == "credit_in_use"
    assert stored == {call.call: call for call in (admitted, refused, unmatched, free)}


def test_f41_simultaneous_first_calls_from_one_unknown_number_make_one_customer(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: NewNumber
) -> None:
    number = new_number()
    directory.owners[number] = replace(OWNER, street=f"Gatan {number}")
    calls = at_once(8, lambda _: ring(screening, number))
    assert len({call.customer for call in calls}) == 1
    assert [call.verdict for call in calls].count(Verdict.ADMIT) == 1
    assert {call.reason for call in calls} == {"none", "credit_in_use"}
    entry = screening.register.number_entry(number)
    assert entry is not None
    assert entry.customer == calls[0].customer


def test_f41_first_calls_from_two_numbers_of_one_owner_make_one_customer(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: NewNumber
) -> None:
    numbers = [new_number(), new_number()]
    directory.owners = dict.fromkeys(numbers, replace(OWNER, street=f"Gatan {numbers[0]}"))
    calls = at_once(2, lambda at: ring(screening, numbers[at]))
    assert len({call.customer for call in calls}) == 1
    assert sorted(call.verdict for call in calls) == [Verdict.ADMIT, Verdict.REFUSE]
    customer = calls[0].customer
    assert customer is not None
    assert {entry.what for entry in audit_of(customer)} == {"customer_registered", "number_linked"}


def test_f13_calls_at_once_cannot_spend_the_last_credit_twice(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: NewNumber
) -> None:
    customer = register(screening, directory, new_number())
    numbers = [new_number() for _ in range(8)]
    for number in numbers:
        link(screening, number, customer)
    calls = at_once(8, lambda at: ring(screening, numbers[at]))
    admitted = [call for call in calls if call.verdict is Verdict.ADMIT]
    assert len(admitted) == 1
    account = screening.register.standing(customer).account
    assert set(account.holds) == {admitted[0].call}
    assert account.held <= account.remaining


def test_the_same_question_asked_in_parallel_has_one_answer_and_one_hold(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: NewNumber
) -> None:
    number = new_number()
    customer = register(screening, directory, number)
    call = new_call()
    answers = at_once(6, lambda _: ring(screening, number, call=call))
    assert all(answer == answers[0] for answer in answers)
    assert list(screening.register.standing(customer).account.holds) == [call]


def test_a_number_blocked_before_it_was_anybodys_keeps_its_block_when_registered(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: NewNumber
) -> None:
    number = new_number()
    over = replace(a_block(BlockReason.OTHER), valid_until=screening.clock())
    rows.NumberRow(f"NUM#{number}", "NUM", block=block_to_json(over)).save()
    customer = register(screening, directory, number)
    entry = screening.register.number_entry(number)
    assert entry == NumberEntry(number=number, customer=customer, block=over)


def test_a_block_of_the_customer_is_read_with_the_account(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: NewNumber
) -> None:
    number = new_number()
    customer = register(screening, directory, number)
    rows.BlockRow(f"CUST#{customer}", "ACCOUNT.BLOCK#1", block=block_to_json(a_block())).save()
    assert ring(screening, number).reason == "blocked_conduct"
    assert ring(screening, number, line=FREE_LINE.number).reason == "blocked_conduct"
