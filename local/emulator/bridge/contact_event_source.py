"""The Connect simulator may put its contact events on the bus.

AWS: contact events come from Amazon Connect itself, as source aws.connect; customers may not use a
source that begins with aws.
ministack: refuses such sources to everybody, and has no Amazon Connect that could emit them.
Repaired: entries of source aws.connect are let through, as the simulator stands for the service.
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
from typing import Any

from local.emulator.bridge import stock

_SIMULATED_SOURCE = "aws.connect"


def install() -> None:
    put_events = stock.buses._put_events

    def put(entries: dict[str, Any], allow_aws_source: bool = False) -> Any:
        sources = {entry.get("Source") for entry in entries.get("Entries", [])}
        return put_events(
            entries, allow_aws_source=allow_aws_source or sources == {_SIMULATED_SOURCE}
        )

    stock.buses._put_events = put
