"""A Tryton server with the books of a company, once a run."""

from collections.abc import Iterator

import pytest

from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.tryton import TrytonLedger, TrytonSecret, TrytonSettings
from tests.integration.tryton.books import Tryton, TrytonBooks
from tests.integration.tryton.server import TrytonServer, serve_tryton


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
