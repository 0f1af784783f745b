"""The stand-in server, and certificates it may or may not be trusted by."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentline.observability import metrics
from local.bench.certificate import write_certificate
from tests.unit.adapters.directories.stand_in import StandIn, stand_in_directory


@pytest.fixture(autouse=True)
def _counted() -> Iterator[None]:
    """What tests count is nobody's to flush, here or before."""
    metrics.clear_metrics()
    yield
    metrics.clear_metrics()


@pytest.fixture
def server() -> Iterator[StandIn]:
    with stand_in_directory() as stand_in:
        yield stand_in


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that it signed itself, with its key, in one PEM file."""
    folder = tmp_path_factory.mktemp("tls")
    write_certificate(folder)
    return folder / "server.pem"


@pytest.fixture
def tls_server(certificate: Path) -> Iterator[StandIn]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with stand_in_directory(context) as stand_in:
        yield stand_in
