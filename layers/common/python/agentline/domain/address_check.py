"""Whether a customer's entry in the register is still what the directory says (docs/addresses.md).

The register is made of current matches. What a directory answers otherwise is a finding for staff;
it never changes the register by itself, and a failed look-up is no answer (fault 42).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agentline.domain.address_audit import audit_confirmation, audit_finding
from agentline.domain.address_file import AddressFile, AddressOutcome, Finding, Match, Reading
from agentline.domain.audit import AuditEntry
from agentline.domain.customer import Listing, ListingStatus, Owner
from agentline.domain.phone_number import PhoneNumber

_WITHOUT_OWNER = {
    ListingStatus.FOUND: Match.PARTIAL,
    ListingStatus.PARTIAL: Match.PARTIAL,
    ListingStatus.HIDDEN: Match.HIDDEN,
    ListingStatus.SEVERAL: Match.SEVERAL,
    ListingStatus.NOT_FOUND: Match.NOT_FOUND,
    ListingStatus.ERROR: Match.UNANSWERED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressCheck:
    """The outcome of a check, and the file afterwards: an equal one if nothing changes.

    `audit` is None where nothing but the time of the last answer does.
    """

    outcome: AddressOutcome
    after: AddressFile
    audit: AuditEntry | None = None


def weigh_answers(
    file: AddressFile, listings: Mapping[PhoneNumber, Listing], now: datetime
) -> AddressCheck:
    """What the answers about a customer's numbers, asked for at `now`, mean together.

    1. Any number that still leads to the same owner at the same address confirms.
    2. Else one owner that differs, whoever did not answer, is a difference.
    3. Else any number without an answer leaves it unknown.
    4. Else what staff have set aside stays so, and the match is insufficient where it is new.
    """
    if file.known_at > now:
        return AddressCheck(outcome=file.outcome_unasked, after=file)
    known = file.standing_finding
    readings = [
        _read(number, listings.get(number), file.version.owner, known, now)
        for number in file.numbers
    ]
    same = next((reading for reading in readings if reading.match is Match.SAME), None)
    if same:
        return _confirm(file, same, readings, now)
    answered = tuple(each for each in readings if each.match is not Match.UNANSWERED)
    different = {
        each.owner.fingerprint for each in answered if each.owner and each.match is Match.DIFFERENT
    }
    if not different and len(answered) < len(readings):
        return AddressCheck(outcome=AddressOutcome.UNKNOWN, after=file)
    is_one = len(different) == 1
    finding = Finding(
        outcome=AddressOutcome.DIFFERS if is_one else AddressOutcome.INSUFFICIENT,
        registered=file.version,
        readings=answered,
        noticed_at=now,
        answered_at=now,
    )
    if known is None or _is_news(finding, known, file):
        after = replace(file, finding=finding)
        return AddressCheck(
            outcome=finding.outcome, after=after, audit=audit_finding(file.customer, finding)
        )
    renewed = replace(known, readings=_latest(file, known, finding), answered_at=now)
    outcome = AddressOutcome.KEPT if known.is_kept else known.outcome
    return AddressCheck(outcome=outcome, after=replace(file, finding=renewed))


def _confirm(
    file: AddressFile, same: Reading, readings: Sequence[Reading], now: datetime
) -> AddressCheck:
    version = replace(file.version, source=same.directory, fetched_at=same.fetched_at)
    after = replace(file, version=version, finding=None)
    strangers = [each.number for each in readings if each.match is Match.SOMEBODY_ELSE]
    audit = None if after == file else audit_confirmation(file, after, same.number, strangers, now)
    return AddressCheck(outcome=AddressOutcome.CONFIRMED, after=after, audit=audit)


def _read(
    number: PhoneNumber,
    listing: Listing | None,
    registered: Owner,
    known: Finding | None,
    now: datetime,
) -> Reading:
    """A listing from before it was asked for comes out of a cache, and is no answer."""
    if listing is None or listing.fetched_at < now:
        return Reading(number=number, match=Match.UNANSWERED, directory="", fetched_at=now)
    owner = listing.registrable_owner
    match = _compare(owner, registered, known) if owner else _WITHOUT_OWNER[listing.status]
    return Reading(
        number=number,
        match=match,
        directory=listing.directory,
        fetched_at=listing.fetched_at,
        owner=owner if match in {Match.DIFFERENT, Match.SET_ASIDE} else None,
    )


def _compare(owner: Owner, registered: Owner, known: Finding | None) -> Match:
    if owner.fingerprint == registered.fingerprint:
        return Match.SAME
    has_same_name = replace(registered, name=owner.name).fingerprint == registered.fingerprint
    has_same_address = replace(owner, name=registered.name).fingerprint == registered.fingerprint
    if not (has_same_name or has_same_address):
        return Match.SOMEBODY_ELSE
    set_aside = {
        reading.owner.fingerprint
        for reading in (known.readings if known else ())
        if reading.owner and known and (known.is_kept or reading.match is Match.SET_ASIDE)
    }
    return Match.SET_ASIDE if owner.fingerprint in set_aside else Match.DIFFERENT


def _is_news(finding: Finding, known: Finding, file: AddressFile) -> bool:
    """Whether an answer says what the known ones do not, or one of these was about a number that
    is no longer the customer's."""
    meanings = {reading.meaning for reading in known.readings}
    named = {reading.number for reading in known.readings if reading.owner}
    return not named.issubset(file.numbers) or any(
        reading.meaning not in meanings for reading in finding.readings
    )


def _latest(file: AddressFile, known: Finding, finding: Finding) -> tuple[Reading, ...]:
    """The newest answer of each number; who was different when staff decided stays so."""
    latest = {reading.number: reading for reading in known.readings}
    for reading in finding.readings:
        match = latest[reading.number].match if reading.owner else reading.match
        latest[reading.number] = replace(reading, match=match)
    return tuple(latest[number] for number in file.numbers if number in latest)
