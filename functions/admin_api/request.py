"""What the gateway hands over, read into what the door needs (API Gateway, REST, proxy event)."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from admin_api.problems import FieldError, ProblemError

type Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request. Names of headers are in lower case; `claims` are those of the verified token."""

    id: str
    method: str
    path: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    claims: Mapping[str, str]

    def as_event(self) -> dict[str, Any]:
        """The request as the event handler reads it, with nothing in it that we did not read; of
        the headers, which it looks through again and again, the one that says what the body is.

        Raises ProblemError for a body that is no text.
        """
        media = self.headers.get("content-type")
        return {
            "httpMethod": self.method,
            "path": self.path,
            "headers": {"content-type": media} if media else {},
            "multiValueQueryStringParameters": {
                name: [value] for name, value in self.query.items()
            },
            "body": self._text(),
            "isBase64Encoded": False,
            "requestContext": {"requestId": self.id},
        }

    def _text(self) -> str | None:
        try:
            return self.body.decode() or None
        except UnicodeDecodeError:
            raise ProblemError("malformed_json", "The body is not UTF-8.") from None


def read_request(event: Event) -> Request:
    """Raises ProblemError for a body that is not in base64 and a parameter given twice."""
    context = event["requestContext"]
    return Request(
        id=str(context.get("requestId", "")),
        method=str(event["httpMethod"]).upper(),
        path=unquote(str(event["path"])),
        headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
        query=_read_query(event),
        body=_read_body(event),
        claims=(context.get("authorizer") or {}).get("claims") or {},
    )


def _read_query(event: Event) -> dict[str, str]:
    given: Mapping[str, list[str]] = event.get("multiValueQueryStringParameters") or {
        name: [value] for name, value in (event.get("queryStringParameters") or {}).items()
    }
    twice = [name for name, values in given.items() if len(values) > 1]
    if twice:
        raise ProblemError(
            "invalid_input",
            "A parameter is given more than once.",
            errors=[FieldError(field=f"query.{name}", detail="given twice") for name in twice],
        )
    return {name: values[0] for name, values in given.items()}


def _read_body(event: Event) -> bytes:
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode(errors="surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise ProblemError("malformed_json", "The body is not in base64.") from None
