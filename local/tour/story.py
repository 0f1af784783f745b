"""The tour: five short scenes on a running stage. Each checks what it tells."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from agentline.adapters.directories.file import EMBEDDED, FileDirectory
from agentline.domain.account import Account
from agentline.domain.call import Verdict
from agentline.domain.catalogue import ServiceLine
from agentline.domain.customer import Owner
from agentline.domain.money import Money
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.domain.screening import CodeRequest, Refusal
from agentline.settings import OPENING_LIMIT
from local.connect.call import Call
from local.demo.files import Demo
from local.demo.model import DemoCustomer
from local.tour.exchange import CallReport, Exchange

TALK_SECONDS = 12 * 60
_WITHHELD = "anonymous"
# A tour costs about as many calls as the credit is worth; more means that it never runs out.
_MOST_CALLS = 40
_TALKS_AFTERWARDS = (14 * 60 + 20, 9 * 60 + 45, 12 * 60)


class TourError(Exception):
    """The stage did not do what the tour is about to tell."""


class NobodyLeftError(Exception):
    """The stage is well, but earlier calls have used up everybody the tour could be played with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One call of the tour: a heading, what to look at, and the call itself.

    `checked` says in words what was compared with the store.
    """

    title: str
    told: str
    report: CallReport
    checked: tuple[str, ...]


def play_tour(exchange: Exchange, demo: Demo) -> Iterator[Scene]:
    """Play the tour, scene by scene, on whatever state the stage has.

    The first caller is a demo customer with enough credit left; the second hides the number; the
    third is somebody the directory knows and who never rang before, so that a second tour has
    somebody new. Raises NobodyLeftError, TourError, and what `Exchange.ring` raises.
    """
    line = next(line for line in demo.lines if line.is_charged)
    yield _known_caller(exchange, demo, line)
    yield _withheld_caller(exchange, line)
    first = _new_caller(exchange, line)
    yield first
    yield from _credit_runs_out(exchange, line, first.report)


def _known_caller(exchange: Exchange, demo: Demo, line: ServiceLine) -> Scene:
    caller = _customer_with_credit(exchange, demo, line)
    report = _ring(exchange, caller.numbers[0], line, TALK_SECONDS)
    charge = _check_charged(report)
    return Scene(
        title="A known caller",
        told=f"{caller.name} has been a customer since {caller.registered_at:%d %B %Y} and rings "
        f"{line.name}.",
        report=report,
        checked=(f"the remaining credit fell by exactly {charge}", "nothing is held any more"),
    )


def _withheld_caller(exchange: Exchange, line: ServiceLine) -> Scene:
    report = _ring(exchange, _WITHHELD, line, TALK_SECONDS)
    screened = report.screened
    _require(screened is not None, "the withheld call left no trace")
    _require_reason(report, Verdict.ASK_PIN, CodeRequest.NUMBER_WITHHELD)
    return Scene(
        title="A caller who hides the number",
        told="Nobody can tell who this is, so the caller hears why there is no way in.",
        report=report,
        checked=("no customer, no hold, no charge",),
    )


def _new_caller(exchange: Exchange, line: ServiceLine) -> Scene:
    number, owner = _stranger_in_directory(exchange)
    report = _ring(exchange, number, line, TALK_SECONDS)
    _require(report.is_registration, f"{number} was not registered")
    customer, opened = report.customer, report.during
    if customer is None or opened is None:
        raise TourError(f"{number} has no account")
    _require(customer.owner == owner, f"{number} was registered under another name or address")
    _require(opened.limit == OPENING_LIMIT, f"{customer.number} begins with {opened.limit}")
    charge = _check_charged(report)
    return Scene(
        title="A first-time caller whom the directory knows",
        told=f"Nobody has rung from this number before. The directory says: {owner.name}, "
        f"{owner.street}, {owner.postcode} {owner.city}. That is customer {customer.number} now, "
        f"with {opened.limit} of credit.",
        report=report,
        checked=(
            "name and address are those of the directory",
            f"the remaining credit fell from {opened.limit} by exactly {charge}",
        ),
    )


def _credit_runs_out(exchange: Exchange, line: ServiceLine, first: CallReport) -> Iterator[Scene]:
    if first.customer is None or first.after is None:
        raise TourError("the first-time caller has no account")
    number, customer = first.played.call.from_number, first.customer
    report, account = first, first.after
    for calls in count(1):
        if report.closed is not None:
            break
        _require(calls < _MOST_CALLS, f"{customer.number} still has credit after {calls} calls")
        paid = exchange.books.talk_seconds_left(customer.number, line, _now())
        wanted = _TALKS_AFTERWARDS[calls % len(_TALKS_AFTERWARDS)]
        report = _ring(exchange, number, line, min(wanted, paid))
        charge = _check_charged(report)
        account = _account(report)
        checked = [f"the remaining credit fell by exactly {charge}"]
        told = f"{customer.owner.name} rings again."
        if paid < wanted:
            told += " The credit ends the talk."
        if report.closed is not None:
            checked += _check_closed(exchange, report)
            told += (
                f" With this call the credit is used up: basis {report.closed.reference} closes."
            )
        yield Scene(
            title="The credit runs out" if report.closed else "The credit is being used",
            told=told,
            report=report,
            checked=tuple(checked),
        )
    yield _refused_caller(exchange, line, number, account)


def _refused_caller(
    exchange: Exchange, line: ServiceLine, number: str | None, account: Account
) -> Scene:
    report = _ring(exchange, number, line, TALK_SECONDS)
    _require_reason(report, Verdict.REFUSE, Refusal.INVOICE_UNPAID)
    _require(_account(report) == account, "the refused call changed the account")
    return Scene(
        title="The next call is refused",
        told="Until the invoice is paid there is no way in, and the caller hears it.",
        report=report,
        checked=("the refused call changed nothing",),
    )


def _ring(
    exchange: Exchange, number: str | None, line: ServiceLine, talk_seconds: int
) -> CallReport:
    return exchange.ring(Call(from_number=number, to_number=line.number, talk_seconds=talk_seconds))


def _customer_with_credit(exchange: Exchange, demo: Demo, line: ServiceLine) -> DemoCustomer:
    for caller in demo.customers:
        customer = exchange.books.customer_of_number(caller.numbers[0])
        if customer is None:
            raise TourError(f"the demo customer {caller.name} is not registered: run make run")
        standing = exchange.books.register.standing(customer)
        if standing.blocks or standing.account.blocking_basis is not None:
            continue
        if exchange.books.talk_seconds_left(customer, line, _now()) >= TALK_SECONDS:
            return caller
    raise NobodyLeftError(
        "no demo customer has credit left for a call; make clean forgets all calls"
    )


def _stranger_in_directory(exchange: Exchange) -> tuple[PhoneNumber, Owner]:
    directory, register = FileDirectory(), exchange.books.register
    with EMBEDDED.open(encoding="utf-8", newline="") as lines:
        numbers = [phone_number(row["number"]) for row in csv.DictReader(lines)]
    for number in numbers:
        owner = directory.look_up(number, _now()).registrable_owner
        if (
            owner is not None
            and register.number_entry(number) is None
            and register.customer_of_owner(owner.fingerprint) is None
        ):
            return number, owner
    raise NobodyLeftError(
        "everybody in the directory has rung by now; make clean forgets all calls"
    )


def _check_charged(report: CallReport) -> Money:
    """The charge of a call that was let in, compared with what the account says."""
    screened = report.screened
    reason = screened.reason if screened else "screening failed"
    _require(
        screened is not None and screened.verdict is Verdict.ADMIT,
        f"the call from {report.played.call.from_number} was not let in ({reason})",
    )
    _require(len(report.rated) == 1, f"the call made {len(report.rated)} orders, not one")
    charge = report.rated[0].order.amount
    before, after = report.before or report.during, _account(report)
    _require(before is not None, "the call has no account")
    if before is not None:
        fell = before.remaining - after.remaining
        _require(fell == charge, f"the remaining credit fell by {fell}, the charge is {charge}")
    _require(after.held.is_zero, f"{after.held} is still held")
    return charge


def _check_closed(exchange: Exchange, report: CallReport) -> list[str]:
    closed, account = report.closed, _account(report)
    if closed is None:
        return []
    orders = exchange.books.orders_on_basis(account.customer, closed.number)
    total = sum((order.amount for order in orders), Money(0, closed.total.currency))
    _require(total == closed.total, f"the orders sum to {total}, the basis to {closed.total}")
    _require(len(orders) == closed.count, f"{len(orders)} orders on a basis of {closed.count}")
    _require(account.unpaid == closed.total, f"{account.unpaid} is unpaid, not {closed.total}")
    _require(closed.state == "draft", f"the basis is {closed.state}, not draft")
    _require(account.blocking_basis == closed.number, "the basis does not block")
    return [f"the {closed.count} orders on the basis sum to exactly {closed.total}"]


def _account(report: CallReport) -> Account:
    if report.after is None:
        raise TourError(f"the call from {report.played.call.from_number} has no account")
    return report.after


def _require_reason(report: CallReport, verdict: Verdict, reason: str) -> None:
    screened = report.screened
    found = f"{screened.verdict} {screened.reason}" if screened else "no decision"
    _require(found == f"{verdict} {reason}", f"expected {verdict} {reason}, found {found}")
    _require(screened is not None and screened.message in report.played.spoken, "nothing was said")
    _require(not report.rated, "a call that was not let in was charged")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise TourError(otherwise)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
