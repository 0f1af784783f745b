"""The adapter, opened on the server of the tests."""

from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.stripe import StripeLedger, StripeSecret, StripeSettings
from tests.unit.adapters.ledgers.stripe_server import API_KEY, StripeServer

SECRETS = {"api_key": API_KEY, "webhook_secrets": ["whsec_test"]}
SEND_TO = "fakturor@example.se"


def ledger_of(server: StripeServer, *, api_key: str = API_KEY) -> StripeLedger:
    return StripeLedger(
        StripeSettings(kind="stripe", base_url=server.origin, send_to=SEND_TO),
        StripeSecret.model_validate({**SECRETS, "api_key": api_key}),
        LedgerHttp(timeout_seconds=5),
    )
