"""What the ledger's messages and ours are signed with."""

from constructs import Construct

from infra.constructs.generated_secret import GeneratedSecret
from infra.settings import StageSettings


class LedgerSecret(GeneratedSecret):
    """A secret {"webhook_secrets": ["whsec_..."]} of Standard Webhooks, the newest one first."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: StageSettings) -> None:
        super().__init__(
            scope,
            construct_id,
            first="the first secret of the ledger's webhooks",
            holds="the secrets of the ledger's webhooks, newest first",
            compose=lambda key: {"webhook_secrets": [f"whsec_{key}"]},
            not_rotated=(
                "The ledger has to be told the new one: an operator replaces it as docs/running.md "
                "says, not a calendar."
            ),
            settings=settings,
        )
