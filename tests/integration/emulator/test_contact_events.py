"""The simulator's contact events reach the bus; other AWS sources stay barred."""

from collections.abc import Callable
from typing import Any

import pytest


def failed_entries(client: Callable[[str], Any], source: str) -> int:
    entry = {"Source": source, "DetailType": "Amazon Connect Contact Event", "Detail": "{}"}
    failed: int = client("events").put_events(Entries=[entry])["FailedEntryCount"]
    return failed


@pytest.mark.parametrize(("source", "failed"), [("aws.connect", 0), ("aws.ec2", 1), ("own", 0)])
def test_only_amazon_connect_is_stood_in_for(
    client: Callable[[str], Any], source: str, failed: int
) -> None:
    assert failed_entries(client, source) == failed
