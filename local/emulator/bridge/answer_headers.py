"""An answer has the headers that AWS gives it.

AWS: services that speak JSON send the id of the request; what lets pages of other origins read an
answer comes to browsers, which name their origin.
ministack: sends four headers for browsers to everyone, and two that are S3's from every service.
Repaired: left out where the request names an operation (X-Amz-Target) and no origin, as clients
read every header of every answer.
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
from collections.abc import Mapping
from typing import Any

from local.emulator.bridge import stock

_SENT_TO_EVERYONE = (
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Expose-Headers",
    "x-amz-request-id",
    "x-amz-id-2",
)


def install() -> None:
    dispatch = stock.gateway._dispatch_service_request

    async def dispatch_naming_no_more(
        method: str, path: str, headers: Mapping[str, str], *more: Any
    ) -> Any:
        status, answered, body = await dispatch(method, path, headers, *more)
        if "x-amz-target" in headers and "origin" not in headers:
            for name in _SENT_TO_EVERYONE:
                answered.pop(name, None)
        return status, answered, body

    stock.gateway._dispatch_service_request = dispatch_naming_no_more
