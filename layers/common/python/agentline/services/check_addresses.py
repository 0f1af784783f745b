"""Keeping the register made of current matches: look up again, and let staff decide
(docs/addresses.md)."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from agentline.address_ports import AddressBook, AddressChangedError, Owners
from agentline.domain.address_check import weigh_answers
from agentline.domain.address_decision import OwnerTakenError, decide_finding
from agentline.domain.address_file import AddressFile, AddressOutcome, Choice, Decision, Finding
from agentline.observability import count, log_failure
from agentline.ports import CustomerMissingError, Directory
from agentline.services.conflict import StillContestedError, attempts

NEVER = timedelta(0)
"""The age at which a deployment checks no addresses."""

# A directory that fails as often in a row is down; asking on would only cost time.
_FAILURES_OF_A_DIRECTORY_DOWN = 5
_UNTIL_ASKED_AGAIN = timedelta(days=1)


class Pace:
    """Waits until the next look-up may be made: at most `per_second` of them begin in a second."""

    def __init__(
        self,
        per_second: float,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds_between = 1 / per_second
        self._monotonic = monotonic
        self._sleep = sleep
        self._next = monotonic()

    def __call__(self) -> None:
        wait = self._next - self._monotonic()
        if wait > 0:
            self._sleep(wait)
        self._next = max(self._next, self._monotonic()) + self._seconds_between


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressDesk:
    """What checking works with. The directory has no cache: a kept answer is no fresh one."""

    addresses: AddressBook
    owners: Owners
    directory: Directory
    pace: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressRun:
    """What came of one run over the customers who were due.

    `failed` are customers whose entry could not be read or was contested to the end.
    """

    counts: Mapping[AddressOutcome, int] = field(default_factory=dict)
    failed: int = 0
    is_directory_down: bool = False


def check_address(
    customer: str, desk: AddressDesk, older_than: timedelta, now: datetime
) -> AddressOutcome:
    """Look the customer up again if what is known of the address is older than that.

    An answer that changes something is kept, with its audit entry. Raises CustomerMissingError,
    StillContestedError, or whatever the store raises.
    """
    file = desk.addresses.file(customer)
    if older_than == NEVER or not file.is_older(older_than, now):
        return file.outcome_unasked
    return _look_up(file, desk, now)


def ask_directory(customer: str, desk: AddressDesk, now: datetime) -> AddressOutcome:
    """As `check_address`, however young the address is: somebody wants to know now."""
    return _look_up(desk.addresses.file(customer), desk, now)


def address_hindrance(
    customer: str, desk: AddressDesk, older_than: timedelta, now: datetime
) -> str | None:
    """What staff must decide about the address before anything is sent to it; None if nothing.

    Checks it first. A directory that does not answer stops nothing. Raises what `check_address`
    does.
    """
    check_address(customer, desk, older_than, now)
    finding = desk.addresses.file(customer).undecided
    return _hindrance(customer, finding) if finding else None


def check_addresses(
    desk: AddressDesk,
    older_than: timedelta,
    limit: int | None,
    now: datetime,
    told: Callable[[str, AddressOutcome | None], None] = lambda _customer, _outcome: None,
) -> AddressRun:
    """Check the customers of whom nothing was heard for longest, at most `limit` of them.

    Whoever was checked is not due any more, so that the next run goes on where this one ended,
    however it ended; who got no answer is due again a day later. `told` hears of each customer,
    and None of one who failed. Raises whatever the store raises.
    """
    if older_than == NEVER:
        return AddressRun()
    counts: Counter[AddressOutcome] = Counter()
    failed = failures_in_a_row = 0
    for customer in desk.addresses.due(now - older_than, limit):
        outcome = _check_due(customer, desk, older_than, now)
        told(customer, outcome)
        if outcome is None:
            failed += 1
            continue
        counts[outcome] += 1
        failures_in_a_row = failures_in_a_row + 1 if outcome is AddressOutcome.UNKNOWN else 0
        if failures_in_a_row == _FAILURES_OF_A_DIRECTORY_DOWN:
            count("AddressRunCutShort")
            return AddressRun(counts=counts, failed=failed, is_directory_down=True)
    return AddressRun(counts=counts, failed=failed)


def decide_address(customer: str, seen: str, decision: Decision, desk: AddressDesk) -> AddressFile:
    """Apply what staff decided about the finding whose token they saw. Told twice, done once.

    Raises AddressDecisionError when it cannot stand, and what `check_address` does.
    """
    retries = attempts()
    while True:
        next(retries)
        file = desk.addresses.file(customer)
        if _is_decided(file.finding, seen, decision):
            return file
        decided = decide_finding(file, seen, decision)
        if decision.choice is Choice.ACCEPTED:
            _require_free_owner(decided.after, desk.owners)
        try:
            desk.addresses.keep(file, decided.after, decided.audit)
        except AddressChangedError:
            continue
        return decided.after


def _look_up(file: AddressFile, desk: AddressDesk, now: datetime) -> AddressOutcome:
    listings = {}
    for number in file.numbers:
        desk.pace()
        listings[number] = desk.directory.look_up(number, now)
    retries = attempts()
    while True:
        next(retries)
        check = weigh_answers(file, listings, now)
        try:
            if check.after != file:
                desk.addresses.keep(file, check.after, check.audit)
        except AddressChangedError:
            file = desk.addresses.file(file.customer)
            continue
        count(f"Address{check.outcome.value.capitalize()}")
        return check.outcome


def _check_due(
    customer: str, desk: AddressDesk, older_than: timedelta, now: datetime
) -> AddressOutcome | None:
    """None if it failed. Whoever is still due afterwards is put off, and stands in nobody's way."""
    put_off_to = now - older_than + _UNTIL_ASKED_AGAIN
    outcome = None
    try:
        outcome = check_address(customer, desk, older_than, now)
        if outcome is AddressOutcome.FRESH:
            put_off_to = desk.addresses.file(customer).known_at
    except (CustomerMissingError, StillContestedError) as error:
        log_failure("address not checked", error, customer=customer)
        count("AddressCheckFailed")
    if outcome in {None, AddressOutcome.UNKNOWN, AddressOutcome.FRESH}:
        desk.addresses.put_off(customer, put_off_to)
    return outcome


def _is_decided(finding: Finding | None, seen: str, decision: Decision) -> bool:
    """Whether the same member of staff decided the same about the same, whenever that was."""
    known = finding.decision if finding and finding.token == seen else None
    return known is not None and replace(known, at=decision.at) == decision


def _require_free_owner(after: AddressFile, owners: Owners) -> None:
    other = owners.customer_of_owner(after.version.owner.fingerprint)
    if other and other != after.customer:
        raise OwnerTakenError(other)


def _hindrance(customer: str, finding: Finding) -> str:
    since = f"since {finding.noticed_at:%Y-%m-%d}"
    if finding.found:
        return (
            f"Directory {finding.found.source} {since} names another owner or address for customer "
            f"{customer} than the register does: accept it, or keep what the register says."
        )
    return (
        f"No number of customer {customer} {since} leads to one complete owner who is the "
        "customer: ask the customer, then keep the address or register it anew."
    )
