"""Rating as a whole, on an in-memory store."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from agentline.domain.account import AccountChange
from agentline.domain.basis_state import BasisState
from agentline.domain.call import Pin, ScreenedCall, Step, Verdict
from agentline.domain.catalogue import Language, PriceListKey
from agentline.domain.contact_record import ContactRecord
from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.money import Money, sek
from agentline.domain.order import Order, explain_order
from agentline.domain.percent import Percent
from agentline.domain.quarantine import QuarantineCode
from agentline.domain.reason import Reason
from agentline.services.conflict import ATTEMPTS, StillContestedError
from agentline.services.quarantine import Outcome
from agentline.services.rate_contacts import PARALLEL_GROUPS, Results, rate_contacts
from agentline.services.settle_contacts import RatingDesk
from tests.examples import (
    BASIC,
    CALLER,
    CUSTOMER,
    NOON,
    TAROT_LINE,
    a_record,
    a_standing,
    an_account,
    record_fields,
)
from tests.fakes import FakeCatalogue, FakeClock, FakeStore

PIN = Pin(article="TAROT", price_list=BASIC.key, discounts=())


def admitted(
    call: str = "contact-1", *, customer: str = CUSTOMER, pin: Pin | None = PIN
) -> ScreenedCall:
    return ScreenedCall(
        call=call,
        step=Step.NUMBER,
        decided_at=NOON,
        a_number=CALLER,
        b_number=TAROT_LINE.number,
        verdict=Verdict.ADMIT,
        reason="none",
        language=Language.SWEDISH,
        message="...",
        customer=customer,
        pin=pin,
    )


class MeetingStore(FakeStore):
    """Stores for nobody until it is asked by so many at once."""

    def __init__(self, many: int) -> None:
        super().__init__()
        self._meeting = Barrier(many)

    def store_orders(self, change: AccountChange, orders: Sequence[Order]) -> None:
        self._meeting.wait(timeout=10)
        super().store_orders(change, orders)


class House:
    """A rating desk over fakes with one customer whose calls were let in."""

    def __init__(self, store: FakeStore) -> None:
        self.store = store
        self.clock = FakeClock(NOON + timedelta(hours=2))
        self.catalogue = FakeCatalogue({TAROT_LINE.number: TAROT_LINE}, [BASIC])
        self.desk = RatingDesk(
            register=self.store,
            calls=self.store,
            orders=self.store,
            quarantine=self.store,
            catalogue=self.catalogue,
            clock=self.clock,
        )
        rung = replace(an_account(), last_line=TAROT_LINE.number)
        self.store.add_customer(a_standing(rung), CALLER)

    def admit(self, *calls: ScreenedCall) -> None:
        self.store.screened |= {call.call: call for call in calls}

    def rate(self, *records: ContactRecord) -> Sequence[Outcome | Exception]:
        texts = {str(n): json.dumps(record_fields(record)) for n, record in enumerate(records)}
        results = rate_contacts(texts, self.desk)
        return [results[record_id] for record_id in texts]

    def rate_text(self, text: str) -> Results:
        return rate_contacts({"1": text}, self.desk)


@pytest.fixture
def house() -> House:
    house = House(FakeStore())
    house.admit(admitted())
    return house


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


def test_a_contact_becomes_an_order_on_the_open_basis(house: House) -> None:
    assert house.rate(a_record()) == [Outcome.RATED]
    order = house.store.orders["contact-1"]
    assert (order.amount, order.billed_seconds, order.basis) == (sek(4_500), 120, 1)
    assert house.store.account(CUSTOMER).unbilled == sek(4_500)


def test_the_order_explains_its_price_from_the_facts_it_keeps(house: House) -> None:
    house.rate(a_record())
    words = " ".join(explain_order(house.store.orders["contact-1"], BASIC))
    assert "61 s" in words
    assert "45.00" in words


def test_the_pinned_discounts_are_those_that_count(house: House) -> None:
    half = Discount(kind=DiscountKind.PERCENT, percent=Percent.parse("50"))
    house.admit(admitted(pin=replace(PIN, discounts=(half,))))
    house.rate(a_record())
    assert house.store.orders["contact-1"].amount == sek(2_250)


def test_f01_the_same_record_twice_in_a_batch_makes_one_order(house: House) -> None:
    assert sorted(map(str, house.rate(a_record(), a_record()))) == ["duplicate", "rated"]
    assert house.store.account(CUSTOMER).unbilled == sek(4_500)


def test_f01_the_same_record_later_makes_no_second_order(house: House) -> None:
    house.rate(a_record())
    assert house.rate(a_record()) == [Outcome.DUPLICATE]
    assert house.store.account(CUSTOMER).unbilled == sek(4_500)


def test_f02_a_newer_version_with_the_same_talk_changes_nothing(house: House) -> None:
    house.rate(a_record())
    assert house.rate(a_record(version=NOON + timedelta(days=6))) == [Outcome.DUPLICATE]


def test_f02_a_newer_version_with_other_talk_corrects_the_open_order_visibly(house: House) -> None:
    house.rate(a_record())
    newer = a_record(version=NOON + timedelta(hours=2), talk_seconds=181)
    assert house.rate(newer) == [Outcome.CORRECTED]
    [correction] = house.store.corrections
    assert (correction.amount, correction.charged_before) == (sek(4_000), sek(4_500))
    assert correction.basis == house.store.orders["contact-1"].basis == 1
    assert house.store.account(CUSTOMER).unbilled == sek(8_500)
    assert house.store.account(CUSTOMER).open_basis.count == 2
    assert explain_order(correction, BASIC)[-1] == (
        "Charged before: 45.00 SEK; this corrects it by 40.00 SEK."
    )


def test_f02_each_version_makes_one_correction_and_they_add_up_to_the_newest_price(
    house: House,
) -> None:
    house.rate(a_record())
    second = a_record(version=NOON + timedelta(hours=2), talk_seconds=181)
    third = a_record(version=NOON + timedelta(hours=3), talk_seconds=60)
    for record in (second, third, second, third, a_record()):
        house.rate(record)
    amounts = [order.amount for order in house.store.corrections]
    assert amounts == [sek(4_000), sek(-6_000)]
    assert house.store.account(CUSTOMER).unbilled == sek(2_500)


def test_f02_a_newer_version_that_nobody_talked_takes_the_charge_back(house: House) -> None:
    house.rate(a_record())
    silent = a_record(version=NOON + timedelta(hours=2), talk_seconds=0)
    assert house.rate(silent) == [Outcome.CORRECTED]
    assert house.rate(silent) == [Outcome.DUPLICATE]
    assert house.store.account(CUSTOMER).unbilled == sek(0)


def test_f02_a_correction_goes_to_the_draft_of_its_order_and_after_dispatch_to_the_open_basis(
    house: House,
) -> None:
    house.rate(a_record(talk_seconds=2_900))
    assert house.store.account(CUSTOMER).blocking_basis == 1
    shorter = a_record(version=NOON + timedelta(hours=2), talk_seconds=2_000)
    house.rate(shorter)
    assert [order.basis for order in house.store.corrections] == [1]
    unpaid = house.store.account(CUSTOMER).unpaid
    draft = house.store.bases[CUSTOMER, 1]
    house.store.bases[CUSTOMER, 1] = replace(draft, state=BasisState.DISPATCHED)
    house.rate(a_record(version=NOON + timedelta(hours=3), talk_seconds=1_000))
    assert [order.basis for order in house.store.corrections] == [1, 2]
    account = house.store.account(CUSTOMER)
    assert account.unpaid == unpaid
    assert account.unbilled.minor < 0


def test_f03_an_older_version_after_a_newer_one_is_ignored(house: House) -> None:
    house.rate(a_record())
    older = a_record(version=NOON, talk_seconds=200)
    assert house.rate(older) == [Outcome.DUPLICATE]
    assert house.store.quarantined == []


def test_contacts_rated_before_do_not_keep_the_others_of_their_group(house: House) -> None:
    house.admit(admitted("contact-2"))
    house.rate(a_record())
    assert house.rate(a_record(), a_record("contact-2")) == [Outcome.DUPLICATE, Outcome.RATED]
    assert house.store.account(CUSTOMER).unbilled == sek(9_000)


def test_talk_without_admission_is_put_aside(house: House) -> None:
    assert house.rate(a_record("stranger")) == [Outcome.QUARANTINED]
    assert house.store.quarantined[0].reason == Reason(code=QuarantineCode.NO_ADMISSION)


def test_talk_in_a_call_that_was_refused_is_put_aside(house: House) -> None:
    refused = replace(admitted(), verdict=Verdict.REFUSE, reason="invoice_unpaid", pin=None)
    house.admit(refused)
    assert house.rate(a_record()) == [Outcome.QUARANTINED]


def test_talk_with_customer_service_makes_no_order(house: House) -> None:
    house.admit(replace(admitted(), verdict=Verdict.SERVICE, reason="code_wrong", pin=None))
    assert house.rate(a_record()) == [Outcome.NOT_BILLABLE]
    assert house.store.quarantined == []


def test_a_call_that_nobody_answered_and_nobody_let_in_is_let_be(house: House) -> None:
    assert house.rate(a_record("stranger", talk_seconds=0)) == [Outcome.NOT_BILLABLE]
    assert house.store.quarantined == []


def test_what_is_no_voice_is_counted_and_let_be(house: House) -> None:
    assert house.rate(a_record("stranger", channel="CHAT")) == [Outcome.NOT_VOICE]
    assert house.store.quarantined == []


def test_a_call_on_a_free_line_makes_no_order(house: House) -> None:
    house.admit(admitted(pin=None))
    assert house.rate(a_record()) == [Outcome.NOT_BILLABLE]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000, '{"ContactId": 1}'])
def test_f04_a_poison_record_is_kept_as_it_came_and_does_not_stop_the_rest(
    house: House, text: str
) -> None:
    assert house.rate_text(text) == {"1": Outcome.QUARANTINED}
    assert house.store.quarantined[0].text == text


def test_f08_a_price_list_that_is_gone_is_never_rated_at_zero(house: House) -> None:
    gone = PriceListKey(name="basic", valid_from=NOON - timedelta(days=900))
    house.admit(admitted(pin=replace(PIN, price_list=gone)))
    assert house.rate(a_record()) == [Outcome.QUARANTINED]
    assert house.store.orders == {}


def test_f12_another_currency_is_never_converted(house: House) -> None:
    account = an_account(limit=Money(100_000, "EUR"))
    nothing = Money(0, "EUR")
    account = replace(
        account,
        prepaid=nothing,
        unpaid=nothing,
        open_basis=replace(account.open_basis, total=nothing),
    )
    house.store.add_customer(a_standing(account))
    assert house.rate(a_record()) == [Outcome.QUARANTINED]


def test_f43_one_batch_closes_the_basis_at_the_crossing_order(house: House) -> None:
    calls = [f"call-{n}" for n in range(3)]
    house.admit(*map(admitted, calls))
    records = [
        a_record(call, talk_seconds=1_500, initiated_at=NOON + timedelta(minutes=n))
        for n, call in enumerate(calls)
    ]
    house.rate(*reversed(records))
    assert [house.store.orders[call].basis for call in calls] == [1, 1, 2]
    assert len(house.store.closed) == 1


def test_customers_of_one_batch_are_settled_each_on_their_own(house: House) -> None:
    other = replace(an_account(), customer="100002")
    house.store.add_customer(a_standing(other))
    house.admit(admitted("theirs", customer="100002"))
    house.rate(a_record(), a_record("theirs", talk_seconds=10))
    assert house.store.account(CUSTOMER).unbilled == sek(4_500)
    assert house.store.account("100002").unbilled == sek(2_500)


def test_the_customers_of_one_batch_do_not_wait_for_each_other() -> None:
    house = House(MeetingStore(PARALLEL_GROUPS))
    for number in range(PARALLEL_GROUPS):
        house.store.add_customer(a_standing(replace(an_account(), customer=f"20000{number}")))
        house.admit(admitted(f"call-{number}", customer=f"20000{number}"))
    records = [a_record(f"call-{number}") for number in range(PARALLEL_GROUPS)]
    assert house.rate(*records) == [Outcome.RATED] * PARALLEL_GROUPS


def test_f05_a_store_that_is_down_fails_the_group_and_the_retry_rates_it_once(house: House) -> None:
    house.store.failures = 1
    assert isinstance(house.rate(a_record())[0], TimeoutError)
    assert house.rate(a_record()) == [Outcome.RATED]
    assert house.store.account(CUSTOMER).unbilled == sek(4_500)


def test_f06_conflicts_are_tried_again_and_then_fail_the_record_alone(house: House) -> None:
    house.store.conflicts = 2
    assert house.rate(a_record()) == [Outcome.RATED]
    house.admit(admitted("contact-2"))
    house.store.conflicts = ATTEMPTS
    assert isinstance(house.rate(a_record("contact-2"))[0], StillContestedError)
    assert "contact-2" not in house.store.orders


def test_a_customer_whose_last_line_is_sold_no_more_is_still_rated(house: House) -> None:
    house.catalogue.lines.clear()
    assert house.rate(a_record()) == [Outcome.RATED]


def test_f04_a_quarantine_that_is_down_fails_the_poison_record_alone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(_record: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(house.store, "keep", down)
    poisoned, rated = house.rate(a_record("stranger"), a_record())
    assert isinstance(poisoned, TimeoutError)
    assert rated is Outcome.RATED
