"""A stage that is thrown away afterwards, and that nobody else asks for anything."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local.bench.free_port import free_port
from local.billing.stage import ledger_parameters
from local.commands.assembly import build_assets, synthesize
from local.commands.endpoints import Endpoints, endpoints_of, stage_at
from local.connect.endpoint import ConnectEndpoint
from local.connect.live_call import LiveContacts
from local.connect.stage_endpoint import announce
from local.demo.files import load_demo
from local.demo.seed import seed
from local.demo.staff import seed_staff
from local.deployment import deploy
from local.emulator.server import Emulator, EmulatorSettings, start
from local.paths import StagePaths
from local.tour.stage import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStage:
    emulator: Emulator
    endpoints: Endpoints
    stage: Stage


@contextmanager
def own_stage() -> Iterator[OwnStage]:
    """With the demo in it; its store is this process's. Raises EmulatorError, DeploymentError."""
    with tempfile.TemporaryDirectory(prefix="agentline-bench-") as folder:
        paths = StagePaths(root=Path(folder))
        build_assets(lambda _sentence: None)
        with ConnectEndpoint(LiveContacts()) as connect:
            settings = EmulatorSettings(paths=paths, port=free_port(), connect_endpoint=connect.url)
            with start(settings) as emulator, announce(connect, paths.connect_endpoint):
                yield _fill(emulator, paths)


def _fill(emulator: Emulator, paths: StagePaths) -> OwnStage:
    parameters = ledger_parameters(free_port())
    outputs = deploy(synthesize(paths), emulator.client, parameters=parameters)
    endpoints = endpoints_of(emulator, outputs)
    stage = stage_at(endpoints, paths)
    stage.open_store()
    seed(load_demo(), stage.codes())
    seed_staff(endpoints.user_pool_id or "", emulator.client("cognito-idp"))
    return OwnStage(emulator=emulator, endpoints=endpoints, stage=stage)
