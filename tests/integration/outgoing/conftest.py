"""The publisher and the deliverer as they are deployed, with a table of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentline.adapters.dynamodb.deliveries import TableDeliveries
from agentline.adapters.dynamodb.endpoints import TableEndpoints
from agentline.adapters.dynamodb.table import use_table
from infra.app import new_app
from infra.assets import build
from infra.constructs.outgoing_events import OutgoingEvents
from infra.constructs.python_function import PythonLayers
from infra.constructs.table import Table
from infra.settings import load_settings
from infra.stacks.agentline_stack import AgentLineStack
from local.deployment import deploy
from local.emulator.server import Emulator
from local.tour.stage import Stage
from tests.unit.adapters.outgoing.receiver import Receiver, receiving

STAGE = "outgoing"
PART = "Invoicing"


@pytest.fixture(scope="session")
def deployed(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A stage of its own, in whose stack of invoicing there are outgoing events only."""
    settings = load_settings("local").model_copy(update={"stage": STAGE})
    assets = build(settings.architecture)
    app = new_app(str(tmp_path_factory.mktemp("outgoing") / "cdk.out"))
    stack = AgentLineStack(app, PART, settings=settings, description="A probe")
    table = Table(stack, "Store", settings=settings).table
    events = OutgoingEvents(
        stack,
        "OutgoingEvents",
        asset=assets.functions["outgoing_events"],
        layers=PythonLayers(stack, "Layers", assets=assets, settings=settings),
        settings=settings,
        table=table,
    )
    stack.tell(TableName=table.table_name, DeliveryQueueUrl=events.queue.queue_url)
    app.synth()
    assembly = Path(app.outdir)
    outputs = deploy(assembly, emulator.client)[f"AgentLine-{STAGE}-{PART}"]
    return Stage(
        name=STAGE,
        endpoint_url=emulator.endpoint_url,
        region=settings.region,
        table_name=outputs["TableName"],
        assembly=assembly,
        connect_endpoint=emulator.settings.paths.connect_endpoint,
        log=emulator.settings.paths.emulator_log,
    )


@pytest.fixture(autouse=True)
def _rows_on_table(deployed: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in deployed.environment.items():
        monkeypatch.setenv(name, value)
    use_table(deployed.table_name)


@pytest.fixture
def endpoints() -> TableEndpoints:
    return TableEndpoints()


@pytest.fixture
def deliveries() -> TableDeliveries:
    return TableDeliveries()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running
