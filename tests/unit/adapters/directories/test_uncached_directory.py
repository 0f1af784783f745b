"""Checks of addresses ask the directory itself, every time."""

import json
from datetime import timedelta

from agentline.adapters.directories.uncached import open_uncached_directory
from tests.examples import NOON
from tests.unit.adapters.directories.asking import FIELDS, OWNER, SIV
from tests.unit.adapters.directories.stand_in import StandIn, answering


def test_every_look_up_reaches_the_directory(server: StandIn) -> None:
    url = f"{server.origin}/people/{{number}}"
    settings = {"kind": "http", "name": "example", "url": url, "fields": FIELDS}
    directory = open_uncached_directory(json.dumps(settings), None)
    later = NOON + timedelta(minutes=1)
    server.behave = answering(OWNER)
    assert [directory.look_up(SIV, at).fetched_at for at in (NOON, later)] == [NOON, later]
    assert len(server.asked) == 2
