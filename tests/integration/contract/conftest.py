"""The whole staff API at once: an office with a scene for every operation."""

from dataclasses import replace

import pytest

from agentline.adapters.dynamodb.catalogue import store_price_list, store_service_line
from agentline.domain.catalogue import PriceListKey
from agentline.services.deliver_events import DeliveryDesk
from tests.examples import BASIC, NOON, TAROT_LINE
from tests.fakes import FakeTelephony
from tests.integration.billing.house import House
from tests.integration.contract.scenes import World
from tests.integration.office.conftest import (
    FakeStream,
    _books_stay_whole,
    _rows_on_table,
    addresses,
    care,
    clock,
    counted,
    deliveries,
    desk,
    environment,
    executions,
    house,
    known_amiss,
    ledger,
    new_desk,
    new_office,
    office,
    own_table,
    publisher,
    stream,
    streamed,
    table,
    telephony,
)
from tests.reception import Reception

__all__ = [
    "_books_stay_whole",
    "_rows_on_table",
    "addresses",
    "care",
    "clock",
    "counted",
    "deliveries",
    "desk",
    "environment",
    "executions",
    "house",
    "known_amiss",
    "ledger",
    "new_desk",
    "new_office",
    "office",
    "own_table",
    "publisher",
    "stream",
    "streamed",
    "table",
    "telephony",
]


@pytest.fixture
def world(
    streamed: House,
    office: Reception,
    deliveries: DeliveryDesk,
    stream: FakeStream,
    telephony: FakeTelephony,
    bucket: str,
    own_table: str,
) -> World:
    """An office of its own, which sells article 1001 as the document does."""
    assert bucket
    assert own_table
    tarot = replace(BASIC.articles["TAROT"], number="1001")
    key = PriceListKey(name="basic", valid_from=NOON.replace(month=2))
    store_price_list(replace(BASIC, key=key, articles={"1001": tarot}))
    store_service_line(replace(TAROT_LINE, article="1001"))
    return World(
        office=office,
        house=streamed,
        deliveries=deliveries,
        stream=stream,
        telephony=telephony,
    )
