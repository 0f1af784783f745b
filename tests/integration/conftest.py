"""One emulator for a whole test run, on a free port, with a state folder that is thrown away."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from local.emulator.server import Emulator, EmulatorSettings, start
from local.paths import StagePaths


@pytest.fixture(scope="session")
def make_settings(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], EmulatorSettings]:
    """Settings of a new, empty stage with a port that nothing uses."""

    def make() -> EmulatorSettings:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        return EmulatorSettings(paths=StagePaths(root=tmp_path_factory.mktemp("stage")), port=port)

    return make


@pytest.fixture(scope="session")
def emulator(make_settings: Callable[[], EmulatorSettings]) -> Iterator[Emulator]:
    with start(make_settings()) as running:
        yield running


@pytest.fixture(scope="session")
def client(emulator: Emulator) -> Callable[[str], Any]:
    """Makes a boto3 client of the emulator's root: `client("dynamodb")`."""
    return emulator.client
