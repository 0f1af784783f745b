"""Scenes of one customer's whole credit: registered, used up, refused."""

from collections.abc import Iterator
from itertools import count

from agentline.domain.account import Account
from agentline.domain.basis_state import BasisState
from agentline.domain.call import Verdict
from agentline.domain.catalogue import ServiceLine
from agentline.domain.money import Money
from agentline.domain.screening import Refusal
from agentline.settings import OPENING_LIMIT
from local.connect.call import Call
from local.tour.callers import now, stranger_in_directory
from local.tour.exchange import CallReport, Exchange
from local.tour.scene import (
    Scene,
    TourError,
    account_after,
    check_charged,
    check_turned_away,
    require,
)

TALK_SECONDS = 12 * 60
# A tour costs about as many calls as the credit is worth; more means that it never runs out.
_MOST_CALLS = 40
_TALKS_AFTERWARDS = (14 * 60 + 20, 9 * 60 + 45, 12 * 60)


def scenes_of_credit(exchange: Exchange, line: ServiceLine) -> Iterator[Scene]:
    """A first-time caller whom the directory knows, until the credit is used up and after."""
    first = _new_caller(exchange, line)
    yield first
    yield from _credit_runs_out(exchange, line, first.report)


def _new_caller(exchange: Exchange, line: ServiceLine) -> Scene:
    number, owner = stranger_in_directory(exchange)
    report = _ring(exchange, number, line, TALK_SECONDS)
    require(report.is_registration, f"{number} was not registered")
    customer, opened = report.customer, report.during
    if customer is None or opened is None:
        raise TourError(f"{number} has no account")
    require(customer.owner == owner, f"{number} was registered under another name or address")
    require(opened.limit == OPENING_LIMIT, f"{customer.number} begins with {opened.limit}")
    charge = check_charged(report)
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
        require(calls < _MOST_CALLS, f"{customer.number} still has credit after {calls} calls")
        paid = exchange.books.talk_seconds_left(customer.number, line, now())
        wanted = _TALKS_AFTERWARDS[calls % len(_TALKS_AFTERWARDS)]
        report = _ring(exchange, number, line, min(wanted, paid))
        charge = check_charged(report)
        account = account_after(report)
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
    check_turned_away(report, Verdict.REFUSE, Refusal.INVOICE_UNPAID)
    require(account_after(report) == account, "the refused call changed the account")
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


def _check_closed(exchange: Exchange, report: CallReport) -> list[str]:
    closed, account = report.closed, account_after(report)
    if closed is None:
        return []
    orders = exchange.books.orders_on_basis(account.customer, closed.number)
    total = sum((order.amount for order in orders), Money(0, closed.total.currency))
    require(total == closed.total, f"the orders sum to {total}, the basis to {closed.total}")
    require(len(orders) == closed.count, f"{len(orders)} orders on a basis of {closed.count}")
    require(account.unpaid == closed.total, f"{account.unpaid} is unpaid, not {closed.total}")
    require(closed.state == BasisState.DRAFT, f"the basis is {closed.state}, not draft")
    require(account.blocking_basis == closed.number, "the basis does not block")
    return [f"the {closed.count} orders on the basis sum to exactly {closed.total}"]
