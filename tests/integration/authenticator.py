"""An authenticator app: the codes of a key, by RFC 6238 as all of them make them."""

import base64
import hmac
import time

STEP_SECONDS = 30
_DIGITS = 6


def code_of(key: str, at: float | None = None) -> str:
    """What the app shows at `at`, in seconds since 1970; without it, now."""
    text = key.replace(" ", "")
    secret = base64.b32decode(text + "=" * (-len(text) % 8))
    step = int((time.time() if at is None else at) // STEP_SECONDS)
    digest = hmac.digest(secret, step.to_bytes(8), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFF_FFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}}"


def wrong_code_of(key: str) -> str:
    """What the app shows neither now nor a few minutes before or after."""
    now = time.time()
    shown = {code_of(key, now + steps * STEP_SECONDS) for steps in range(-9, 10)}
    return next(code for code in map("{:06}".format, range(20)) if code not in shown)
