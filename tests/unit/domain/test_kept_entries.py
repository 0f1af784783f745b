"""Blocks and discounts, entered and ended."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.domain.blocking import (
    MOST_BLOCKS,
    BlockError,
    NumberBlockedError,
    end_block,
    end_number_block,
    new_block,
    place_block,
    place_number_block,
)
from agentline.domain.customer import (
    NumberEntry,
)
from agentline.domain.discount import Discount, DiscountError, DiscountKind
from agentline.domain.discounting import MOST_DISCOUNTS, agree_discount, end_discount
from agentline.domain.kept_entry import (
    EntryEndedError,
    EntryState,
    TooManyEntriesError,
    entry_id,
)
from agentline.domain.money import CurrencyMismatchError, Money
from tests.examples import CALLER, CUSTOMER, NOON
from tests.unit.domain.customer_files import BY, FRAUD, LATER, TEN_PERCENT, a_file


def test_a_block_is_met_by_the_next_call_though_its_clock_knows_whole_seconds_only() -> None:
    at = NOON.replace(microsecond=900_000)
    placed = new_block(FRAUD, "b1", replace(BY, at=at))
    assert placed.block.is_in_force(NOON)


def test_what_has_ended_or_is_over_is_not_ended_again() -> None:
    hour = replace(FRAUD, valid_until=NOON + timedelta(hours=1))
    [placed] = place_block(a_file(), hour, "b1", BY).blocks
    assert placed.state(NOON) is EntryState.IN_FORCE
    with pytest.raises(EntryEndedError, match="over"):
        end_block(a_file(), placed, LATER)
    [ended] = end_block(a_file(), placed, BY).blocks
    with pytest.raises(EntryEndedError, match="anna ended it"):
        end_block(a_file(), ended, BY)
    [agreed] = agree_discount(a_file(), TEN_PERCENT, "d1", BY).discounts
    [ended_discount] = end_discount(a_file(), agreed, BY).discounts
    with pytest.raises(EntryEndedError):
        end_discount(a_file(), ended_discount, BY)


def test_what_screening_reads_of_a_customer_has_a_bound_in_which_what_is_over_does_not_count() -> (
    None
):
    block = new_block(replace(FRAUD, valid_until=LATER.at), "b1", BY).block
    discount = replace(TEN_PERCENT, valid_until=LATER.at)
    full = a_file(blocks=(block,) * MOST_BLOCKS, discounts=(discount,) * MOST_DISCOUNTS)
    with pytest.raises(TooManyEntriesError):
        place_block(full, FRAUD, "b2", BY)
    with pytest.raises(TooManyEntriesError):
        agree_discount(full, TEN_PERCENT, "d2", BY)
    assert place_block(full, FRAUD, "b2", LATER).made == "b2"
    assert agree_discount(full, TEN_PERCENT, "d2", LATER).made == "d2"


def test_a_block_or_discount_that_would_never_count_is_refused() -> None:
    for terms in (
        replace(FRAUD, valid_until=NOON),
        replace(FRAUD, valid_from=LATER.at, valid_until=LATER.at),
    ):
        with pytest.raises(BlockError):
            place_block(a_file(), terms, "b1", BY)
    with pytest.raises(DiscountError):
        agree_discount(a_file(), replace(TEN_PERCENT, valid_until=NOON), "d1", BY)
    euros = Discount(kind=DiscountKind.FIXED, amount=Money(100, "EUR"))
    with pytest.raises(CurrencyMismatchError):
        agree_discount(a_file(), euros, "d1", BY)


def test_a_number_has_one_block_at_a_time() -> None:
    free = NumberEntry(number=CALLER, customer=CUSTOMER, block=None)
    hour = replace(FRAUD, valid_until=LATER.at)
    placed = place_number_block(free, hour, "b1", BY)
    assert (placed.after.block, placed.audit.customer) == (placed.placed.block, CUSTOMER)
    with pytest.raises(NumberBlockedError):
        place_number_block(placed.after, FRAUD, "b2", BY)
    assert place_number_block(placed.after, FRAUD, "b2", LATER).placed.block.id == "b2"
    ended = end_number_block(placed.after, placed.placed, BY)
    assert ended.after.block is None
    assert ended.placed.state(NOON) is EntryState.ENDED


def test_what_is_to_come_is_told_so() -> None:
    later = replace(FRAUD, valid_from=LATER.at)
    assert new_block(later, "b1", BY).state(NOON) is EntryState.COMING


def test_ids_sort_by_time_and_tell_deeds_apart() -> None:
    first, second = entry_id(NOON, "f" * 24), entry_id(LATER.at, "0" * 24)
    assert first < second
    assert entry_id(NOON, "0" * 24) != first
