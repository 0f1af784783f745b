"""Who a code belongs to, counting tries before looking, so that parallel guesses count too."""

from datetime import datetime

from agentline.domain.code import is_code, is_locked_out
from agentline.domain.phone_number import PhoneNumber
from agentline.ports import Codes


def check_code(
    entered: str, a_number: PhoneNumber | None, codes: Codes, now: datetime
) -> str | None:
    """The customer the code is of; None if it is wrong, or right but locked out (fault 16).

    What cannot be a code, such as silence, is no guess and counts as none.
    """
    if not is_code(entered):
        return None
    tries = codes.count_try(a_number, now)
    customer = codes.customer_of(entered)
    if customer is None or is_locked_out(tries, now):
        return None
    codes.note_success(a_number, now)
    return customer
