"""Screening as a whole, on an in-memory store."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.domain.call import Verdict
from agentline.domain.catalogue import Language
from agentline.domain.customer import BlockReason, ListingStatus
from agentline.domain.money import sek
from agentline.domain.settlement import post
from agentline.services.conflict import ATTEMPTS, StillContestedError
from tests.examples import (
    BASIC,
    CALLER,
    CUSTOMER,
    FREE_LINE,
    MINUTE_TARIFF,
    OPENING_LIMIT,
    OWNER,
    SECOND_CALLER,
    a_block,
    a_price_list,
    a_standing,
    an_account,
)
from tests.unit.services.screening_house import House


def test_a_known_caller_is_let_in_and_told_price_and_minutes(house: House) -> None:
    house.store.add_customer(a_standing(), CALLER)
    call = house.ring()
    assert call.verdict is Verdict.ADMIT
    assert call.message == (
        "Välkommen till Tarotlinjen. Samtalet kostar 20 kronor per minut. "
        "Öppningsavgiften är 5 kronor. Du kan tala i 49 minuter. Du kopplas nu."
    )
    assert call.hold == OPENING_LIMIT
    assert call.pin is not None
    assert call.pin.price_list == BASIC.key
    assert house.store.account(CUSTOMER).available.is_zero
    assert house.directory.asked == []


def test_an_english_speaking_customer_is_spoken_to_in_english(house: House) -> None:
    house.store.add_customer(a_standing(language=Language.ENGLISH), CALLER)
    assert house.ring().message == (
        "Welcome to Tarotlinjen. The call costs 20 kronor per minute. "
        "The opening fee is 5 kronor. You can talk for 49 minutes. You are being connected."
    )


def test_an_unknown_caller_whom_the_directory_knows_is_registered_with_credit(house: House) -> None:
    house.directory.owners[CALLER] = OWNER
    call = house.ring()
    assert call.verdict is Verdict.ADMIT
    assert call.listing is ListingStatus.FOUND
    assert call.customer == "100001"
    assert house.store.account("100001").limit == OPENING_LIMIT
    assert house.store.customers["100001"].source == "fake"
    assert [entry.what for entry in house.store.audit] == ["customer_registered"]


def test_an_owner_who_is_a_customer_gets_the_number_linked_and_no_second_credit(
    house: House,
) -> None:
    house.directory.owners = {CALLER: OWNER, SECOND_CALLER: replace(OWNER, name="SIV  EXEMPEL")}
    first = house.ring()
    second = house.ring(SECOND_CALLER, call="second")
    assert second.customer == first.customer
    assert len(house.store.customers) == 1
    assert second.reason == "credit_in_use"
    assert [entry.what for entry in house.store.audit] == ["customer_registered", "number_linked"]


@pytest.mark.parametrize(
    "status",
    [
        ListingStatus.PARTIAL,
        ListingStatus.HIDDEN,
        ListingStatus.SEVERAL,
        ListingStatus.NOT_FOUND,
        ListingStatus.ERROR,
    ],
)
def test_f42_whatever_else_the_directory_says_nobody_is_registered_and_the_trace_tells_which(
    house: House, status: ListingStatus
) -> None:
    house.directory.owners[CALLER] = OWNER
    house.directory.status = status
    call = house.ring()
    assert (call.verdict, call.reason) == (Verdict.ASK_PIN, "number_unmatched")
    assert call.listing is status
    assert house.store.customers == {}


def test_an_owner_without_full_address_is_not_registered(house: House) -> None:
    house.directory.owners[CALLER] = replace(OWNER, postcode=" ")
    assert house.ring().reason == "number_unmatched"


def test_f18_a_withheld_number_is_never_looked_up(house: House) -> None:
    call = house.ring(None)
    assert (call.verdict, call.reason) == (Verdict.ASK_PIN, "number_withheld")
    assert house.directory.asked == []


def test_an_unknown_line_is_refused_without_looking_at_the_caller(house: House) -> None:
    call = house.ring(b_number="+46846500499")
    assert (call.verdict, call.reason, call.queue) == (Verdict.REFUSE, "service_unknown", None)


def test_a_free_line_needs_no_credit_and_pins_no_price(house: House) -> None:
    house.store.add_customer(a_standing(an_account(unpaid=100_000)), CALLER)
    call = house.ring(b_number=FREE_LINE.number)
    assert (call.verdict, call.pin, call.hold) == (Verdict.ADMIT, None, None)
    assert call.queue == "support"


def test_used_up_credit_closes_the_basis_and_tells_why(house: House) -> None:
    house.store.add_customer(a_standing(an_account(unbilled=98_000)), CALLER)
    call = house.ring()
    assert (call.verdict, call.reason) == (Verdict.REFUSE, "invoice_unpaid")
    assert call.message.startswith("Din kredit är förbrukad.")
    assert house.store.account(CUSTOMER).blocking_basis == 1
    assert [entry.what for entry in house.store.audit] == ["basis_closed"]


def test_asked_again_the_answer_is_the_same_and_credit_is_held_once(house: House) -> None:
    house.store.add_customer(a_standing(), CALLER)
    first = house.ring()
    held = house.store.account(CUSTOMER)
    house.clock.pass_time(timedelta(seconds=3))
    assert house.ring() == first
    assert house.store.account(CUSTOMER) == held


def test_f13_two_calls_at_once_get_the_last_credit_once(house: House) -> None:
    house.store.add_customer(a_standing(), CALLER, SECOND_CALLER)
    assert house.ring().verdict is Verdict.ADMIT
    assert house.ring(SECOND_CALLER, call="second").reason == "credit_in_use"


def test_a_decision_met_by_another_change_is_made_again_on_what_is_there_then(house: House) -> None:
    house.store.add_customer(a_standing(), CALLER)
    house.store.conflicts = 2
    assert house.ring().verdict is Verdict.ADMIT
    assert house.store.conflicts == 0


def test_f06_a_decision_contested_for_ever_is_given_up(house: House) -> None:
    house.store.add_customer(a_standing(), CALLER)
    house.store.conflicts = ATTEMPTS
    with pytest.raises(StillContestedError):
        house.ring()
    assert house.store.screened == {}


def test_the_price_in_force_is_pinned_and_a_later_version_does_not_touch_the_call(
    house: House,
) -> None:
    house.store.add_customer(a_standing(), CALLER)
    dearer = a_price_list(
        replace(MINUTE_TARIFF, rate_per_minute=sek(9_000)),
        valid_from=house.clock.now + timedelta(seconds=1),
    )
    house.catalogue.versions.append(dearer)
    first = house.ring()
    house.clock.pass_time(timedelta(hours=4))
    second = house.ring(call="second")
    assert first.pin is not None
    assert second.pin is not None
    assert (first.pin.price_list, second.pin.price_list) == (BASIC.key, dearer.key)


def test_f17_nothing_personal_is_ever_spoken(house: House) -> None:
    house.directory.owners[CALLER] = OWNER
    spoken = house.ring().message
    for personal in (OWNER.name, "Siv", OWNER.street, OWNER.city, OWNER.postcode, CALLER):
        assert personal not in spoken


def test_the_trace_keeps_the_figures_the_decision_rested_on(house: House) -> None:
    account = post(an_account(unbilled=40_000), [], sek(0), house.clock.now).after
    house.store.add_customer(a_standing(account), CALLER)
    credit = house.ring().credit
    assert credit is not None
    assert (credit.remaining, credit.available) == (sek(60_000), sek(60_000))
    assert credit.shortest == sek(2_500)


def test_f40_the_trace_of_a_call_holds_no_name_or_address(house: House) -> None:
    house.directory.owners[CALLER] = OWNER
    assert "Exempel" not in repr(house.ring())


@pytest.mark.parametrize("reason", list(BlockReason))
@pytest.mark.parametrize("language", list(Language))
def test_every_reason_of_a_block_is_spoken_in_every_language_and_in_the_operators_words(
    house: House, reason: BlockReason, language: Language
) -> None:
    standing = a_standing(language=language, blocks=(a_block(reason),))
    house.store.add_customer(standing, CALLER)
    ours = house.ring()
    assert (ours.verdict, ours.reason) == (Verdict.REFUSE, f"blocked_{reason}")
    assert len(ours.message) > 20
    house.catalogue.texts[ours.reason, language] = "Ring oss: 08-465 004 20."
    assert house.ring(call="second").message == "Ring oss: 08-465 004 20."
