"""One billing service and one endpoint a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.billing.service import BillingService
from tests.unit.billing_service.stage import Endpoint, a_service, an_endpoint


@pytest.fixture
def state_file(tmp_path: Path) -> Path:
    return tmp_path / "billing" / "state.json"


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with an_endpoint() as running:
        yield running


@pytest.fixture
def service(state_file: Path, endpoint: Endpoint) -> Iterator[BillingService]:
    with a_service(state_file, webhook_url=endpoint.url) as running:
        yield running
