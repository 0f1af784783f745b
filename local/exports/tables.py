"""Lists of the staff API as tables and as JSON. Columns have the names of the API's fields; each
amount has a column more, for its currency."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agentline.adapters.report_table import Cell, write_table
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from local.exports.formats import ExportFormat

type Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The fields of a list that become columns. Some are `amounts`, some `percents`; what a field
    has several of is in one cell."""

    fields: tuple[str, ...]
    amounts: frozenset[str] = frozenset()
    percents: frozenset[str] = frozenset()


CUSTOMERS = Columns(
    fields=(
        *("number", "name", "street", "postcode", "city", "country", "language", "email"),
        *("numbers", "tags", "price_list", "limit", "status", "merged_into", "registered_at"),
        *("source", "fetched_at", "has_code", "requires_code"),
    ),
    amounts=frozenset({"limit"}),
)
ORDERS = Columns(
    fields=(
        *("id", "kind", "customer", "customer_name", "basis", "initiated_at", "amount"),
        *("vat_percent", "call", "contact", "line", "article", "talk_began_at", "talk_seconds"),
        *("billed_seconds", "is_later_leg", "is_correction", "charged_before", "price_list"),
        *("price_list_valid_from", "rated_at", "text", "quantity", "unit_price", "entered_at"),
        *("who", "why", "refunded"),
    ),
    amounts=frozenset({"amount", "charged_before", "unit_price"}),
    percents=frozenset({"vat_percent"}),
)
INVOICES = Columns(
    fields=(
        *("reference", "customer", "customer_name", "state", "is_overdue", "closed_at"),
        *("is_closed_by_limit", "orders", "payable", "received", "credited", "due", "due_on"),
        *("invoice_number", "trouble"),
    ),
    amounts=frozenset({"payable", "received", "credited", "due"}),
)
PAYMENTS = Columns(
    fields=(
        *("id", "source", "source_id", "customer", "customer_name", "amount", "bank_date"),
        *("received_at", "text", "names", "applied", "prepaid", "suspense", "suspended_because"),
        "suspended_because_in_words",
        *("returned", "recalls", "recalled_early", "task", "version"),
    ),
    amounts=frozenset({"amount", "prepaid", "suspense", "returned", "recalled_early"}),
)
AUDIT = Columns(
    fields=("at", "who", "what", "customer", "subject", "before", "after", "why"),
)


def write_items(items: Sequence[Item], columns: Columns, form: ExportFormat) -> str:
    """All of a list, as one text."""
    if form is ExportFormat.JSON:
        lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
        return f"[\n{lines}\n]\n" if items else "[]\n"
    return write_table(_headings(columns), [_cells(item, columns) for item in items])


def _headings(columns: Columns) -> list[str]:
    return [
        heading
        for field in columns.fields
        for heading in ([field, f"{field}_currency"] if field in columns.amounts else [field])
    ]


def _cells(item: Item, columns: Columns) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for field in columns.fields:
        value = item.get(field)
        if value is None:
            continue
        if field in columns.amounts:
            cells[field] = Money.parse(value["amount"], value["currency"], signed=True)
            cells[f"{field}_currency"] = value["currency"]
        elif field in columns.percents:
            cells[field] = Percent.parse(value)
        else:
            cells[field] = _cell(value)
    return cells


def _cell(value: Any) -> Cell:
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return value
        case list() if all(isinstance(each, str) for each in value):
            return ", ".join(value)
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
    return str(value)
