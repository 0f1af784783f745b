"""Scenes of what happens during talk: a transfer, and the end of the credit."""

from collections.abc import Iterator

from agentline.domain.catalogue import ServiceLine
from agentline.settings import BASIC_PRICE_LIST
from local.connect.call import Call
from local.connect.transcript import HungUp
from local.demo.files import Demo
from local.tour.callers import customer_with_little_credit, customers_with_credit
from local.tour.exchange import Exchange
from local.tour.scene import Scene, TourError, account_after, check_charged, require

_TALK_SECONDS = 8 * 60 + 30
_TRANSFER_AFTER_SECONDS = 3 * 60


def scenes_of_talk(exchange: Exchange, demo: Demo, line: ServiceLine) -> Iterator[Scene]:
    """A transferred call, and a call that is cut when the credit ends."""
    yield _transferred_caller(exchange, demo, line)
    yield _cut_caller(exchange, demo, line)


def _transferred_caller(exchange: Exchange, demo: Demo, line: ServiceLine) -> Scene:
    # On the basic list, which has an opening fee to show.
    caller = next(
        caller
        for caller in customers_with_credit(exchange, demo, line, _TALK_SECONDS)
        if caller.price_list == BASIC_PRICE_LIST
    )
    report = exchange.ring(
        Call(
            from_number=caller.numbers[0],
            to_number=line.number,
            talk_seconds=_TALK_SECONDS,
            transfer_after_seconds=_TRANSFER_AFTER_SECONDS,
        )
    )
    charge = check_charged(report, orders=2)
    first, later = (leg.order for leg in report.rated)
    require(not first.is_later_leg and later.is_later_leg, "both legs count as first legs")
    require(first.call == later.call, "the legs belong to different calls")
    charges = [exchange.books.charge_of(order) for order in (first, later)]
    for order, worked_out in zip((first, later), charges, strict=True):
        require(order.amount == worked_out.amount, f"{order.amount} is not {worked_out.amount}")
    require(charges[1].opening_fee.is_zero, "the second leg has an opening fee")
    return Scene(
        title="A call that is passed on to a colleague",
        told=f"{caller.name} talks to one agent and then to another. Each leg is an order, and "
        "only the first has an opening fee.",
        report=report,
        checked=(
            f"the legs cost {first.amount} and {later.amount}, as the price list has it",
            f"the opening fee of {charges[0].opening_fee} is charged once",
            f"the remaining credit fell by exactly {charge}",
        ),
    )


def _cut_caller(exchange: Exchange, demo: Demo, line: ServiceLine) -> Scene:
    caller = customer_with_little_credit(exchange, demo, line)
    report = exchange.ring_until_cut(Call(from_number=caller.numbers[0], to_number=line.number))
    charge = check_charged(report)
    require(report.played.transcript[-1] == HungUp("api"), "the call was not ended by the stage")
    screened = report.screened
    if screened is None or screened.hold is None or screened.talk_seconds is None:
        raise TourError("nothing was held for the call")
    order = report.rated[0].order
    increment = exchange.books.one_increment_after(order, screened.talk_seconds)
    require(
        charge <= screened.hold + increment,
        f"the charge {charge} is more than the hold {screened.hold} and one increment {increment}",
    )
    require(account_after(report).remaining.minor >= 0, "the credit is overdrawn")
    return Scene(
        title="A call that is cut when the credit ends",
        told=f"{caller.name} has {screened.credit.available if screened.credit else 'some'} left "
        f"and keeps talking. A live call: it was answered a while ago, and the guard ends it with "
        "StopContact just before the paid time is over.",
        report=report,
        checked=(
            f"the charge {charge} is within the hold of {screened.hold} and one increment",
            "the credit is not overdrawn, nothing is held any more",
        ),
    )
