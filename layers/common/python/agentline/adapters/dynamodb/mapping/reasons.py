"""Reasons, as JSON."""

from enum import StrEnum
from typing import Any

from agentline.domain.reason import Reason


def reason_to_json[Code: StrEnum](reason: Reason[Code]) -> dict[str, Any]:
    return {"code": reason.code.value, "params": dict(reason.params)}


def reason_from_json[Code: StrEnum](stored: Any, codes: type[Code]) -> Reason[Code]:
    """Raises KeyError, TypeError or ValueError for what is no reason of these codes."""
    params = stored["params"]
    if not all(isinstance(value, str) for value in params.values()):
        raise TypeError("the particulars of a reason are texts")
    return Reason(code=codes(stored["code"]), params=dict(params))
