"""The rows of one group as text in which the words of any other group can be filled in.

To make 400,000 rows by the product's own functions takes minutes, to fill them in takes seconds.
That it comes to the same is checked against those functions (`check`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import batched
from typing import Any

from agentline.adapters.dynamodb import deliveries, quarantine
from agentline.adapters.dynamodb.mapping.calls import UNMATCHED_KEPT
from agentline.adapters.dynamodb.rows import Row
from agentline.domain.call import ADMISSIONS_KEPT
from agentline.domain.ocr import basis_ocr
from local.bench.growth.group import FEW, LATE, Group, owner_of
from local.bench.growth.happenings import event_of, quarantined
from local.bench.growth.sales import DUE_DAYS, STATES
from local.bench.growth.scene import rows_of

# A batch write takes no more.
BATCH = 25
# Its words are found nowhere else in its rows.
_PATTERN = Group(day=date(2101, 7, 17), first_customer=987_002, count=FEW, regular_basis=9_753)


class StencilError(AssertionError):
    """What was filled in is not what the product's own functions write."""


class Stencil:
    """Requests of one batch each, as JSON."""

    def __init__(self, table: str) -> None:
        self._table = table
        words = {word: str(index) for index, word in enumerate(_words(_PATTERN))}
        longest_first = sorted(words, key=len, reverse=True)
        word = re.compile("|".join(map(re.escape, longest_first)))

        def slot(found: re.Match[str]) -> str:
            return f"%({words[found[0]]})s"

        self._texts = [
            word.sub(slot, text.replace("%", "%%"))
            for text in requests_of(rows_of(_PATTERN), table)
        ]

    def fill(self, group: Group) -> Iterator[str]:
        words = {str(index): word for index, word in enumerate(_words(group))}
        return (text % words for text in self._texts)

    def check(self, group: Group) -> None:
        """Raises StencilError."""
        made = requests_of(rows_of(group), self._table)
        if list(map(json.loads, self.fill(group))) != list(map(json.loads, made)):
            raise StencilError(f"the rows of {group.day} are not what they are filled in as")


def requests_of(rows: Iterable[Row], table: str) -> Iterator[str]:
    """BatchWriteItem for all of them."""
    for batch in batched((row.serialize() for row in rows), BATCH, strict=False):
        puts: list[dict[str, Any]] = [{"PutRequest": {"Item": item}} for item in batch]
        yield json.dumps({"RequestItems": {table: puts}})


def _words(group: Group) -> Sequence[str]:
    """Those by which the rows of one group differ from those of another, in the same order."""
    return [
        *group.customers,
        *(owner_of(customer).fingerprint for customer in group.customers),
        f"{group.regular_basis:04d}",
        *(word for minute, customer in group.some for word in _of(group, customer, minute)),
        *(f"{group.day:{form}}" for form in ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d")),
        f"{group.day + DUE_DAYS:%Y-%m-%d}",
        *_ends(group),
    ]


def _of(group: Group, customer: str, minute: int) -> Iterator[str]:
    record = quarantine.quarantine_row(quarantined(group, customer, minute))
    yield record.sk
    yield event_of(group, customer, minute)
    yield from (basis_ocr(customer, number) for number in range(1, len(STATES) + 2))


def _ends(group: Group) -> Iterator[str]:
    """When rows end by themselves, in seconds."""
    for kept in sorted({ADMISSIONS_KEPT, UNMATCHED_KEPT, deliveries.KEPT, quarantine.KEPT}):
        for minute in (*range(group.count), LATE):
            yield str(int((group.at(minute) + kept).timestamp()))
