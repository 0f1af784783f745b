"""A new code for a customer. It is told once, here, and kept as a keyed hash only."""

import secrets
from datetime import datetime

from agentline.domain.audit import audit_code
from agentline.domain.code import CODE_DIGITS
from agentline.ports import Codes, CodeTakenError
from agentline.services.conflict import attempts


def issue_code(customer: str, who: str, why: str, codes: Codes, now: datetime) -> str:
    """Give the customer a code nobody else has; the one before is void. The code is returned."""
    retries = attempts()
    while True:
        next(retries)
        code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
        try:
            codes.store(customer, code, audit_code(customer, who, why, now))
        except CodeTakenError:
            continue
        return code
