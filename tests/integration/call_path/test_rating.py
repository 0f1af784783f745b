"""Rating against the real conditions of the store."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.quarantine_shelf import TableQuarantineShelf
from agentline.adapters.record_bucket import RecordBucket
from agentline.domain.account import Account
from agentline.domain.contact_record import ContactRecord
from agentline.domain.money import sek
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor
from agentline.services.quarantine import Outcome
from agentline.services.rate_contacts import rate_contacts
from agentline.services.screen_call import ScreeningDesk
from agentline.services.see_to_quarantine import QuarantineDesk, all_waiting, replay
from agentline.services.seeing_to import Deed
from agentline.services.settle_contacts import RatingDesk
from tests.examples import NOON, a_record, record_fields
from tests.fakes import FakeClock, FakeDirectory
from tests.integration.call_path.conftest import BUCKET
from tests.integration.call_path.ringing import (
    at_once,
    audit_of,
    bases_of,
    deliver,
    new_call,
    orders_of,
    register,
    ring,
    set_aside,
)


@dataclass
class FakeStream:
    texts: list[str] = field(default_factory=list)

    def put(self, contact: str, text: str) -> None:
        assert contact
        self.texts.append(text)


class Caller:
    """A registered customer who rings and talks; records as the stream would bring them."""

    def __init__(
        self, screening: ScreeningDesk, directory: FakeDirectory, number: PhoneNumber
    ) -> None:
        self.screening = screening
        self.number = number
        self.customer = register(screening, directory, number)

    @property
    def account(self) -> Account:
        return self.screening.register.standing(self.customer).account

    def talk(self, minutes: int) -> ContactRecord:
        call = ring(self.screening, self.number)
        assert call.verdict == "ADMIT", call.reason
        return a_record(call.call, talk_seconds=60 * minutes)


@pytest.fixture
def caller(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: Callable[[], PhoneNumber]
) -> Caller:
    return Caller(screening, directory, new_number())


@pytest.fixture(autouse=True)
def later(clock: FakeClock) -> None:
    clock.now = NOON + timedelta(hours=2)


def test_a_call_becomes_an_order_and_its_hold_is_released(
    caller: Caller, rating: RatingDesk
) -> None:
    record = caller.talk(10)
    assert deliver(rating, record) == [Outcome.RATED]
    [order] = orders_of(caller.customer)
    assert (order.contact, order.amount, order.basis) == (record.contact, sek(20_500), 1)
    assert (caller.account.unbilled, caller.account.holds) == (sek(20_500), {})


def test_f01_the_same_record_delivered_in_parallel_makes_one_order(
    caller: Caller, rating: RatingDesk
) -> None:
    record = caller.talk(10)
    outcomes = at_once(8, lambda _: deliver(rating, record)[0])
    assert sorted(map(str, outcomes)) == ["duplicate"] * 7 + ["rated"]
    assert len(orders_of(caller.customer)) == 1
    assert caller.account.unbilled == sek(20_500)


def test_f07_a_record_redelivered_after_days_makes_no_second_order(
    caller: Caller, rating: RatingDesk, clock: FakeClock
) -> None:
    record = caller.talk(10)
    deliver(rating, record)
    clock.pass_time(timedelta(days=6))
    again = replace(record, version=clock.now)
    assert deliver(rating, record, again) == [Outcome.DUPLICATE, Outcome.DUPLICATE]
    assert len(orders_of(caller.customer)) == 1
    assert caller.account.unbilled == sek(20_500)


def test_f02_a_changed_record_delivered_in_parallel_makes_one_correction(
    caller: Caller, rating: RatingDesk
) -> None:
    record = caller.talk(10)
    deliver(rating, record)
    changed = replace(record, talk_seconds=300, version=record.version + timedelta(hours=1))
    outcomes = at_once(6, lambda _: deliver(rating, changed)[0])
    assert sorted(map(str, outcomes)) == ["corrected"] + ["duplicate"] * 5
    assert [order.amount for order in orders_of(caller.customer)] == [sek(20_500), sek(-10_000)]
    assert caller.account.unbilled == sek(10_500)


def test_f02_a_correction_of_a_draft_changes_the_draft_with_the_account(
    caller: Caller, rating: RatingDesk
) -> None:
    record = caller.talk(49)
    deliver(rating, record)
    changed = replace(record, talk_seconds=300, version=record.version + timedelta(hours=1))
    assert deliver(rating, changed) == [Outcome.CORRECTED]
    [basis] = bases_of(caller.customer)
    assert (basis.state, basis.order_count, basis.total) == ("draft", 2, 10_500)
    assert caller.account.unpaid == sek(10_500)


def test_calls_of_one_customer_rated_by_several_workers_at_once_all_count(
    caller: Caller, rating: RatingDesk
) -> None:
    records = []
    for _ in range(6):
        record = caller.talk(1)
        records.append(record)
        deliver(rating, replace(record, talk_seconds=0, talk_began_at=None))
    outcomes = at_once(6, lambda at: deliver(rating, records[at])[0])
    assert outcomes == [Outcome.RATED] * 6
    assert caller.account.unbilled == sek(6 * 2_500)
    assert caller.account.open_basis.count == len(orders_of(caller.customer)) == 6


def test_the_basis_closes_at_the_limit_and_the_next_call_is_refused(
    caller: Caller, rating: RatingDesk, screening: ScreeningDesk
) -> None:
    deliver(rating, caller.talk(25))
    deliver(rating, caller.talk(24))
    [basis] = bases_of(caller.customer)
    assert (basis.state, basis.order_count, basis.total) == ("draft", 2, 99_000)
    assert basis.reference == f"{caller.customer}-0001"
    assert caller.account.blocking_basis == 1
    assert caller.account.unpaid == sek(99_000)
    assert ("basis_closed", "1") in [(e.what, e.subject) for e in audit_of(caller.customer)]
    assert ring(screening, caller.number).reason == "invoice_unpaid"


def test_f43_calls_of_one_batch_close_the_basis_once_at_the_crossing_one(
    caller: Caller, rating: RatingDesk
) -> None:
    records = _three_calls(caller, rating)
    assert deliver(rating, *records) == [Outcome.RATED] * 3
    by_contact = {order.contact: order for order in orders_of(caller.customer)}
    assert [by_contact[record.contact].basis for record in records] == [1, 1, 2]
    [basis] = bases_of(caller.customer)
    assert (basis.order_count, basis.total) == (2, 2 * 50_500)
    assert caller.account.open_basis.total == sek(50_500)


def test_f43_workers_that_cross_the_limit_together_close_the_basis_once(
    caller: Caller, rating: RatingDesk
) -> None:
    records = _three_calls(caller, rating)
    at_once(9, lambda at: deliver(rating, records[at % 3]))
    [basis] = bases_of(caller.customer)
    orders = orders_of(caller.customer)
    on_basis = [order for order in orders if order.basis == 1]
    assert len(orders) == 3
    assert basis.order_count == len(on_basis) == 2
    assert basis.total == sum(order.amount.minor for order in on_basis)
    assert caller.account.unbilled.minor == sum(o.amount.minor for o in orders if o.basis == 2)


def test_f13_a_call_and_a_rating_at_once_keep_the_account_whole(
    caller: Caller, rating: RatingDesk, screening: ScreeningDesk
) -> None:
    record = caller.talk(10)
    answers = at_once(
        4, lambda at: deliver(rating, record) if at % 2 else ring(screening, caller.number)
    )
    assert len(answers) == 4
    account = caller.account
    assert account.unbilled == sek(20_500)
    assert account.available.minor >= 0
    assert len(account.holds) <= 1


def test_f04_a_poison_record_is_kept_whole_and_the_rest_is_rated(
    caller: Caller, rating: RatingDesk
) -> None:
    stray, good = a_record(new_call()), caller.talk(1)
    assert deliver(rating, stray, good) == [Outcome.QUARANTINED, Outcome.RATED]
    [aside] = set_aside(stray.contact, rating.clock().date())
    assert json.loads(RecordBucket(BUCKET).get(aside.record_key)) == record_fields(stray)
    assert aside.reason == {"code": "no_admission", "params": {}}


def test_f04_a_record_set_aside_is_replayed_once_what_was_wrong_is_mended(
    caller: Caller, rating: RatingDesk
) -> None:
    record = caller.talk(1)
    call = rows.CallRow.get(f"CALL#{record.call}", "CALL")
    call.delete()
    assert deliver(rating, record) == [Outcome.QUARANTINED]
    call.save()
    stream = FakeStream()
    desk = QuarantineDesk(shelf=TableQuarantineShelf(RecordBucket(BUCKET)), stream=stream)
    [aside] = [each for each in all_waiting(desk.shelf) if each.contact == record.contact]
    by = Actor(who="anna", why="the call is there again", at=rating.clock())
    noted = replay(aside.id, Deed(by=by, name="deed-1"), desk)
    assert rate_contacts({"1": stream.texts[0]}, rating) == {"1": Outcome.RATED}
    assert noted.seen is not None
    assert (noted.is_waiting, noted.seen.by, noted.seen.outcome) == (False, "anna", "replayed")


def _three_calls(caller: Caller, rating: RatingDesk) -> list[ContactRecord]:
    """Three calls of 25 minutes (505 kr) each let in before any of them is rated."""
    records = []
    for minute in range(3):
        record = replace(caller.talk(25), initiated_at=NOON + timedelta(minutes=minute))
        # Nobody answered, says a first record: the hold goes, and the next call is let in.
        deliver(rating, replace(record, talk_seconds=0, talk_began_at=None, version=NOON))
        records.append(record)
    return records
