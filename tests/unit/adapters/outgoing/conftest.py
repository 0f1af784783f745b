"""A receiver of what is sent out."""

from collections.abc import Iterator

import pytest

from tests.unit.adapters.outgoing.receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running
