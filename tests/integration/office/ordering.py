"""Shorthand to enter, list and refund orders over the staff API."""

from typing import Any

from admin_api.ids import order_id
from agentline.adapters.dynamodb.office_rows import ReplayRow
from agentline.domain.manual_order import ManualLine, key_of
from agentline.domain.money import sek
from agentline.domain.percent import Percent
from tests.integration.billing.house import Caller, House
from tests.reception import Answered, Reception

REASON = {"reason": "asked for by telephone"}
CARDS = {"kind": "own", "text": "Kort", "unit_price": {"amount": "149.00", "currency": "SEK"}}
CARD = ManualLine(text="Kort", unit_price=sek(14_900), vat_percent=Percent.parse("6"))
Json = dict[str, Any]


def amount(text: str, currency: str = "SEK") -> Json:
    return {"amount": {"amount": text, "currency": currency}}


def new_order(caller: Caller, **more: object) -> Json:
    line = {**CARDS, "vat_percent": "6"}
    return {"customer": caller.customer, "line": line, **REASON, **more}


def call_of(house: House, caller: Caller, minutes: int = 3) -> str:
    """The id of the order of a call; three minutes are 65.00."""
    contact = house.talk(caller, minutes).contact
    return next(
        order_id(key_of(order)) for order in house.orders(caller) if order.contact == contact
    )


def refund(office: Reception, order: str, body: Json, key: str | None = None) -> Answered:
    return office.ask("POST", f"/orders/{order}/refund", body, key=key)


def forget_answers() -> None:
    """As if the requests had died before their answers were kept, or a week had gone by."""
    for row in ReplayRow.scan():
        row.delete()


def ids(answered: Answered) -> list[str]:
    return [item["id"] for item in answered.json["items"]]
