"""Letters for the probe's stream: see `functions/letters.py` for who reads them."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4


class Mailbox:
    """Sends letters into the probe's stream as one batch and looks at what became of them."""

    def __init__(
        self, client: Callable[[str], Any], outputs: dict[str, str], batch: str | None = None
    ) -> None:
        self._kinesis, self._sqs, self._dynamodb = map(client, ("kinesis", "sqs", "dynamodb"))
        self._outputs = outputs
        self.batch = batch or uuid4().hex

    def send(self, *kinds: str) -> list[str]:
        """Send one letter of each kind, in order, in one batch; their sequence numbers."""
        letters = [
            {"batch": self.batch, "id": f"{self.batch}-{place}", "kind": kind}
            for place, kind in enumerate(kinds)
        ]
        answer = self._kinesis.put_records(
            StreamName=self._outputs["StreamName"],
            Records=[{"Data": json.dumps(x).encode(), "PartitionKey": "box"} for x in letters],
        )
        return [record["SequenceNumber"] for record in answer["Records"]]

    def read(self) -> list[int]:
        """The places of the letters that were read, in the order of reading."""
        letters = self._item(f"BATCH#{self.batch}", "READ").get("letters", {"L": []})["L"]
        return [int(letter["S"].rsplit("-", 1)[1]) for letter in letters]

    def tries(self, place: int) -> int:
        return int(self._item(f"TRIES#{self.batch}-{place}", "TRIES")["tries"]["N"])

    def undelivered(self) -> dict[str, Any] | None:
        """The next description in the on-failure queue, taken from it."""
        url = self._outputs["UndeliveredUrl"]
        for message in self._sqs.receive_message(QueueUrl=url).get("Messages", []):
            self._sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            description: dict[str, Any] = json.loads(message["Body"])
            return description
        return None

    def _item(self, pk: str, sk: str) -> dict[str, Any]:
        answer = self._dynamodb.get_item(
            TableName=self._outputs["TableName"],
            Key={"pk": {"S": pk}, "sk": {"S": sk}},
            ConsistentRead=True,
        )
        item: dict[str, Any] = answer.get("Item", {})
        return item
