"""Merges that break off, and merges while callers ring and records come in."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from agentline.bootstrap.lifecycle import open_lifecycle_desk
from agentline.domain.merge import MergeRefusedError
from agentline.domain.money import sek
from agentline.domain.staff import Role
from agentline.services import merge_customers as merging
from agentline.services.conflict import StillContestedError
from agentline.services.finish_lifecycle import finish_lifecycle
from agentline.services.merge_customers import finish_merge, merge_customers
from tests.integration.billing.conftest import find_amiss
from tests.integration.billing.house import Caller, House
from tests.integration.billing.mortality import Death, Fate, KilledError, Moment
from tests.integration.call_path.ringing import at_once, deliver, link, ring
from tests.integration.office.lifecycle import WHY, begun, merge, newer, orphans_of
from tests.reception import Reception

# Deeds: begun; numbers twice, three each; orders thrice, two each; finished.
DEATHS: list[tuple[int, Moment]] = [
    (1, "before"),
    *((deed, "after") for deed in (1, 2, 4, 6)),
]


@pytest.fixture(autouse=True)
def _few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "ORDERS_AT_ONCE", 2)
    monkeypatch.setattr(merging, "NUMBERS_AT_ONCE", 3)


def two_of_much(house: House) -> tuple[Caller, Caller]:
    """Somebody with five calls and four numbers, and who is to take over."""
    source, into = house.register(), house.register()
    for minutes in range(1, 6):
        house.talk(source, minutes)
    for _more in range(3):
        link(house.screening, house.new_number(), source.customer)
    return source, into


@pytest.mark.parametrize(("deed", "moment"), DEATHS)
def test_a_merge_that_breaks_off_anywhere_goes_on_with_the_same_key(
    house: House, mortal_office: Callable[[Fate], Reception], deed: int, moment: Moment
) -> None:
    source, into = two_of_much(house)
    office = mortal_office(Fate({Death(deed, moment)}))
    with pytest.raises(KilledError):
        merge(office, source, into, key=f"merge-{source.customer}")
    assert find_amiss(house.clock) == set()
    unbilled = house.account(source).unbilled + house.account(into).unbilled
    assert unbilled == sek(32_500)
    is_begun = (deed, moment) != (1, "before")
    call = ring(house.screening, source.number)
    assert call.customer == (into if is_begun else source).customer
    if not is_begun:
        deliver(house.rating, house.record_of(call.call, 0))
    done = merge(office, source, into, key=f"merge-{source.customer}")
    assert (done.status, len(done.json["numbers"])) == (200, 4)
    assert house.account(source).unbilled.is_zero
    assert orphans_of(source, into, clock=house.clock) == []
    assert source.customer not in begun(house)


def test_a_merge_that_was_left_is_finished_by_the_sweeper(
    house: House, mortal_office: Callable[[Fate], Reception]
) -> None:
    source, into = two_of_much(house)
    with pytest.raises(KilledError):
        merge(mortal_office(Fate({Death(4, "after")})), source, into)
    [orphan] = orphans_of(source, into, clock=house.clock)
    assert orphan.kind == "merge_unfinished"
    desk = open_lifecycle_desk(house.desk)
    assert source.customer in begun(house)
    house.clock.pass_time(timedelta(minutes=3))
    assert finish_lifecycle(desk) >= 1
    assert house.account(into).unbilled == sek(32_500)
    assert orphans_of(source, into, clock=house.clock) == []


def test_nobody_is_merged_or_erased_while_somebody_is_still_merged_into_them(
    house: House, mortal_office: Callable[[Fate], Reception], office: Reception
) -> None:
    source, into = two_of_much(house)
    third = house.register()
    with pytest.raises(KilledError):
        merge(mortal_office(Fate({Death(4, "after")})), source, into)
    assert "is still being merged" in merge(office, into, third).json["detail"]
    assert "is still being merged" in merge(office, third, into).json["detail"]
    erasing = office.ask(
        "POST", f"/customers/{into.customer}/erasure", {"reason": "asked for"}, role=Role.ADMIN
    )
    assert "is still being merged" in erasing.json["detail"]


def test_two_who_finish_the_same_merge_move_everything_once(
    house: House, mortal_office: Callable[[Fate], Reception]
) -> None:
    source, into = two_of_much(house)
    with pytest.raises(KilledError):
        merge(mortal_office(Fate({Death(1, "after")})), source, into)
    desk = open_lifecycle_desk(house.desk)
    known = desk.merges.merge_of(source.customer)
    assert known is not None
    at_once(4, lambda _worker: finish_merge(known, desk))
    assert (len(house.orders(into)), house.account(into).unbilled) == (5, sek(32_500))
    assert orphans_of(source, into, clock=house.clock) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_merging_races_screenings_ratings_and_corrections(
    house: House, office: Reception, seed: int
) -> None:
    """Whatever comes first, every contact is charged once, and to one account."""
    source, into = house.register(), house.register()
    rated = [house.talk(source, 1) for _ in range(3)]
    late = []
    for _call in range(2):
        late.append(house.ring(source, 1))
        house.clock.pass_time(timedelta(hours=1))
    contacts = {record.contact for record in (*rated, *late)}

    def ring_and_talk(chance: random.Random) -> None:
        call = ring(house.screening, chance.choice([source, into]).number)
        if call.verdict == "ADMIT":
            contacts.add(call.call)
            deliver(house.rating, house.record_of(call.call, 1))

    def correct(chance: random.Random) -> None:
        deliver(house.rating, newer(chance.choice(rated), chance.randrange(3)))

    def come_late(chance: random.Random) -> None:
        deliver(house.rating, chance.choice(late))

    def try_to_merge(_chance: random.Random) -> None:
        with suppress(MergeRefusedError, StillContestedError):
            names = source.customer, into.customer, "anna", WHY, f"race-{seed}"
            merge_customers(*names, open_lifecycle_desk(house.desk))

    deeds = [ring_and_talk, correct, come_late]

    def act(worker: int) -> None:
        chance = random.Random(100 * seed + worker)  # noqa: S311 - the same deeds every time
        for _deed in range(4):
            deed = chance.choice(deeds) if worker else try_to_merge
            deed(chance)

    at_once(6, act)
    assert find_amiss(house.clock) == set()
    merge(office, source, into)
    deliver(house.rating, *late)
    assert house.account(source).unbilled.is_zero
    assert ring(house.screening, source.number).customer == into.customer
    originals = [order.contact for order in house.orders(into) if not order.is_correction]
    assert sorted(originals) == sorted(contacts)
    assert orphans_of(source, into, clock=house.clock) == []
