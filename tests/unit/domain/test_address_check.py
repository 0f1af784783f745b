"""What the answers about a customer's numbers mean together, and what staff may do about them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentline.domain.address_audit import (
    ADDRESS_ACCEPTED,
    ADDRESS_CONFIRMED,
    ADDRESS_DIFFERS,
    ADDRESS_INSUFFICIENT,
    ADDRESS_KEPT,
)
from agentline.domain.address_check import AddressCheck, weigh_answers
from agentline.domain.address_decision import (
    AddressDecision,
    AddressDecisionError,
    FindingChangedError,
    decide_finding,
)
from agentline.domain.address_file import (
    AddressFile,
    AddressOutcome,
    AddressVersion,
    Choice,
    Decision,
    Match,
)
from agentline.domain.customer import Listing, ListingStatus, Owner
from agentline.domain.phone_number import PhoneNumber
from tests.examples import CALLER, CUSTOMER, NOON, OWNER, SECOND_CALLER

YEAR_AGO = NOON - timedelta(days=365)
REGISTERED = AddressVersion(owner=OWNER, source="nrop", fetched_at=YEAR_AGO)
MOVED = replace(OWNER, street="Nygatan 7", postcode="54321", city="Nystad")
MOVED_ELSEWHERE = replace(MOVED, street="Storgatan 3")
RENAMED = replace(OWNER, name="Siv Nyström")
STRANGER = replace(MOVED, name="Gun Främmande")
ONE_NUMBER = AddressFile(
    customer=CUSTOMER, version=REGISTERED, numbers=(CALLER,), finding=None, revision=0
)
TWO_NUMBERS = replace(ONE_NUMBER, numbers=(CALLER, SECOND_CALLER))

type Answer = Owner | ListingStatus


def listing(answer: Answer, at: datetime = NOON) -> Listing:
    if isinstance(answer, Owner):
        status = ListingStatus.FOUND if answer.is_complete else ListingStatus.PARTIAL
        return Listing(status=status, directory="file", fetched_at=at, owner=answer)
    return Listing(status=answer, directory="file", fetched_at=at)


def check(file: AddressFile, *answers: Answer, at: datetime = NOON) -> AddressCheck:
    listings = {
        number: listing(answer, at) for number, answer in zip(file.numbers, answers, strict=True)
    }
    return weigh_answers(file, listings, at)


def decide(file: AddressFile, choice: Choice, at: datetime = NOON) -> AddressDecision:
    assert file.finding
    return decide_finding(file, file.finding.token, decision(choice, at))


def decision(choice: Choice, at: datetime = NOON) -> Decision:
    return Decision(choice=choice, who="anna", why="talked to the customer", at=at)


def matches(file: AddressFile) -> Mapping[PhoneNumber, Match]:
    assert file.finding
    return {reading.number: reading.match for reading in file.finding.readings}


def test_the_same_owner_in_another_spelling_confirms_and_renews_the_provenance() -> None:
    spelled = replace(OWNER, name="SIV  EXEMPEL", postcode="123 45")
    checked = check(ONE_NUMBER, spelled)
    assert checked.outcome is AddressOutcome.CONFIRMED
    assert checked.after.version == AddressVersion(owner=OWNER, source="file", fetched_at=NOON)
    assert checked.audit
    assert checked.audit.what == ADDRESS_CONFIRMED
    assert checked.audit.before == {"source": "nrop", "fetched_at": YEAR_AGO.isoformat()}
    assert checked.audit.after == {"source": "file", "fetched_at": NOON.isoformat()}


@pytest.mark.parametrize("other", [MOVED, RENAMED])
def test_another_address_or_another_name_is_kept_beside_the_register(other: Owner) -> None:
    checked = check(ONE_NUMBER, other)
    assert checked.outcome is AddressOutcome.DIFFERS
    assert checked.after.version == REGISTERED
    assert checked.after.finding
    assert checked.after.finding.registered == REGISTERED
    assert checked.after.finding.found == AddressVersion(
        owner=other, source="file", fetched_at=NOON
    )
    assert checked.audit
    assert checked.audit.what == ADDRESS_DIFFERS
    assert checked.audit.before["source"] == "nrop"
    assert checked.audit.after["street"] == other.street


@pytest.mark.parametrize(
    ("answer", "match"),
    [
        (STRANGER, Match.SOMEBODY_ELSE),
        (replace(OWNER, street=""), Match.PARTIAL),
        (ListingStatus.PARTIAL, Match.PARTIAL),
        (ListingStatus.HIDDEN, Match.HIDDEN),
        (ListingStatus.SEVERAL, Match.SEVERAL),
        (ListingStatus.NOT_FOUND, Match.NOT_FOUND),
    ],
)
def test_a_number_that_leads_to_no_complete_owner_of_that_name_is_insufficient(
    answer: Answer, match: Match
) -> None:
    checked = check(ONE_NUMBER, answer)
    assert checked.outcome is AddressOutcome.INSUFFICIENT
    assert checked.after.version == REGISTERED
    assert matches(checked.after) == {CALLER: match}
    assert checked.audit
    assert checked.audit.what == ADDRESS_INSUFFICIENT


def test_of_somebody_else_neither_name_nor_address_is_kept() -> None:
    checked = check(TWO_NUMBERS, STRANGER, MOVED)
    assert "Främmande" not in repr(checked)
    assert matches(checked.after) == {CALLER: Match.SOMEBODY_ELSE, SECOND_CALLER: Match.DIFFERENT}


def test_f42_an_error_is_told_apart_from_not_found_and_changes_nothing() -> None:
    checked = check(ONE_NUMBER, ListingStatus.ERROR)
    assert checked == AddressCheck(outcome=AddressOutcome.UNKNOWN, after=ONE_NUMBER)


def test_an_answer_from_before_it_was_asked_for_is_no_answer() -> None:
    kept = listing(OWNER, NOON - timedelta(seconds=1))
    checked = weigh_answers(ONE_NUMBER, {CALLER: kept}, NOON)
    assert checked == AddressCheck(outcome=AddressOutcome.UNKNOWN, after=ONE_NUMBER)


def test_answers_older_than_what_is_known_change_nothing() -> None:
    later = check(ONE_NUMBER, MOVED, at=NOON + timedelta(minutes=1)).after
    assert check(later, OWNER, at=NOON) == AddressCheck(outcome=AddressOutcome.DIFFERS, after=later)


@pytest.mark.parametrize("other", [MOVED, STRANGER, *ListingStatus])
def test_any_number_that_still_leads_to_the_same_owner_confirms(other: Answer) -> None:
    assert check(TWO_NUMBERS, OWNER, other).outcome is AddressOutcome.CONFIRMED
    assert check(TWO_NUMBERS, other, OWNER).outcome is AddressOutcome.CONFIRMED


def test_a_number_that_became_somebody_elses_is_noted_when_another_confirms() -> None:
    checked = check(TWO_NUMBERS, STRANGER, OWNER)
    assert checked.audit
    assert checked.audit.after["somebody_else"] == CALLER


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (MOVED, MOVED, AddressOutcome.DIFFERS),
        (MOVED, STRANGER, AddressOutcome.DIFFERS),
        (MOVED, ListingStatus.NOT_FOUND, AddressOutcome.DIFFERS),
        (MOVED, ListingStatus.ERROR, AddressOutcome.DIFFERS),
        (MOVED, MOVED_ELSEWHERE, AddressOutcome.INSUFFICIENT),
        (STRANGER, ListingStatus.HIDDEN, AddressOutcome.INSUFFICIENT),
        (STRANGER, ListingStatus.ERROR, AddressOutcome.UNKNOWN),
        (ListingStatus.NOT_FOUND, ListingStatus.ERROR, AddressOutcome.UNKNOWN),
    ],
)
def test_the_answers_of_several_numbers_combine_in_any_order(
    first: Answer, second: Answer, outcome: AddressOutcome
) -> None:
    assert check(TWO_NUMBERS, first, second).outcome is outcome
    assert check(TWO_NUMBERS, second, first).outcome is outcome


def test_a_customer_without_numbers_cannot_be_looked_up() -> None:
    nobody = replace(ONE_NUMBER, numbers=())
    assert check(nobody).outcome is AddressOutcome.INSUFFICIENT


def test_a_difference_the_directory_takes_back_is_gone() -> None:
    differs = check(ONE_NUMBER, MOVED).after
    later = check(differs, OWNER, at=NOON + timedelta(days=1))
    assert later.outcome is AddressOutcome.CONFIRMED
    assert later.after.finding is None


def test_accepting_takes_the_directorys_version_with_its_provenance() -> None:
    file = check(ONE_NUMBER, MOVED).after
    decided = decide(file, Choice.ACCEPTED)
    assert decided.after.version == AddressVersion(owner=MOVED, source="file", fetched_at=NOON)
    assert decided.after.undecided is None
    assert decided.audit.what == ADDRESS_ACCEPTED
    assert decided.audit.who == "anna"
    later = check(decided.after, MOVED, at=NOON + timedelta(days=90))
    assert later.outcome is AddressOutcome.CONFIRMED


def test_what_was_kept_is_not_shown_again_until_the_directory_says_something_else() -> None:
    kept = decide(check(ONE_NUMBER, MOVED).after, Choice.KEPT)
    assert kept.audit.what == ADDRESS_KEPT
    assert kept.after.version == REGISTERED
    again = check(kept.after, MOVED, at=NOON + timedelta(days=90))
    assert again.outcome is AddressOutcome.KEPT
    assert again.audit is None
    assert again.after.known_at == NOON + timedelta(days=90)
    other = check(again.after, MOVED_ELSEWHERE, at=NOON + timedelta(days=180))
    assert other.outcome is AddressOutcome.DIFFERS
    assert other.after.undecided


def test_what_was_kept_of_one_number_does_not_hide_or_double_what_another_brings() -> None:
    kept = decide(check(TWO_NUMBERS, MOVED, ListingStatus.HIDDEN).after, Choice.KEPT).after
    later = NOON + timedelta(days=90)
    checked = check(kept, MOVED, MOVED_ELSEWHERE, at=later)
    assert checked.outcome is AddressOutcome.DIFFERS
    assert checked.after.finding
    assert checked.after.finding.found
    assert checked.after.finding.found.owner == MOVED_ELSEWHERE
    third = check(checked.after, MOVED, RENAMED, at=later)
    assert third.outcome is AddressOutcome.DIFFERS
    assert matches(third.after) == {CALLER: Match.SET_ASIDE, SECOND_CALLER: Match.DIFFERENT}
    both = decide(checked.after, Choice.KEPT).after
    again = check(both, MOVED, MOVED_ELSEWHERE, at=later + timedelta(days=90))
    assert again.outcome is AddressOutcome.KEPT


def test_an_insufficient_match_that_staff_keep_stays_quiet_however_it_is_silent() -> None:
    kept = decide(check(ONE_NUMBER, ListingStatus.HIDDEN).after, Choice.KEPT).after
    later = NOON + timedelta(days=90)
    assert check(kept, ListingStatus.NOT_FOUND, at=later).outcome is AddressOutcome.KEPT
    assert check(kept, STRANGER, at=later).outcome is AddressOutcome.INSUFFICIENT


def test_a_number_that_is_the_customers_no_more_takes_its_difference_along() -> None:
    file = check(TWO_NUMBERS, MOVED, ListingStatus.HIDDEN).after
    fewer = replace(file, numbers=(SECOND_CALLER,))
    checked = check(fewer, ListingStatus.HIDDEN, at=NOON + timedelta(days=1))
    assert checked.outcome is AddressOutcome.INSUFFICIENT
    assert matches(checked.after) == {SECOND_CALLER: Match.HIDDEN}


def test_a_finding_about_an_entry_that_is_another_by_now_waits_for_nobody() -> None:
    file = check(ONE_NUMBER, MOVED).after
    edited = replace(file, version=replace(REGISTERED, owner=MOVED))
    assert edited.undecided is None
    assert check(edited, MOVED, at=NOON).outcome is AddressOutcome.CONFIRMED


def test_a_decision_about_something_else_than_staff_saw_is_refused() -> None:
    seen = check(ONE_NUMBER, MOVED).after.finding
    assert seen
    by_now = check(ONE_NUMBER, MOVED_ELSEWHERE).after
    for choice in Choice:
        with pytest.raises(FindingChangedError, match="something else by now"):
            decide_finding(by_now, seen.token, decision(choice))


def test_the_same_difference_found_again_is_still_the_one_staff_saw() -> None:
    first = check(ONE_NUMBER, MOVED).after
    again = check(first, MOVED, at=NOON + timedelta(days=1)).after
    assert first.finding
    assert again.finding
    assert again.finding.token == first.finding.token
    assert again.finding.noticed_at == NOON


def test_nothing_is_decided_twice_or_without_a_reason() -> None:
    file = check(ONE_NUMBER, MOVED).after
    assert file.finding
    decided = decide(file, Choice.KEPT).after
    with pytest.raises(FindingChangedError, match="anna decided about it on 2026-03-10"):
        decide(decided, Choice.ACCEPTED)
    with pytest.raises(FindingChangedError, match="nothing about this address"):
        decide_finding(ONE_NUMBER, file.finding.token, decision(Choice.KEPT))
    with pytest.raises(AddressDecisionError, match="say why"):
        decide_finding(file, file.finding.token, replace(decision(Choice.KEPT), why="  "))


def test_where_nobody_complete_is_named_there_is_nobody_to_accept() -> None:
    with pytest.raises(AddressDecisionError, match="no one complete owner"):
        decide(check(ONE_NUMBER, ListingStatus.HIDDEN).after, Choice.ACCEPTED)


def test_every_outcome_match_and_audit_word_is_explained() -> None:
    text = (Path(__file__).parents[3] / "docs" / "addresses.md").read_text(encoding="utf-8")
    words = {each.value.replace("_", " ") for each in (*AddressOutcome, *Match, *Choice)}
    words -= {Choice.ACCEPTED.value}
    audited = {ADDRESS_CONFIRMED, ADDRESS_DIFFERS, ADDRESS_INSUFFICIENT, ADDRESS_ACCEPTED}
    assert [word for word in sorted(words | audited | {ADDRESS_KEPT}) if word not in text] == []


answers = st.sampled_from([OWNER, MOVED, MOVED_ELSEWHERE, RENAMED, STRANGER, *ListingStatus])
choices = st.sampled_from([None, *Choice])
steps = st.lists(st.tuples(answers, answers, choices), min_size=1, max_size=12)


@given(steps)
def test_any_order_of_answers_and_decisions_is_idempotent_and_loses_no_provenance(
    story: list[tuple[Answer, Answer, Choice | None]],
) -> None:
    """Whatever the register says was stated by a directory or there from the start; whatever a
    decision sets aside is told in its audit entry and stays on the finding, source and all."""
    file, now = TWO_NUMBERS, NOON
    stated = {REGISTERED.owner.fingerprint}
    for first, second, choice in story:
        now += timedelta(days=1)
        checked = check(file, first, second, at=now)
        again = check(checked.after, first, second, at=now)
        assert again.outcome is checked.outcome
        assert again.after == checked.after
        assert again.audit is None
        if checked.outcome is AddressOutcome.UNKNOWN:
            assert checked.after == file
        assert checked.after.version.owner == file.version.owner
        stated |= {answer.fingerprint for answer in (first, second) if isinstance(answer, Owner)}
        file = checked.after
        finding = file.undecided
        if choice is None or finding is None:
            continue
        if choice is Choice.ACCEPTED and finding.found is None:
            continue
        decided = decide(file, choice, now)
        told = [decided.audit.before, decided.audit.after]
        for version in (finding.registered, finding.found):
            if version:
                place = {
                    "street": version.owner.street,
                    "source": version.source,
                    "fetched_at": version.fetched_at.isoformat(),
                }
                assert any(place.items() <= entry.items() for entry in told)
        assert decided.after.finding
        assert decided.after.finding.registered == finding.registered
        assert decided.after.finding.found == finding.found
        assert decided.after.undecided is None
        file = decided.after
        assert file.version.owner.fingerprint in stated
