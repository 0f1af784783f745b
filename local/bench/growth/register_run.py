"""Run as a module in its own process: register so many days' customers after those there are.

`python -m local.bench.growth.register_run DAYS TABLE`, with the emulator in the environment, prints
how many there are then.
"""

import json
import sys
from datetime import timedelta
from itertools import chain

from agentline.adapters.dynamodb.register import BEFORE_THE_FIRST
from agentline.adapters.dynamodb.rows import CounterRow
from agentline.adapters.dynamodb.table import use_table
from local.bench.growth.group import CUSTOMERS, TODAY, Group
from local.bench.growth.loading import Loader
from local.bench.growth.register import register_rows
from local.bench.growth.stencil import requests_of


def main() -> None:
    days, table = int(sys.argv[1]), sys.argv[2]
    use_table(table)
    counter = CounterRow.get("COUNTER#customer", "COUNTER", consistent_read=True)
    first = BEFORE_THE_FIRST + int(counter.last) + 1
    registered = (register_rows(_group(first, age)) for age in range(days))
    Loader().load(requests_of(chain.from_iterable(registered), table))
    counter.update(actions=[CounterRow.last.set(counter.last + CUSTOMERS * days)])
    print(json.dumps(int(counter.last)))


def _group(first: int, age: int) -> Group:
    """Registered and nothing else."""
    day = TODAY - timedelta(days=age)
    return Group(day=day, first_customer=first + CUSTOMERS * age, count=0, regular_basis=0)


if __name__ == "__main__":
    main()
