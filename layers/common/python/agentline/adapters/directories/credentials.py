"""How the secret of a directory goes with a request. It is never part of the settings."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from agentline.adapters.directories.settings import (
    Auth,
    BasicAuth,
    BearerAuth,
    HeaderAuth,
    NoAuth,
    QueryAuth,
)


class DirectorySecretError(ValueError):
    """The directory needs a secret that is not there, or cannot be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What proves who asks: headers, or a query parameter such as `apikey=...`; not shown."""

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: str = field(default="", repr=False)


def make_credentials(auth: Auth, secret: str | None) -> Credentials:
    """Raises DirectorySecretError."""
    if isinstance(auth, NoAuth):
        return Credentials()
    # Secrets are pasted, often with a line break behind.
    plain = (secret or "").strip()
    if not plain:
        raise DirectorySecretError("this directory needs a secret")
    if not (plain.isascii() and plain.isprintable()):
        raise DirectorySecretError("the directory's secret has characters that cannot be sent")
    match auth:
        case BasicAuth(user=user):
            both = b64encode(f"{user}:{plain}".encode()).decode()
            return Credentials(headers={"Authorization": f"Basic {both}"})
        case BearerAuth():
            return Credentials(headers={"Authorization": f"Bearer {plain}"})
        case HeaderAuth(name=name):
            return Credentials(headers={name: plain})
        case QueryAuth(name=name):
            return Credentials(query=f"{name}={quote(plain, safe='')}")
