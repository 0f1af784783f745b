"""All rows of an operation that has grown for some days."""

from collections.abc import Iterator
from datetime import timedelta

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.catalogue_book import line_entry_row, version_entry_row
from agentline.adapters.dynamodb.endpoints import endpoint_row
from agentline.domain.price_list import VersionEntry
from agentline.domain.service_line import LineEntry
from agentline.domain.webhook_delivery import Endpoint
from local.bench import scene
from local.bench.growth.care import care_rows
from local.bench.growth.group import CUSTOMERS, NOW, Group
from local.bench.growth.happenings import ENDPOINT, happening_rows
from local.bench.growth.register import register_rows, regular_rows
from local.bench.growth.sales import basis_rows, order_rows, payment_rows

_LONG_AGO = NOW - timedelta(days=900)


def rows_once(days: int) -> Iterator[rows.Row]:
    """What there is once: the catalogue, the regular customer, the count of customers."""
    yield from scene.catalogue_rows()
    yield version_entry_row(
        VersionEntry(key=scene.PRICE_LIST, articles=1, added_at=_LONG_AGO, added_by="anna")
    )
    yield line_entry_row(LineEntry(line=scene.SERVICE_LINE, version=1))
    yield endpoint_row(
        Endpoint(
            id=ENDPOINT,
            url="https://example.com/agentline",
            types=None,
            secret="whsec_none",  # noqa: S106 - nothing is signed with it
            added_at=_LONG_AGO,
            changed_by="anna",
            changed_at=_LONG_AGO,
        )
    )
    yield rows.CounterRow("COUNTER#customer", "COUNTER", last=1 + CUSTOMERS * days)
    yield from regular_rows()


def rows_of(group: Group) -> Iterator[rows.Row]:
    yield from register_rows(group)
    yield from order_rows(group)
    yield from care_rows(group)
    yield from basis_rows(group)
    yield from payment_rows(group)
    yield from happening_rows(group)
