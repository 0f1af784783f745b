"""Contact records of calls that a merged customer was let in for: charged once, to the other."""

from datetime import timedelta

from agentline.domain.basis_state import BasisState
from agentline.domain.contact_record import ContactRecord
from agentline.domain.money import sek
from agentline.ports import Timer, TimerKind
from agentline.services.edit_basis import close_basis, void_basis
from agentline.services.guard_talk import GuardDesk, meet_answer, meet_end, meet_timer
from tests.fakes import FakeTelephony, FakeTimers
from tests.integration.billing.house import Caller, House
from tests.integration.call_path.ringing import deliver
from tests.integration.office.lifecycle import merge, newer, orphans_of
from tests.reception import Reception

EXPIRED = timedelta(hours=1)


def outcomes(house: House, *records: ContactRecord) -> list[str]:
    return [str(outcome) for outcome in deliver(house.rating, *records)]


def bill(house: House, caller: Caller) -> None:
    """What gathered is on a basis that nobody has to pay."""
    close_basis(caller.customer, "anna", "due", house.desk)
    number = house.account(caller).open_basis.number - 1
    void_basis(caller.reference(number), "anna", "goodwill", house.desk)


def test_a_record_later_than_its_hold_is_charged_to_who_took_over(
    house: House, office: Reception
) -> None:
    source, into = house.register(), house.register()
    late = house.ring(source, 3)
    house.clock.pass_time(EXPIRED)
    merge(office, source, into)
    assert outcomes(house, late, late) == ["duplicate", "rated"]
    assert outcomes(house, late) == ["duplicate"]
    [order] = house.orders(into)
    assert (order.customer, order.amount, order.came_from) == (into.customer, sek(6_500), None)
    assert house.orders(source) == []
    assert orphans_of(source, into, clock=house.clock) == []


def test_what_was_billed_before_the_merge_is_corrected_on_the_others_open_basis(
    house: House, office: Reception
) -> None:
    source, into = house.register(), house.register()
    record = house.talk(source, 3)
    bill(house, source)
    merge(office, source, into)
    assert outcomes(house, record) == ["duplicate"]
    assert outcomes(house, newer(record, 5, hours=-1)) == ["duplicate"]
    longer = newer(record, 5)
    assert outcomes(house, longer, longer) == ["duplicate", "corrected"]
    assert outcomes(house, newer(record, 4)) == ["duplicate"]
    [correction] = house.orders(into)
    assert (correction.amount, correction.charged_before) == (sek(4_000), sek(6_500))
    assert house.account(into).unbilled == sek(4_000)
    nobody = newer(record, 0, hours=2)
    assert outcomes(house, nobody) == ["corrected"]
    assert house.account(into).unbilled == sek(-6_500)
    [original] = house.orders(source)
    assert (original.amount, original.basis) == (sek(6_500), 1)
    assert orphans_of(source, into, clock=house.clock) == []


def test_what_moved_is_corrected_where_it_is_now(house: House, office: Reception) -> None:
    source, into = house.register(), house.register()
    record = house.talk(source, 3)
    merge(office, source, into)
    assert outcomes(house, newer(record, 5)) == ["corrected"]
    assert house.account(into).unbilled == sek(10_500)
    close_basis(into.customer, "anna", "due", house.desk)
    assert outcomes(house, newer(record, 4, hours=2)) == ["corrected"]
    draft = house.basis(into.reference())
    assert (draft.count, draft.total) == (3, sek(8_500))
    assert house.account(into).unbilled.is_zero


def test_whatever_was_merged_again_leads_to_the_last_one(house: House, office: Reception) -> None:
    first, second, third = house.register(), house.register(), house.register()
    billed_at_first = house.talk(first, 1)
    bill(house, first)
    moved, late = house.talk(first, 2), house.ring(first, 4)
    house.clock.pass_time(EXPIRED)
    merge(office, first, second)
    assert outcomes(house, newer(billed_at_first, 2)) == ["corrected"]
    bill(house, second)
    merge(office, second, third)
    assert outcomes(house, late, late) == ["duplicate", "rated"]
    assert outcomes(house, moved, billed_at_first) == ["duplicate", "duplicate"]
    again = newer(moved, 3), newer(billed_at_first, 3, hours=2)
    assert outcomes(house, *again) == ["corrected", "corrected"]
    assert [order.amount for order in house.orders(third)] == [sek(2_000), sek(2_000), sek(8_500)]
    assert (len(house.orders(first)), len(house.orders(second))) == (1, 2)
    assert house.account(third).unbilled == sek(12_500)
    assert orphans_of(first, second, third, clock=house.clock) == []


def test_a_late_event_of_a_call_of_the_merged_one_changes_nothing(
    house: House, office: Reception
) -> None:
    source, into = house.register(), house.register()
    record = house.ring(source, 3)
    house.clock.pass_time(EXPIRED)
    merge(office, source, into)
    before = house.account(source), house.account(into)
    guard = GuardDesk(
        register=house.screening.register,
        calls=house.screening.calls,
        catalogue=house.screening.catalogue,
        telephony=FakeTelephony(),
        timers=FakeTimers(),
        clock=house.clock,
        is_cut_off=True,
        count=lambda _name: None,
    )
    meet_answer(record.call, record.contact, house.clock(), guard)
    meet_end(record.call, record.contact, house.clock(), guard)
    for kind in TimerKind:
        meet_timer(Timer(kind=kind, call=record.call, due=house.clock.now), guard)
    assert (house.account(source), house.account(into)) == before


def test_money_that_comes_for_the_merged_one_is_the_others(house: House, office: Reception) -> None:
    source, into = house.invoiced_caller(), house.invoiced_caller()
    house.tell(source.pays(98_500))
    merge(office, source, into)
    again = source.pays(98_500, payment="p2")
    [outcome] = house.tell(again)
    assert outcome == "985.00 SEK on basis 1"
    assert house.basis(into.reference()).state is BasisState.PAID
    payment = house.payment(source, "p2")
    assert (payment.customer, payment.task is not None) == (into.customer, True)
    assert house.account(source).prepaid.is_zero


def test_money_taken_back_from_the_merged_one_is_due_there_again_and_paid_there(
    house: House, office: Reception
) -> None:
    source, into = house.invoiced_caller(), house.register()
    house.tell(source.pays(98_500))
    merge(office, source, into)
    house.tell(source.recalls(98_500))
    assert house.account(source).unpaid == sek(98_500)
    house.tell(source.pays(98_500, payment="p2"))
    assert house.basis(source.reference()).state is BasisState.PAID
    assert (house.account(source).unpaid, house.account(into).prepaid) == (sek(0), sek(0))
