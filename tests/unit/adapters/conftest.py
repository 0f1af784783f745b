"""The certificate of a public name that a test may trust."""

import ssl
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509

from local.bench.certificate import write_certificate

HOST = "hooks.example.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """What a server of HOST shows, and what a client trusts it by."""

    server: ssl.SSLContext
    client: ssl.SSLContext


@pytest.fixture
def certified(tmp_path: Path) -> Certified:
    write_certificate(tmp_path, x509.DNSName(HOST))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tmp_path / "server.pem")
    return Certified(
        server=server, client=ssl.create_default_context(cafile=str(tmp_path / "root.pem"))
    )
