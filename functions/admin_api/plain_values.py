"""Values of the domain as plain JSON, field by field, for documents that hold all there is."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from admin_api.schemas.common import Amount, percent_text
from agentline.domain.money import Money
from agentline.domain.percent import Percent


def plain_value(value: object) -> Any:
    """Money, instants and days are written as everywhere in the API (docs/api.md)."""
    match value:
        case Money():
            return Amount.of(value).model_dump()
        case Percent():
            return percent_text(value)
        case Enum():
            return value.value
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case str():
            return value
    if is_dataclass(value):
        return {field.name: plain_value(getattr(value, field.name)) for field in fields(value)}
    return _plain_collection(value)


def _plain_collection(value: object) -> Any:
    match value:
        case Mapping():
            return {str(name): plain_value(each) for name, each in value.items()}
        case Set():
            return sorted(map(plain_value, value))
        case Sequence():
            return list(map(plain_value, value))
    return value
