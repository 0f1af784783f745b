"""Whose account counts by now: merged customers live on in another (design.md 2.3)."""

from agentline.domain.screening import Standing
from agentline.ports import Register


def follow_merges(customer: str, register: Register) -> tuple[Standing, ...]:
    """The customer's standing, then those of the ones who took over, one after the other.

    All but the last are merged. Raises CustomerMissingError.
    """
    found = [register.standing(customer)]
    while heir := found[-1].merged_into:
        found.append(register.standing(heir))
    return tuple(found)
