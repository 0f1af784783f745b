"""`agentline up`: the whole stage, from an empty folder to a finished tour; then it serves."""

import json
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import FrameType

from rich.console import Console

from agentline.domain.staff import Role
from local.billing.stage import ledger_parameters, serving_invoices
from local.commands.assembly import build_assets, synthesize
from local.commands.endpoints import Endpoints, endpoints_of, stage_at
from local.commands.errors import CommandError, one_line
from local.commands.faults import read_demo, stage_faults
from local.commands.progress import say, step
from local.commands.tour import play, show_tour
from local.commands.welcome import welcome
from local.connect.endpoint import ConnectEndpoint
from local.connect.live_call import LiveContacts
from local.connect.stage_endpoint import announce
from local.demo.files import Demo
from local.demo.seed import seed
from local.demo.staff import seed_staff
from local.deployment import deploy
from local.emulator.checkpoint_layout import CheckpointLayout
from local.emulator.errors import EmulatorError
from local.emulator.server import Emulator, EmulatorSettings, start
from local.paths import StagePaths
from local.phone.phone import phone_of_stage
from local.tour.as_json import Json, tour_as_json
from local.tour.scene import NobodyLeftError
from local.tour.stage import Stage
from local.web.stage import serving_web

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SECONDS_BETWEEN_LOOKS = 1.0


def up(paths: StagePaths, port: int, console: Console, *, with_tour: bool, as_json: bool) -> None:
    """Start, deploy, seed, play the tour and serve until a signal comes.

    `console` is told what happens. With `as_json` one document goes to standard output once all
    is ready, and the tour is in there. Raises CommandError.
    """
    demo = read_demo()
    stopped = _Stopped()
    try:
        with _interruptible(stopped), _emulator(paths, port, console) as emulator:
            try:
                # One that a killed run left behind would lead others to a stage not ready yet.
                paths.endpoints.unlink(missing_ok=True)
                endpoints = _deploy(emulator, paths, demo, console)
                stage = stage_at(endpoints, paths)
                with (
                    serving_invoices(stage, paths, port + 1, endpoints.webhook_url or ""),
                    phone_of_stage(stage, demo) as phone,
                    serving_web(endpoints, phone, port + 2) as web_url,
                ):
                    urls = {"web_url": web_url, "phone_url": f"{web_url}/phone"}
                    endpoints = endpoints.model_copy(update=urls)
                    endpoints.write(paths.endpoints)
                    if as_json:
                        tour = _played(stage, paths, demo, console) if with_tour else None
                        ready = {"endpoints": endpoints.model_dump(), "tour": tour}
                        print(json.dumps(ready), flush=True)
                    else:
                        if with_tour:
                            _show(stage, paths, demo, console)
                        welcome(endpoints, paths, demo, console)
                    _serve(emulator, stopped)
            finally:
                paths.endpoints.unlink(missing_ok=True)
    except KeyboardInterrupt:
        say("Stopped. The state is kept: the next start goes on from it.", console)
    except EmulatorError as error:
        raise CommandError(one_line(error)) from error


@dataclass
class _Stopped:
    """Whether a signal has come. No event: its handler would wait for the lock of the very wait
    that it interrupts."""

    is_so: bool = False


@contextmanager
def _interruptible(stopped: _Stopped) -> Iterator[None]:
    """The first signal interrupts and sets `stopped`; while we stop, further ones change nothing.

    Also where a shell started us in the background, with interrupts ignored.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for stopping in _STOPPING:
            signal.signal(stopping, signal.SIG_IGN)
        stopped.is_so = True
        raise KeyboardInterrupt

    before = {stopping: signal.signal(stopping, stop) for stopping in _STOPPING}
    try:
        yield
    finally:
        for stopping, handler in before.items():
            signal.signal(stopping, handler)


@contextmanager
def _emulator(paths: StagePaths, port: int, console: Console) -> Iterator[Emulator]:
    kept = CheckpointLayout(paths.state).last_taken()
    with ConnectEndpoint(LiveContacts()) as connect:
        settings = EmulatorSettings(paths=paths, port=port, connect_endpoint=connect.url)
        with step("Starting the AWS emulator", "The AWS emulator runs", console):
            emulator = start(settings)
        try:
            if emulator.ended_badly:
                say(_recovery(emulator), console)
            elif kept is not None:
                say(f"It goes on from the state kept on {_local_time(kept)}.", console)
            with announce(connect, paths.connect_endpoint):
                yield emulator
        finally:
            with step("Stopping: saving the state", "The state is saved", console):
                emulator.stop()


def _recovery(emulator: Emulator) -> str:
    taken = emulator.recovered_from
    if taken is None:
        return "[yellow]The last run was killed before its first checkpoint: starting afresh.[/]"
    return (
        "[yellow]The last run was killed: starting from its last checkpoint, taken on "
        f"{_local_time(taken)}. What came after it is lost.[/]"
    )


def _local_time(instant: datetime) -> str:
    return f"{instant.astimezone():%d %B at %H:%M:%S}"


def _deploy(emulator: Emulator, paths: StagePaths, demo: Demo, console: Console) -> Endpoints:
    with step("Building the Lambda assets", "The Lambda assets are built", console) as report:
        build_assets(report)
    with step("Synthesizing the stacks", "The stacks are synthesized", console):
        assembly = synthesize(paths)
    with stage_faults(paths.emulator_log):
        with step("Deploying the stacks", "The stacks are deployed", console) as report:
            parameters = ledger_parameters(emulator.settings.port + 1)
            outputs = deploy(assembly, emulator.client, report, parameters=parameters)
        endpoints = endpoints_of(emulator, outputs)
        with step("Filling in the demo", "The demo is in place", console) as report:
            stage = stage_at(endpoints, paths)
            stage.open_store()
            seed(demo, stage.codes(), report)
            seed_staff(endpoints.user_pool_id or "", emulator.client("cognito-idp"))
            report(f"{len(Role)} members of staff")
    return endpoints


def _played(stage: Stage, paths: StagePaths, demo: Demo, console: Console) -> Json | None:
    try:
        with step("Playing the tour", "The tour is played", console):
            return tour_as_json(tuple(play(stage, paths, demo, console)))
    except NobodyLeftError as error:
        say(_skipped(error), console)
        return None


def _show(stage: Stage, paths: StagePaths, demo: Demo, console: Console) -> None:
    try:
        show_tour(stage, paths, demo, console)
    except NobodyLeftError as error:
        say(_skipped(error), console)


def _skipped(error: NobodyLeftError) -> str:
    return f"[yellow]No tour this time: {one_line(error)}.[/]"


def _serve(emulator: Emulator, stopped: _Stopped) -> None:
    log = emulator.settings.paths.emulator_log
    while not stopped.is_so:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
        if not emulator.is_running():
            raise CommandError(f"the AWS emulator has ended by itself; its log: {log}")
