"""Answers of the store, read without looking ten times at every value.

Of an attribute value, {"S": "text"}, botocore looks for each of the ten kinds there are: of a page
of fifty rows that takes longer than all else that is done with it. Here it is taken as it comes;
bytes are decoded. What else is in an answer, botocore reads.
"""

from base64 import b64decode
from typing import Any

from botocore.parsers import JSONParser, ResponseParserFactory

_VALUE = "AttributeValue"
_MAPS = {"AttributeMap", "Key"}


class RowParserFactory(ResponseParserFactory):
    """A component of a botocore session whose client speaks to DynamoDB only."""

    def create_parser(self, protocol_name: str) -> Any:
        return _RowParser() if protocol_name == "json" else super().create_parser(protocol_name)


class _RowParser(JSONParser):
    def _handle_structure(self, shape: Any, value: Any) -> Any:
        if shape.name == _VALUE and value is not None:
            return _read(value)
        return super()._handle_structure(shape, value)  # type: ignore[misc] # not in its stubs

    def _handle_map(self, shape: Any, value: Any) -> Any:
        if shape.name in _MAPS and value is not None:
            return {name: _read(each) for name, each in value.items()}
        return super()._handle_map(shape, value)  # type: ignore[misc]


def _read(value: dict[str, Any]) -> dict[str, Any]:
    """One attribute value; in lists and maps are more."""
    ((kind, content),) = value.items()
    match kind:
        case "B":
            return {kind: b64decode(content)}
        case "BS":
            return {kind: [b64decode(each) for each in content]}
        case "L":
            return {kind: [_read(each) for each in content]}
        case "M":
            return {kind: {name: _read(each) for name, each in content.items()}}
    return value
