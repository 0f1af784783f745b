"""The reference of an invoice basis: customer number and sequence, unique everywhere."""

import re

_REFERENCE = re.compile(r"([1-9][0-9]{5,11})-([0-9]{4,6})")


def basis_reference(customer: str, number: int) -> str:
    """Unique everywhere, since customer numbers are, and consecutive for each customer."""
    return f"{customer}-{number:04d}"


class UnknownReferenceError(ValueError):
    """The text is no reference of a basis, such as 100001-0001."""


def read_reference(reference: str) -> tuple[str, int]:
    """The customer and the number of the basis. Raises UnknownReferenceError."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise UnknownReferenceError(
            f"{reference[:40]!r} is no reference of a basis: customer number, hyphen and at least "
            "four digits, like 100001-0001"
        )
    return match[1], int(match[2])
