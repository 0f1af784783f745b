"""Who is let in, in the order of design.md 2.1."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.domain.account import Account, place_hold
from agentline.domain.catalogue import ServiceLine
from agentline.domain.customer import Block, BlockReason, NumberEntry
from agentline.domain.hold import Hold
from agentline.domain.money import sek
from agentline.domain.offer import FreeLineError, Offer, make_offer
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.screening import (
    Admit,
    AskCode,
    AskCredit,
    AskDirectory,
    CodeRequest,
    Refusal,
    Refuse,
    Standing,
    screen_caller,
    screen_credit,
)
from agentline.domain.tariff import Tariff
from tests.examples import (
    BASIC,
    CALLER,
    FREE_LINE,
    MINUTE_TARIFF,
    NOON,
    TAROT_LINE,
    a_block,
    a_price_list,
    a_standing,
    an_account,
)

KNOWN = NumberEntry(number=CALLER, customer="100001", block=None)


def caller(
    *,
    line: ServiceLine | None = TAROT_LINE,
    a_number: PhoneNumber | None = CALLER,
    entry: NumberEntry | None = KNOWN,
    standing: Standing | None = a_standing(),  # noqa: B008 - frozen
) -> object:
    return screen_caller(line=line, a_number=a_number, entry=entry, standing=standing, now=NOON)


def credit(account: Account, tariff: Tariff = MINUTE_TARIFF) -> Admit | Refuse:
    offer = make_offer(TAROT_LINE, a_price_list(tariff), (), NOON)
    return screen_credit(account, offer, "call", NOON)


def blocked(block: Block) -> NumberEntry:
    return replace(KNOWN, block=block)


def test_an_unknown_service_is_refused() -> None:
    assert caller(line=None) == Refuse(reason=Refusal.SERVICE_UNKNOWN)


def test_a_free_line_lets_anybody_in_without_hold() -> None:
    assert caller(line=FREE_LINE, a_number=None, entry=None, standing=None) == Admit(line=FREE_LINE)


@pytest.mark.parametrize("reason", [BlockReason.CONDUCT, BlockReason.FRAUD])
def test_conduct_and_fraud_bar_free_lines_too(reason: BlockReason) -> None:
    expected = Refuse(reason=Refusal(f"blocked_{reason}"))
    assert caller(line=FREE_LINE, entry=blocked(a_block(reason))) == expected
    standing = a_standing(blocks=(a_block(reason),))
    assert caller(line=FREE_LINE, standing=standing) == expected


@pytest.mark.parametrize(
    "reason", [BlockReason.FINANCIAL, BlockReason.OWN_REQUEST, BlockReason.OTHER]
)
def test_other_blocks_bar_only_lines_that_cost(reason: BlockReason) -> None:
    assert isinstance(caller(line=FREE_LINE, entry=blocked(a_block(reason))), Admit)
    assert caller(entry=blocked(a_block(reason))) == Refuse(reason=Refusal(f"blocked_{reason}"))


def test_f18_a_withheld_number_is_asked_for_a_code() -> None:
    assert caller(a_number=None, entry=None, standing=None) == AskCode(
        reason=CodeRequest.NUMBER_WITHHELD
    )


def test_a_blocked_number_is_refused_before_the_directory_is_asked() -> None:
    entry = NumberEntry(number=CALLER, customer=None, block=a_block(BlockReason.FRAUD))
    assert caller(entry=entry, standing=None) == Refuse(reason=Refusal.BLOCKED_FRAUD)


def test_an_unknown_number_goes_to_the_directory() -> None:
    unclaimed = NumberEntry(number=CALLER, customer=None, block=None)
    assert caller(entry=None, standing=None) == AskDirectory(line=TAROT_LINE, unclaimed=unclaimed)


def test_a_customer_under_no_block_is_asked_for_credit_only() -> None:
    assert caller() == AskCredit(line=TAROT_LINE, standing=a_standing())


@pytest.mark.parametrize(
    ("begins", "ends"),
    [(timedelta(hours=1), timedelta(days=1)), (timedelta(days=-2), timedelta(0))],
)
def test_a_block_holds_from_its_beginning_up_to_its_end(begins: timedelta, ends: timedelta) -> None:
    block = replace(a_block(), valid_from=NOON + begins, valid_until=NOON + ends)
    assert isinstance(caller(entry=blocked(block)), AskCredit)


def test_a_block_without_end_stays() -> None:
    block = replace(a_block(), valid_until=None)
    assert caller(standing=a_standing(blocks=(block,))) == Refuse(reason=Refusal.BLOCKED_CONDUCT)


def test_an_admitted_caller_has_the_longest_call_held() -> None:
    decision = credit(an_account(limit=sek(500_000)))
    assert isinstance(decision, Admit)
    assert decision.hold is not None
    assert decision.hold.amount == sek(500 + 60 * 2_000)
    assert decision.hold.talk_seconds == 3_600


def test_an_admitted_caller_with_less_has_all_of_it_held_and_is_told_the_time_it_pays_for() -> None:
    decision = credit(an_account())
    assert isinstance(decision, Admit)
    assert decision.hold is not None
    assert decision.change is not None
    assert decision.hold.amount == sek(100_000)
    assert decision.hold.talk_seconds == 49 * 60
    assert decision.change.after.available.is_zero


def test_the_shortest_call_that_can_just_be_paid_is_let_in() -> None:
    assert isinstance(credit(an_account(unbilled=97_500)), Admit)


def test_a_basis_that_blocks_refuses_whatever_remains() -> None:
    account = replace(an_account(limit=sek(500_000)), blocking_basis=1)
    assert credit(account) == Refuse(reason=Refusal.INVOICE_UNPAID)


def test_too_little_credit_closes_what_the_open_basis_holds() -> None:
    decision = credit(an_account(unbilled=97_501))
    assert isinstance(decision, Refuse)
    assert decision.reason is Refusal.INVOICE_UNPAID
    assert decision.change is not None
    assert decision.change.closed is not None
    assert decision.change.after.blocking_basis == 1


def test_too_little_credit_with_something_unpaid_is_for_the_invoice() -> None:
    assert credit(an_account(unpaid=99_000)) == Refuse(reason=Refusal.INVOICE_UNPAID)


def test_too_little_credit_with_nothing_to_pay_is_for_the_limit() -> None:
    assert credit(an_account(limit=sek(2_499))) == Refuse(reason=Refusal.CREDIT_EXHAUSTED)


def test_f13_credit_held_by_a_call_under_way_is_not_given_twice() -> None:
    first = credit(an_account())
    assert isinstance(first, Admit)
    assert first.change is not None
    second = screen_credit(first.change.after, _offer(), "second", NOON)
    assert second == Refuse(reason=Refusal.CREDIT_IN_USE)


def test_f14_an_expired_hold_no_longer_stands_in_the_way() -> None:
    first = credit(an_account())
    assert isinstance(first, Admit)
    assert first.change is not None
    later = NOON + timedelta(hours=3)
    assert isinstance(screen_credit(first.change.after, _offer(), "second", later), Admit)


def test_a_line_whose_shortest_call_costs_nothing_needs_no_hold() -> None:
    decision = credit(an_account(limit=sek(0)), replace(MINUTE_TARIFF, free_seconds=60))
    assert isinstance(decision, Admit)
    assert decision.hold is None
    assert decision.change is None


def test_the_offer_is_of_charged_lines_only() -> None:
    with pytest.raises(FreeLineError):
        make_offer(FREE_LINE, BASIC, (), NOON)


def test_a_hold_of_a_shrunk_account_is_never_more_than_is_available() -> None:
    other = Hold(amount=sek(60_000), talk_seconds=60, placed_at=NOON)
    account = place_hold(an_account(), "other", other, TAROT_LINE.number)
    decision = credit(account)
    assert isinstance(decision, Admit)
    assert decision.hold is not None
    assert decision.hold.amount == sek(40_000)
    assert decision.hold.talk_seconds == 19 * 60


def _offer() -> Offer:
    return make_offer(TAROT_LINE, BASIC, (), NOON)
