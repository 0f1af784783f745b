"""What the measurements are made on: one line at 20 kr a minute, customers, and their calls."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import account_row
from agentline.adapters.dynamodb.mapping.calls import call_row
from agentline.adapters.dynamodb.mapping.catalogue import line_row, version_row
from agentline.adapters.dynamodb.mapping.customers import number_row
from agentline.domain.account import open_account
from agentline.domain.call import Pin, ScreenedCall, Step, Verdict
from agentline.domain.catalogue import (
    Article,
    Language,
    PriceListKey,
    PriceListVersion,
    ServiceLine,
    Unit,
)
from agentline.domain.customer import NumberEntry
from agentline.domain.money import sek
from agentline.domain.order import Order
from agentline.domain.percent import Percent
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.domain.tariff import Tariff
from agentline.domain.vat import VatRate

LINE = phone_number("+46846500400")
QUEUE = "tarot"
PRICE_LIST = PriceListKey(name="basic", valid_from=datetime(2026, 1, 1, tzinfo=UTC))
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
AFTERWARDS = NOON + timedelta(hours=2)

_ARTICLE = Article(
    number="TAROT",
    description="Tarot",
    unit=Unit.MINUTE,
    vat=VatRate(percent=Percent.parse("25")),
    tariff=Tariff(
        rate_per_minute=sek(2_000), first_seconds=60, increment_seconds=60, opening_fee=sek(500)
    ),
)


SERVICE_LINE = ServiceLine(
    number=LINE,
    name="Tarotlinjen",
    queue=QUEUE,
    language=Language.SWEDISH,
    greeting="Välkommen till Tarotlinjen.",
    article=_ARTICLE.number,
)


def catalogue_rows() -> Iterator[rows.Row]:
    yield line_row(SERVICE_LINE)
    yield version_row(PriceListVersion(key=PRICE_LIST, articles={_ARTICLE.number: _ARTICLE}))


def number_of(customer: str) -> PhoneNumber:
    return phone_number(f"+46701{customer}")


def customer_rows(customer: str) -> Iterator[rows.Row]:
    """A customer of six digits, with one number and untouched credit of 1,000 kr."""
    yield number_row(NumberEntry(number=number_of(customer), customer=customer, block=None))
    yield account_row(open_account(customer, sek(100_000)), Language.SWEDISH, PRICE_LIST.name)


def admitted_call(call: str, customer: str) -> ScreenedCall:
    return ScreenedCall(
        call=call,
        step=Step.NUMBER,
        decided_at=NOON,
        a_number=number_of(customer),
        b_number=LINE,
        verdict=Verdict.ADMIT,
        reason="none",
        language=Language.SWEDISH,
        message="Välkommen till Tarotlinjen. Samtalet kostar 20 kronor per minut.",
        queue=QUEUE,
        customer=customer,
        pin=Pin(article=_ARTICLE.number, price_list=PRICE_LIST, discounts=()),
        hold=sek(10_000),
        talk_seconds=300,
    )


def admission_row(call: str, customer: str) -> rows.Row:
    return call_row(admitted_call(call, customer))


def contact_record(call: str, talk_seconds: int, began_at: datetime = NOON) -> str:
    """What rating reads of the contact record of a call of one leg, as the stream brings it."""
    return json.dumps(
        {
            "ContactId": call,
            "InitialContactId": None,
            "NextContactId": None,
            "Channel": "VOICE",
            "InitiationTimestamp": began_at.isoformat(),
            "LastUpdateTimestamp": (began_at + timedelta(hours=1)).isoformat(),
            "Agent": {
                "AgentInteractionDuration": talk_seconds,
                "ConnectedToAgentTimestamp": (began_at + timedelta(seconds=30)).isoformat(),
            },
        }
    )


def rated_order(
    customer: str, contact: str, line: str, pin: Pin, *, at: datetime, basis: int
) -> Order:
    """Of a call of 61 seconds that one agent answered: two minutes and the opening fee."""
    return Order(
        customer=customer,
        contact=contact,
        call=contact,
        line=line,
        pin=pin,
        initiated_at=at,
        talk_began_at=at,
        talk_seconds=61,
        is_later_leg=False,
        billed_seconds=120,
        amount=sek(4_500),
        vat_percent=Percent.parse("25"),
        record_version=at,
        rated_at=at,
        basis=basis,
    )


def flow_event(call: str, customer: str) -> dict[str, object]:
    """What the contact flow sends the screening function when this customer rings."""
    return {
        "Name": "ContactFlowEvent",
        "Details": {
            "ContactData": {
                "ContactId": call,
                "InitialContactId": call,
                "Channel": "VOICE",
                "CustomerEndpoint": {"Address": number_of(customer), "Type": "TELEPHONE_NUMBER"},
                "SystemEndpoint": {"Address": LINE, "Type": "TELEPHONE_NUMBER"},
            },
            "Parameters": {"step": "number"},
        },
    }
