"""The probe stacks, deployed once into the run's emulator."""

import pytest

from local.deployment import Outputs, deploy
from local.emulator.server import Emulator
from tests.integration.emulator.probe_assembly import write_assembly


@pytest.fixture(scope="session")
def probe(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """The outputs of the probe stacks, by stack."""
    return deploy(write_assembly(tmp_path_factory.mktemp("probe") / "cdk.out"), emulator.client)
