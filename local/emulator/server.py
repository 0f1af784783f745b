"""Start the emulator as a child process, know it is healthy, stop it with its state saved."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from local.emulator import credentials
from local.emulator.checkpoint_layout import CheckpointLayout
from local.emulator.errors import EmulatorError, EmulatorMissingError, PortTakenError
from local.emulator.stage_lock import StageLock
from local.paths import REPOSITORY, StagePaths

HOST = "127.0.0.1"
DEFAULT_PORT = 4566

_START_SECONDS = 60.0
_STOP_SECONDS = 40.0
_POLL_SECONDS = 0.05
_HEALTH_PATH = "/_ministack/health"
_CONNECT_PATH = "/_agentline/connect"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmulatorSettings:
    """Which emulator to start: files, port on 127.0.0.1, where functions find Amazon Connect.

    One that keeps no state takes no checkpoints: for tests and benches that throw it away.
    """

    paths: StagePaths
    port: int = DEFAULT_PORT
    region: str = credentials.REGION
    connect_endpoint: str | None = None
    keeps_state: bool = True


class Emulator:
    """A running emulator. Use it in a `with` statement, or call `stop`.

    `ended_badly` says that the run before this one was killed; the state is then that of the
    checkpoint taken at `recovered_from` (aware, UTC; None when there was not one yet).
    """

    def __init__(
        self,
        settings: EmulatorSettings,
        process: subprocess.Popen[bytes],
        lock: StageLock,
        *,
        ended_badly: bool,
        recovered_from: datetime | None,
    ) -> None:
        self.settings = settings
        self.endpoint_url = f"http://{HOST}:{settings.port}"
        self.ended_badly = ended_badly
        self.recovered_from = recovered_from
        self._process = process
        self._lock = lock
        self._is_stopped = False

    @property
    def pid(self) -> int:
        return self._process.pid

    def client(self, service: str) -> Any:
        """A boto3 client that acts as the account's root (see `credentials`)."""
        return credentials.root_client(service, self.endpoint_url, region=self.settings.region)

    def connect_resources(self) -> list[dict[str, Any]]:
        """Every Amazon Connect resource that was deployed, as a dictionary of type, logical_id,
        stack, id, attributes and properties; the last with every reference filled in."""
        resources: list[dict[str, Any]] = json.loads(_get(self.settings.port, _CONNECT_PATH))
        return resources

    def is_running(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """End the emulator with a last checkpoint and wait for it. Stopping twice is harmless.

        Raises EmulatorError when it had to be killed or ended without a last checkpoint.
        """
        if self._is_stopped:
            return
        self._is_stopped = True
        layout = CheckpointLayout(self.settings.paths.state)
        try:
            self._process.terminate()
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        finally:
            if self._process.stdin is not None:
                self._process.stdin.close()
            shutil.rmtree(layout.temporary, ignore_errors=True)
            self._lock.release()
        if layout.running_marker.exists():
            raise EmulatorError(
                "The emulator ended without saving; what is left is the checkpoint of "
                f"{layout.last_taken()}. Its log: {self.settings.paths.emulator_log}"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.stop()


def start(settings: EmulatorSettings) -> Emulator:
    """Start the emulator on its last state and return once it answers.

    Raises EmulatorMissingError, StageRunningError, PortTakenError or, when it does not come up,
    EmulatorError; each with one line that says what to do.
    """
    paths = settings.paths
    if not paths.emulator_python.exists():
        raise EmulatorMissingError(
            f"The AWS emulator is not installed in {paths.emulator_venv}: run make setup."
        )
    lock = StageLock.acquire(paths.lock)
    try:
        _require_free_port(settings.port)
        layout = CheckpointLayout(paths.state)
        ended_badly = layout.running_marker.exists()
        recovered_from = layout.last_taken() if ended_badly else None
        _prepare_folders(paths, layout)
        process = _spawn(settings, layout, lock)
        try:
            _wait_until_healthy(process, settings)
        except BaseException:
            process.kill()
            process.wait()
            raise
    except BaseException:
        lock.release()
        raise
    return Emulator(settings, process, lock, ended_badly=ended_badly, recovered_from=recovered_from)


def _require_free_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTakenError(
                f"Port {port} on {HOST} cannot be used ({error.strerror}): stop what listens "
                "there, or choose another with --port or AGENTLINE_PORT."
            ) from error


def _prepare_folders(paths: StagePaths, layout: CheckpointLayout) -> None:
    # Unpacked code of workers whose run is over; the lock says that nobody uses it.
    shutil.rmtree(layout.temporary, ignore_errors=True)
    for folder in (layout.temporary, layout.shared, layout.objects, paths.emulator_log.parent):
        folder.mkdir(parents=True, exist_ok=True)
    if paths.emulator_log.exists():  # one older log is kept: a crash is read after a restart
        paths.emulator_log.replace(paths.emulator_log.with_suffix(".previous.log"))


def _spawn(
    settings: EmulatorSettings, layout: CheckpointLayout, lock: StageLock
) -> subprocess.Popen[bytes]:
    with settings.paths.emulator_log.open("wb") as log:
        return subprocess.Popen(
            [settings.paths.emulator_python, "-m", "local.emulator.bridge"],
            # The package is found by the working directory, not by PYTHONPATH: that would be
            # inherited by every Lambda worker and hide what its package lacks.
            cwd=REPOSITORY,
            env=_environment(settings, layout),
            stdin=subprocess.PIPE,  # its end is how the emulator notices ours
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for us; we stop the emulator when we are done
            pass_fds=[lock.descriptor],  # the stage is locked until the emulator has ended too
        )


def _environment(settings: EmulatorSettings, layout: CheckpointLayout) -> dict[str, str]:
    """Everything the emulator is told. Workers inherit it, so nothing of ours leaks in."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(layout.temporary),
        "LANG": "C.UTF-8",
        "TMPDIR": str(layout.temporary),
        "AGENTLINE_EMULATOR_STATE": str(layout.root),
        "AGENTLINE_EMULATOR_KEEPS_STATE": str(settings.keeps_state).lower(),
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(settings.port),
        "MINISTACK_ACCOUNT_ID": credentials.ACCOUNT_ID,
        "MINISTACK_REGION": settings.region,
        "AUTH": "true",
        "AWS_ACCESS_KEY_ID": credentials.ROOT_ACCESS_KEY_ID,
        "AWS_SECRET_ACCESS_KEY": credentials.ROOT_SECRET_ACCESS_KEY,
        "AWS_ENDPOINT_URL_CONNECT": settings.connect_endpoint or f"http://{HOST}:{settings.port}",
        "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
        "AWS_EC2_METADATA_DISABLED": "true",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(layout.shared),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(layout.objects),
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        # State machines wait a quarter of the time between retries: still longer, in all, than a
        # submission to a ledger may be under way.
        "SFN_WAIT_SCALE": "0.25",
        "LAMBDA_ACCOUNT_CONCURRENCY": "16",  # each worker is a Python process of about 48 MB
    }


def _wait_until_healthy(process: subprocess.Popen[bytes], settings: EmulatorSettings) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise EmulatorError(f"The emulator ended while starting: {_last_line(settings)}")
        try:
            _get(settings.port, _HEALTH_PATH)
        except (OSError, http.client.HTTPException):
            time.sleep(_POLL_SECONDS)
        else:
            return
    raise EmulatorError(
        f"The emulator did not answer within {_START_SECONDS:.0f} s. "
        f"Its log: {settings.paths.emulator_log}"
    )


def _get(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
        if response.status != http.client.OK:
            raise http.client.HTTPException(f"{path} answered {response.status}")
        return body
    finally:
        connection.close()


def _last_line(settings: EmulatorSettings) -> str:
    lines = settings.paths.emulator_log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), "it wrote nothing")
