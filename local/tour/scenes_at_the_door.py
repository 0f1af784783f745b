"""Scenes of who is let in: known, by code, or not at all and told why."""

from collections.abc import Iterator

from agentline.domain.call import Verdict
from agentline.domain.catalogue import ServiceLine
from agentline.domain.customer import ListingStatus
from agentline.domain.screening import CodeRequest
from local.connect.call import Call
from local.demo.files import Demo
from local.tour.callers import (
    blacklisted_customer,
    customers_with_credit,
    number_hidden_in_directory,
)
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
_SHORT_TALK_SECONDS = 4 * 60 + 10
_WITHHELD = "anonymous"
_WRONG_CODE = "00000000#"
# Too short to be a code, then nothing at all, then a guess.
_NOTHING_RIGHT = ("1234#", "", _WRONG_CODE)
_TO_SERVICE = "0#"


def scenes_at_the_door(exchange: Exchange, demo: Demo, line: ServiceLine) -> Iterator[Scene]:
    """A known caller, hidden numbers with and without a code, one blacklisted, one unlisted."""
    yield _known_caller(exchange, demo, line)
    yield _caller_with_code(exchange, demo, line)
    yield _caller_without_code(exchange, line)
    yield _blacklisted_caller(exchange, demo, line)
    yield _unlisted_caller(exchange, line)


def _known_caller(exchange: Exchange, demo: Demo, line: ServiceLine) -> Scene:
    caller = next(customers_with_credit(exchange, demo, line, TALK_SECONDS))
    report = _ring(exchange, caller.numbers[0], line, TALK_SECONDS)
    charge = check_charged(report)
    return Scene(
        title="A known caller",
        told=f"{caller.name} has been a customer since {caller.registered_at:%d %B %Y} and rings "
        f"{line.name}.",
        report=report,
        checked=(f"the remaining credit fell by exactly {charge}", "nothing is held any more"),
    )


def _caller_with_code(exchange: Exchange, demo: Demo, line: ServiceLine) -> Scene:
    caller = next(customers_with_credit(exchange, demo, line, _SHORT_TALK_SECONDS, with_code=True))
    keys = (_WRONG_CODE, f"{caller.code}#")
    report = _ring(exchange, _WITHHELD, line, _SHORT_TALK_SECONDS, keys)
    charge = check_charged(report)
    customer = report.customer
    require(customer is not None and customer.owner == caller.owner(), "the code is another's")
    told = f"{report.played.records} {report.played.events} {report.played.attributes}"
    require(f"{caller.code}" not in told, "the code is in what Connect reports")
    return Scene(
        title="A caller who hides the number and has a code",
        told=f"Nobody can tell from the number who this is, so a code is asked for. The first one "
        f"is wrong; the second is that of {caller.name}.",
        report=report,
        checked=(
            f"the customer the code belongs to was charged exactly {charge}",
            "the code is in no contact record, event or attribute",
        ),
    )


def _caller_without_code(exchange: Exchange, line: ServiceLine) -> Scene:
    report = _ring(exchange, _WITHHELD, line, _SHORT_TALK_SECONDS, _NOTHING_RIGHT)
    check_turned_away(report, Verdict.SERVICE, CodeRequest.CODE_WRONG)
    _check_listed_for_staff(report, None)
    return Scene(
        title="A caller who hides the number and has no code",
        told="A number that is too short, silence, a guess: after three tries the caller is put "
        "through to customer service, where staff can help by hand.",
        report=report,
        checked=("no customer, no hold, no charge", "staff find the call in their list"),
    )


def _blacklisted_caller(exchange: Exchange, demo: Demo, line: ServiceLine) -> Scene:
    caller, reason = blacklisted_customer(demo)
    report = _ring(exchange, caller.numbers[0], line, TALK_SECONDS)
    check_turned_away(report, Verdict.REFUSE, f"blocked_{reason}")
    require(account_after(report) == report.before, "the refused call changed the account")
    return Scene(
        title="A blacklisted caller",
        told=f"{caller.name} is blocked because of {reason}, and hears it.",
        report=report,
        checked=("the refused call changed nothing",),
    )


def _unlisted_caller(exchange: Exchange, line: ServiceLine) -> Scene:
    number = number_hidden_in_directory()
    report = _ring(exchange, number, line, _SHORT_TALK_SECONDS, (_TO_SERVICE,))
    check_turned_away(report, Verdict.SERVICE, CodeRequest.CODE_WRONG)
    _check_listed_for_staff(report, ListingStatus.HIDDEN)
    require(exchange.books.customer_of_number(number) is None, f"{number} was registered")
    return Scene(
        title="A caller whose number is unlisted",
        told="The directory keeps this number's owner to itself, so nobody can be billed. Instead "
        "of a code the caller presses zero and is put through to customer service.",
        report=report,
        checked=(
            "nobody was registered, nothing was held or charged",
            "staff find the call in their list, with what the directory said",
        ),
    )


def _check_listed_for_staff(report: CallReport, listing: ListingStatus | None) -> None:
    unmatched = report.unmatched
    if unmatched is None:
        raise TourError("the call is not in the list of unmatched callers")
    found = unmatched.listing
    require(found == listing, f"the list says that the directory said {found}, not {listing}")
    require(report.played.queue_name == "support", f"it went to {report.played.queue_name}")


def _ring(
    exchange: Exchange,
    number: str,
    line: ServiceLine,
    talk_seconds: int,
    keys: tuple[str, ...] = (),
) -> CallReport:
    call = Call(from_number=number, to_number=line.number, talk_seconds=talk_seconds, keys=keys)
    return exchange.ring(call)
