"""Splitting an amount so that its parts add up to it."""

from collections.abc import Mapping


def split_by_weight[Key](minor: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """Whole parts of a non-negative amount, in proportion to non-negative weights.

    What integer division leaves goes, a unit each, to the largest remainders, among equals to the
    first (the largest-remainder method). Raises ValueError if all weights are zero.
    """
    total = sum(weights.values())
    if total <= 0 or minor < 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("an amount is split over weights of which none is below and one above 0")
    parts = {key: minor * weight // total for key, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda key: -(minor * weights[key] % total))
    for key in by_remainder[: minor - sum(parts.values())]:
        parts[key] += 1
    return parts
