"""Signs messages as Stripe and Billogram do, for payments played on this machine.

Standard Webhooks are signed by the product itself (agentline.adapters.ledgers.signatures).
"""

import hmac
from datetime import datetime
from hashlib import sha256


def sign_stripe(secrets: tuple[str, ...], at: datetime, body: bytes) -> dict[str, str]:
    """Docs: stripe.com/docs/webhooks, "Verify webhook signatures manually"."""
    seconds = str(int(at.timestamp()))
    signatures = [f"v1={_signature(secret, f'{seconds}.', body)}" for secret in secrets]
    return {"stripe-signature": ",".join([f"t={seconds}", *signatures])}


def sign_billogram(secret: str, at: datetime, body: bytes) -> dict[str, str]:
    """Docs: docs.billogram.com, "Callbacks"."""
    seconds = f"{at.timestamp():.6f}"
    return {
        "billogram-request-timestamp": seconds,
        "billogram-signature": _signature(secret, f"{seconds}:", body),
    }


def _signature(secret: str, before: str, body: bytes) -> str:
    return hmac.digest(secret.encode(), before.encode() + body, sha256).hex()
