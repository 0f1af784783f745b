"""The probe stacks, deployed once into the run's emulator."""

from pathlib import Path

import pytest

from local.deployment import Outputs, deploy
from local.emulator.server import Emulator
from tests.integration.emulator.invoicing_assembly import write_invoicing
from tests.integration.emulator.probe_assembly import write_assembly


@pytest.fixture(scope="session")
def probe(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """The outputs of the probe stacks, by stack."""
    return deploy(write_assembly(tmp_path_factory.mktemp("probe") / "cdk.out"), emulator.client)


@pytest.fixture(scope="session")
def invoicing_assembly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The synthesized probe of invoicing."""
    return write_invoicing(tmp_path_factory.mktemp("invoicing") / "cdk.out")


@pytest.fixture(scope="session")
def invoicing(emulator: Emulator, invoicing_assembly: Path) -> Outputs:
    """The outputs of the probe of invoicing, by stack."""
    return deploy(invoicing_assembly, emulator.client)
