"""The adapter, opened on the server of the tests."""

from agentline.adapters.ledgers.billogram import (
    BillogramLedger,
    BillogramSecret,
    BillogramSettings,
)
from agentline.adapters.ledgers.http import LedgerHttp
from tests.unit.adapters.ledgers.billogram_server import KEY, USER, BillogramServer

SECRETS = {"api_user": USER, "api_key": KEY, "webhook_secrets": ["sekret"]}
CALLBACK = "https://api.example.se/webhooks/billogram"


def ledger_of(server: BillogramServer, *, key: str = KEY, **more: str) -> BillogramLedger:
    return BillogramLedger(
        BillogramSettings.model_validate(
            {"kind": "billogram", "base_url": server.origin, "callback_url": CALLBACK, **more}
        ),
        BillogramSecret.model_validate({**SECRETS, "api_key": key}),
        LedgerHttp(timeout_seconds=5),
    )
