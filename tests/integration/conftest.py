"""One emulator for a whole test run, on a free port, with a state folder that is thrown away."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from agentline.adapters.dynamodb.rows import Row
from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.tryton import TrytonLedger, TrytonSecret, TrytonSettings
from local.billing.stage import ledger_parameters, serving_invoices
from local.commands.assembly import build_assets, synthesize
from local.commands.endpoints import endpoints_of, stage_at
from local.connect.endpoint import ConnectEndpoint
from local.connect.live_call import LiveContacts
from local.connect.stage_endpoint import announce
from local.deployment import deploy
from local.emulator.server import Emulator, EmulatorSettings, start
from local.paths import StagePaths
from local.tour.stage import Stage
from tests.integration.tryton.books import Tryton, TrytonBooks
from tests.integration.tryton.server import TrytonServer, serve_tryton


@pytest.fixture(scope="session")
def make_settings(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], EmulatorSettings]:
    """Settings of a new, empty stage with a port that nothing uses."""

    def make() -> EmulatorSettings:
        paths = StagePaths(root=tmp_path_factory.mktemp("stage"))
        return EmulatorSettings(paths=paths, port=free_port())

    return make


@pytest.fixture(scope="session")
def emulator(make_settings: Callable[[], EmulatorSettings]) -> Iterator[Emulator]:
    settings = make_settings()
    with (
        ConnectEndpoint(LiveContacts()) as connect,
        start(replace(settings, connect_endpoint=connect.url)) as running,
        announce(connect, settings.paths.connect_endpoint),
    ):
        yield running


@pytest.fixture(scope="session")
def client(emulator: Emulator) -> Callable[[str], Any]:
    """Makes a boto3 client of the emulator's root: `client("dynamodb")`."""
    return emulator.client


@pytest.fixture(scope="session")
def stage(emulator: Emulator) -> Iterator[Stage]:
    """The synthesized stacks, deployed once a run as `make run` deploys them, and their ledger."""
    build_assets(lambda _sentence: None)
    paths, port = emulator.settings.paths, free_port()
    assembly, parameters = synthesize(paths), ledger_parameters(port)
    endpoints = endpoints_of(emulator, deploy(assembly, emulator.client, parameters=parameters))
    stage = stage_at(endpoints, paths)
    with serving_invoices(stage, paths, port, endpoints.webhook_url or ""):
        yield stage


@contextmanager
def rows_of_stage(stage: Stage) -> Iterator[None]:
    """The store is the stage's meanwhile, and afterwards where it was before."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (*stage.store_settings, "table_name"):
            patch.setattr(Row.Meta, name, getattr(Row.Meta, name))
        stage.open_store()
        yield


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="session")
def tryton_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrytonServer]:
    with serve_tryton(tmp_path_factory.mktemp("tryton")) as server:
        yield server


@pytest.fixture
def tryton(tryton_server: TrytonServer) -> Tryton:
    """A new ledger object on the books of the run: use references of your own."""
    settings = TrytonSettings(
        kind="tryton",
        url=tryton_server.url,
        database=tryton_server.database,
        user=tryton_server.user,
    )
    secret = TrytonSecret(password=tryton_server.password)
    return Tryton(
        ledger=TrytonLedger(settings, secret, LedgerHttp()),
        books=TrytonBooks(tryton_server.connect()),
    )
