"""The table's stream, played in process: what is stored of a call is told to the publisher."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import ModuleType
from typing import Any

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.calls import TableCallLog
from agentline.domain.account import AccountChange
from agentline.domain.call import ScreenedCall, UnmatchedCaller
from tests.reception import FakeContext

_sequence_numbers = count(1)


def change_of(row: rows.Row, before: rows.Row | None = None) -> dict[str, Any]:
    """A row that was written, as Lambda is told it."""
    image = row.serialize()
    number = str(next(_sequence_numbers))
    return {
        "eventID": f"event-{number}",
        "eventName": "MODIFY" if before else "INSERT",
        "eventSource": "aws:dynamodb",
        "dynamodb": {
            "Keys": {"pk": image["pk"], "sk": image["sk"]},
            "NewImage": image,
            "SequenceNumber": number,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        }
        | ({"OldImage": before.serialize()} if before else {}),
    }


@dataclass
class StreamedCallLog:
    """The `CallLog` of the table; the stream follows at once."""

    publish: ModuleType

    def store_call(
        self,
        call: ScreenedCall,
        change: AccountChange | None,
        unmatched: UnmatchedCaller | None = None,
    ) -> None:
        before = _stored(call.call)
        TableCallLog().store_call(call, change, unmatched)
        [after] = _stored(call.call)
        batch = {"Records": [change_of(after, *before)]}
        assert self.publish.handler(batch, FakeContext()) == {"batchItemFailures": []}

    def calls(self, ids: Sequence[str]) -> Mapping[str, ScreenedCall]:
        return TableCallLog().calls(ids)


def _stored(call: str) -> list[rows.CallRow]:
    return list(rows.CallRow.batch_get([(f"CALL#{call}", "CALL")], consistent_read=True))
