"""Our ledger on a Fortnox of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from agentline.adapters.ledgers.fortnox import FortnoxLedger, FortnoxSecret, FortnoxSettings
from agentline.adapters.ledgers.http import LedgerHttp
from tests.unit.adapters.ledgers.fake_ledger import serving
from tests.unit.adapters.ledgers.fortnox_server import (
    CLIENT_ID,
    CLIENT_SECRET,
    TENANT_ID,
    FortnoxServer,
)


@contextmanager
def a_ledger(
    server: FortnoxServer, *, secret: str = CLIENT_SECRET, **settings: Any
) -> Iterator[FortnoxLedger]:
    with serving(server) as origin:
        yield FortnoxLedger(
            FortnoxSettings.model_validate(
                {
                    "kind": "fortnox",
                    "tenant_id": TENANT_ID,
                    "sending": "print",
                    "api_url": origin,
                    "token_url": f"{origin}/oauth-v1/token",
                    **settings,
                }
            ),
            FortnoxSecret(client_id=CLIENT_ID, client_secret=secret),
            LedgerHttp(timeout_seconds=5),
        )
