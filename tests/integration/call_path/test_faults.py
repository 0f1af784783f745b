"""Rows of the fault catalogue that the other files here do not promise yet, on the real store."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.catalogue import store_price_list
from agentline.adapters.dynamodb.mapping.reasons import reason_from_json
from agentline.adapters.phone_numbers import read_phone_number
from agentline.domain.call import ScreenedCall
from agentline.domain.catalogue import Language
from agentline.domain.contact_record import ContactRecord
from agentline.domain.customer import ListingStatus
from agentline.domain.money import Money, sek
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.quarantine import QuarantineCode
from agentline.domain.quarantine_words import quarantine_in_words
from agentline.domain.tariff import Band, Day
from agentline.services import conflict
from agentline.services.quarantine import Outcome
from agentline.services.rate_contacts import rate_contacts
from agentline.services.screen_call import ScreeningDesk
from agentline.services.settle_contacts import RatingDesk
from tests.examples import MINUTE_TARIFF, NOON, OWNER, a_price_list, a_record, record_fields
from tests.fakes import FakeClock, FakeDirectory
from tests.integration.call_path.ringing import deliver, orders_of, register, ring, set_aside

LATER = NOON + timedelta(hours=2)


@pytest.fixture
def number(
    screening: ScreeningDesk, directory: FakeDirectory, new_number: Callable[[], PhoneNumber]
) -> PhoneNumber:
    number = new_number()
    register(screening, directory, number)
    return number


@pytest.fixture
def call(screening: ScreeningDesk, number: PhoneNumber) -> ScreenedCall:
    """A call of a fresh customer, let in at noon."""
    return ring(screening, number)


@pytest.fixture(autouse=True)
def _records_come_later(call: ScreenedCall, clock: FakeClock) -> None:
    assert call.verdict == "ADMIT"
    clock.now = LATER


def customer_of(call: ScreenedCall) -> str:
    assert call.customer is not None
    return call.customer


def charged(call: ScreenedCall) -> list[Money]:
    return [order.amount for order in orders_of(customer_of(call))]


def deliver_changed(rating: RatingDesk, record: ContactRecord, **changes: Any) -> list[str]:
    fields = record_fields(record) | changes
    results = rate_contacts({"1": json.dumps(fields)}, rating)
    return [str(result) for result in results.values()]


def reason_aside(call: ScreenedCall) -> str:
    [row] = set_aside(call.call, LATER.date())
    return quarantine_in_words(reason_from_json(row.reason, QuarantineCode))


def test_f03_an_older_version_after_a_newer_one_is_ignored(
    call: ScreenedCall, rating: RatingDesk
) -> None:
    newer = a_record(call.call, talk_seconds=120, version=NOON + timedelta(hours=1))
    older = a_record(call.call, talk_seconds=600, version=NOON + timedelta(minutes=50))
    assert deliver(rating, newer) == [Outcome.RATED]
    assert deliver(rating, older) == [Outcome.DUPLICATE]
    assert charged(call) == [sek(4_500)]


def test_f06_a_contested_account_fails_the_record_whole_and_the_retry_rates_it(
    call: ScreenedCall, rating: RatingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflict, "ATTEMPTS", 1)
    account = rows.AccountRow(f"CUST#{customer_of(call)}", "ACCOUNT")
    standing = rating.register.standing

    def contested(customer: str) -> Any:
        """Another worker changes the account right after it was read."""
        read = standing(customer)
        account.update(actions=[rows.AccountRow.version.add(1)])
        return read

    with monkeypatch.context() as patch:
        patch.setattr(rating.register, "standing", contested)
        [failed] = deliver(rating, a_record(call.call))
        assert isinstance(failed, conflict.StillContestedError)
    assert charged(call) == []
    assert deliver(rating, a_record(call.call)) == [Outcome.RATED]


def test_f08_a_price_list_that_is_gone_is_never_rated_at_zero(
    call: ScreenedCall, rating: RatingDesk
) -> None:
    row = rows.CallRow.get(f"CALL#{call.call}", "CALL")
    row.update(actions=[rows.CallRow.pin.set(row.pin | {"price_list": "gone"})])
    assert deliver(rating, a_record(call.call)) == [Outcome.QUARANTINED]
    assert charged(call) == []
    assert "no price list gone" in reason_aside(call)
    row.update(actions=[rows.CallRow.pin.set(row.pin | {"price_list": "basic"})])


@pytest.mark.parametrize("seconds", [-1, 86_401, "60", 1.5])
def test_f09_a_talk_that_cannot_be_is_put_aside(
    call: ScreenedCall, rating: RatingDesk, seconds: object
) -> None:
    agent = {"AgentInteractionDuration": seconds, "ConnectedToAgentTimestamp": NOON.isoformat()}
    assert deliver_changed(rating, a_record(call.call), Agent=agent) == ["quarantined"]
    assert charged(call) == []


def test_f09_no_talk_costs_nothing_and_frees_the_hold(
    call: ScreenedCall, rating: RatingDesk
) -> None:
    assert deliver(rating, a_record(call.call, talk_seconds=0)) == [Outcome.RELEASED]
    assert charged(call) == []
    assert rating.register.standing(customer_of(call)).account.holds == {}


def test_f10_the_night_the_clocks_go_back_is_billed_by_elapsed_seconds(
    screening: ScreeningDesk, rating: RatingDesk, number: PhoneNumber, clock: FakeClock
) -> None:
    """25 October 2026, 03:00 becomes 02:00: two hours by the clock are three that passed."""
    began = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    night = Band(days=frozenset(Day), start_minute=180, end_minute=240, rate_per_minute=sek(1_000))
    tariff = replace(MINUTE_TARIFF, bands=(night,), opening_fee=sek(0))
    store_price_list(a_price_list(tariff, name="night", valid_from=began - timedelta(days=1)))
    entry = screening.register.number_entry(number)
    assert entry is not None
    account = rows.AccountRow(f"CUST#{entry.customer}", "ACCOUNT")
    account.update(
        actions=[rows.AccountRow.price_list.set("night"), rows.AccountRow.credit_limit.set(900_000)]
    )
    clock.now = began
    call = ring(screening, number)
    clock.now = began + timedelta(hours=4)
    fields = record_fields(a_record(call.call, talk_seconds=7_200, initiated_at=began))
    fields["LastUpdateTimestamp"] = clock.now.isoformat()
    fields["Agent"] = {
        "AgentInteractionDuration": 7_200,
        "ConnectedToAgentTimestamp": began.isoformat(),
    }
    assert rate_contacts({"1": json.dumps(fields)}, rating) == {"1": Outcome.RATED}
    [order] = [order for order in orders_of(customer_of(call)) if order.call == call.call]
    # 00:30 to 02:00 UTC at the base rate, 02:00 to 02:30 UTC is past three by the clock.
    assert order.amount == sek(90 * 2_000 + 30 * 1_000)
    account.update(actions=[rows.AccountRow.credit_limit.set(100_000)])


@pytest.mark.parametrize("is_reversed", [False, True])
def test_f11_a_transferred_call_is_billed_once_by_the_rule_in_any_order(
    call: ScreenedCall, rating: RatingDesk, is_reversed: bool
) -> None:
    first = a_record(call.call, talk_seconds=270, is_last_leg=False)
    second = a_record(
        f"{call.call}-leg-2",
        call=call.call,
        talk_seconds=130,
        initiated_at=NOON + timedelta(minutes=5),
    )
    records = [second, first] if is_reversed else [first, second]
    for record in records:
        assert deliver(rating, record) == [Outcome.RATED]
    assert charged(call) == [sek(500 + 5 * 2_000), sek(3 * 2_000)]
    assert rating.register.standing(customer_of(call)).account.holds == {}


def test_f12_another_currency_is_put_aside_and_never_converted(
    call: ScreenedCall, rating: RatingDesk
) -> None:
    account = rows.AccountRow(f"CUST#{customer_of(call)}", "ACCOUNT")
    account.update(actions=[rows.AccountRow.currency.set("EUR")])
    assert deliver(rating, a_record(call.call)) == [Outcome.QUARANTINED]
    assert "the account, which is in EUR" in reason_aside(call)
    account.update(actions=[rows.AccountRow.currency.set("SEK")])
    assert charged(call) == []


def test_f14_a_hold_whose_record_never_came_falls_away_at_the_next_call(
    call: ScreenedCall, screening: ScreeningDesk, number: PhoneNumber, clock: FakeClock
) -> None:
    clock.now = NOON + timedelta(minutes=44)
    assert ring(screening, number).reason == "credit_in_use"
    clock.now = NOON + timedelta(minutes=46)
    again = ring(screening, number)
    assert again.verdict == "ADMIT"
    assert list(screening.register.standing(customer_of(call)).account.holds) == [again.call]


def test_f15_a_store_that_does_not_answer_stores_no_decision(
    screening: ScreeningDesk, number: PhoneNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> None:
        raise TimeoutError

    with monkeypatch.context() as patch:
        patch.setattr(screening.calls, "store_call", down)
        with pytest.raises(TimeoutError):
            ring(screening, number, call="f15-call")
    assert screening.calls.calls(["f15-call"]) == {}


def test_f17_a_number_alone_spends_at_most_the_limit_and_learns_nothing(
    call: ScreenedCall, screening: ScreeningDesk, number: PhoneNumber, clock: FakeClock
) -> None:
    clock.now = NOON + timedelta(minutes=1)
    assert call.hold == sek(100_000)
    assert ring(screening, number).verdict == "REFUSE"
    for personal in (OWNER.name, OWNER.city, number, customer_of(call)):
        assert personal not in call.message


def test_f18_a_missing_number_never_matches_a_customer(screening: ScreeningDesk) -> None:
    for address in (None, "", "anonymous", "+266696687", "112"):
        unknown = ring(screening, read_phone_number(address))
        assert (unknown.verdict, unknown.customer) == ("ASK_PIN", None)


def test_f19_every_spelling_finds_the_same_customer(
    screening: ScreeningDesk, directory: FakeDirectory
) -> None:
    number = read_phone_number("+46701740655")
    assert number is not None
    customer = register(screening, directory, number)
    for spelling in ("0046701740655", "070-174 06 55", "٠٧٠١٧٤٠٦٥٥"):
        assert ring(screening, read_phone_number(spelling)).customer == customer


@pytest.mark.parametrize(
    "status", [ListingStatus.ERROR, ListingStatus.NOT_FOUND, ListingStatus.HIDDEN]
)
def test_f42_a_directory_that_says_nothing_registers_nobody_and_the_trace_tells_which(
    screening: ScreeningDesk,
    directory: FakeDirectory,
    new_number: Callable[[], PhoneNumber],
    status: ListingStatus,
) -> None:
    stranger = new_number()
    directory.status = status
    screened = ring(screening, stranger)
    assert (screened.verdict, screened.listing) == ("ASK_PIN", status)
    assert screened.language is Language.SWEDISH
    assert screening.register.number_entry(stranger) is None
