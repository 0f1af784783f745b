"""A scene of the tour, and the checks that every scene makes against the store."""

from dataclasses import dataclass

from agentline.domain.account import Account
from agentline.domain.call import Verdict
from agentline.domain.money import Money
from local.tour.exchange import CallReport


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeScene:
    """Something staff do, or the ledger tells, of one customer; `rows` are labels and texts.

    `account` is the customer's afterwards; `checked` as of a call.
    """

    title: str
    told: str
    rows: tuple[tuple[str, str], ...]
    account: Account
    checked: tuple[str, ...]


def require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise TourError(otherwise)


def account_after(report: CallReport) -> Account:
    if report.after is None:
        raise TourError(f"the call from {report.played.call.from_number} has no account")
    return report.after


def check_charged(report: CallReport, *, orders: int = 1) -> Money:
    """The charge of a call that was let in, compared with what the account says."""
    screened = report.screened
    reason = screened.reason if screened else "screening failed"
    require(
        screened is not None and screened.verdict is Verdict.ADMIT,
        f"the call from {report.played.call.from_number} was not let in ({reason})",
    )
    require(len(report.rated) == orders, f"the call made {len(report.rated)} orders, not {orders}")
    before, after = report.before or report.during, account_after(report)
    if before is None:
        raise TourError("the call has no account")
    nothing = Money(0, after.limit.currency)
    charge = sum((leg.order.amount for leg in report.rated), nothing)
    fell = before.remaining - after.remaining
    require(fell == charge, f"the remaining credit fell by {fell}, the charge is {charge}")
    require(after.held.is_zero, f"{after.held} is still held")
    return charge


def check_turned_away(report: CallReport, verdict: Verdict, reason: str) -> None:
    """A call that was not let in: the reason is the expected one, and was spoken; it is free."""
    screened = report.screened
    found = f"{screened.verdict} {screened.reason}" if screened else "no decision"
    require(found == f"{verdict} {reason}", f"expected {verdict} {reason}, found {found}")
    require(screened is not None and screened.message in report.played.spoken, "nothing was said")
    require(not report.rated, "a call that was not let in was charged")
