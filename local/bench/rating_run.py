"""Run as a module in its own process: rate a batch of contact records, in two ways by turns.

`python -m local.bench.rating_run ROUNDS`, with the store stub in the environment, prints JSON: for
each round the records per second when rated as the product does (one customer's together,
customers in parallel) and by a loop that does the same work one record at a time.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping

from agentline.adapters.dynamodb.calls import TableCallLog, TableOrderBook
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.quarantine import TableQuarantine
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.record_bucket import RecordBucket
from agentline.domain.contact_record import read_contact_record
from agentline.services.quarantine import Outcome
from agentline.services.rate_contacts import Results, rate_contacts
from agentline.services.settle_contacts import BilledContact, RatingDesk, settle_contacts
from local.bench import scene

CUSTOMERS = 20
RECORDS_EACH = 5


class NotRatedError(RuntimeError):
    """A record of the batch was not rated: the measurement would be of something else."""


def call_of(customer: str, number: int) -> str:
    return f"call-{customer}-{number}"


def customers() -> list[str]:
    return [str(740_600 + number) for number in range(CUSTOMERS)]


def rate_alone(texts: Mapping[str, str], desk: RatingDesk) -> Results:
    """The naive loop: its admission, its account, and one transaction for each record."""
    results: Results = {}
    for record_id, text in texts.items():
        record = read_contact_record(json.loads(text), desk.clock())
        call = desk.calls.calls([record.call])[record.call]
        contact = BilledContact(id=record_id, record=record, call=call, text=text)
        results |= settle_contacts(str(call.customer), [contact], desk)
    return results


def main() -> None:
    use_table("bench")
    texts = {
        call: scene.contact_record(call, 61)
        for number in range(RECORDS_EACH)
        for call in (call_of(customer, number) for customer in customers())
    }
    desk = RatingDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        orders=TableOrderBook(),
        quarantine=TableQuarantine(RecordBucket("no-bucket")),
        catalogue=TableCatalogue(),
        clock=lambda: scene.AFTERWARDS,
    )
    for rate in (rate_contacts, rate_alone):
        _records_per_second(rate, texts, desk)
    rounds = [
        {
            "grouped": _records_per_second(rate_contacts, texts, desk),
            "alone": _records_per_second(rate_alone, texts, desk),
        }
        for _ in range(int(sys.argv[1]))
    ]
    print(json.dumps(rounds))


def _records_per_second(
    rate: Callable[[Mapping[str, str], RatingDesk], Results],
    texts: Mapping[str, str],
    desk: RatingDesk,
) -> float:
    began = time.monotonic()
    results = rate(texts, desk)
    seconds = time.monotonic() - began
    if any(results[record_id] is not Outcome.RATED for record_id in texts):
        raise NotRatedError(f"not all were rated: {results}")
    return len(texts) / seconds


if __name__ == "__main__":
    main()
