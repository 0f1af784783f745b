"""The price the closing test uses (design.md 2.3)."""

from datetime import datetime

from agentline.domain.catalogue import ArticleMissingError
from agentline.domain.money import Money
from agentline.domain.offer import make_offer
from agentline.domain.screening import Standing
from agentline.ports import Catalogue, PriceListMissingError


def shortest_price(standing: Standing, catalogue: Catalogue, now: datetime) -> Money:
    """The price of the shortest call on the line last rung.

    Zero where that line is sold no more: the basis then closes once the credit is overdrawn.
    """
    number = standing.account.last_line
    line = catalogue.service_line(number) if number else None
    nothing = Money(0, standing.account.limit.currency)
    if line is None or not line.is_charged:
        return nothing
    try:
        version = catalogue.price_list_in_force(standing.price_list, now)
        return make_offer(line, version, standing.discounts, now).price.of_shortest_call(now)
    except (ArticleMissingError, PriceListMissingError):
        return nothing
