"""Cold starts of the screening function, as deployed, in fresh processes against a store on TLS.

The store's certificate is signed by nobody, so it is put beside Amazon's roots: the client parses
every root it parses on AWS. Times are from before the process is made until the caller is answered,
less what a bare interpreter takes; the compared commands take turns, so that a busy neighbour
slows them alike.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from local.bench import scene
from local.bench.stub import HOST, running_stub
from local.emulator.credentials import REGION
from local.paths import REPOSITORY, StagePaths

_CUSTOMER = "740605"
_RUNNER = Path(__file__).with_name("fresh_process.py")
# Isolated, without site: the interpreter sees what it is told to, as on Lambda.
_ISOLATED = ("-I", "-S")
_UNWRITTEN = "-B"  # PYTHONDONTWRITEBYTECODE, which an isolated interpreter does not read
_BARE = "import sys, time; print(time.monotonic(), file=sys.stderr)"


class FreshProcessError(RuntimeError):
    """A measured process failed; the message is the end of what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdStarts:
    """Seconds of each round, by command, and of invocations in the compiled one."""

    bare: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    compiled: list[float] = field(default_factory=list)
    uncompiled: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)

    def above_bare(self, seconds: list[float]) -> list[float]:
        bare = median(self.bare)
        return [one - bare for one in seconds]

    @property
    def to_uncompiled(self) -> list[float]:
        """The ratio of each round."""
        return _ratios(self.above_bare(self.compiled), self.above_bare(self.uncompiled))

    @property
    def to_floor(self) -> list[float]:
        return _ratios(self.above_bare(self.compiled), self.above_bare(self.floor))

    @property
    def first_to_warm(self) -> list[float]:
        return _ratios(self.first, self.warm)


def measure_cold_starts(
    build: Path, work: Path, *, rounds: int, progress: Callable[[str], None]
) -> ColdStarts:
    """Take turns for `rounds` rounds, after one that fills the machine's caches and is dropped."""
    compiled = _installed(build, work / "compiled")
    uncompiled = _installed(build, work / "uncompiled", "__pycache__")
    measured = ColdStarts()
    with _store(build, work) as environment:
        for round_ in range(rounds + 1):
            kept = measured if round_ else ColdStarts()
            kept.bare.append(_bare_seconds(environment))
            seconds, _ = _seconds_of("local.bench.signed_floor", [REPOSITORY], environment)
            kept.floor.append(seconds)
            seconds, invocations = _seconds_of(
                "screen_call.handler", compiled, environment, invocations=20
            )
            kept.compiled.append(seconds)
            kept.first.append(invocations[0])
            kept.warm.append(median(invocations[1:]))
            seconds, _ = _seconds_of("screen_call.handler", uncompiled, environment, _UNWRITTEN)
            kept.uncompiled.append(seconds)
            progress(f"cold starts, round {round_} of {rounds}")
    return measured


def _installed(build: Path, folder: Path, *left_out: str) -> list[Path]:
    """What Lambda makes of the zips: the function in one folder, all layers together in another."""
    task, layers = folder / "task", folder / "opt"
    ignored = shutil.ignore_patterns(*left_out)
    shutil.copytree(build / "functions" / "screen_call", task, ignore=ignored)
    for layer in ("dependencies", "common"):
        shutil.copytree(build / "layers" / layer, layers, ignore=ignored, dirs_exist_ok=True)
    return [task, layers / "python"]


@contextmanager
def _store(build: Path, work: Path) -> Iterator[Mapping[str, str]]:
    """A store that knows one caller; and the environment of a function that uses it."""
    subprocess.run(
        [StagePaths().emulator_python, "-m", "local.bench.certificate", work],
        cwd=REPOSITORY,
        check=True,
    )
    roots = work / "roots.pem"
    amazon = build / "layers" / "dependencies" / "python" / "botocore" / "cacert.pem"
    roots.write_bytes(amazon.read_bytes() + (work / "root.pem").read_bytes())
    known = [*scene.catalogue_rows(), *scene.customer_rows(_CUSTOMER)]
    with running_stub(known, work, certificate=work / "server.pem") as port:
        yield {
            "AGENTLINE_TABLE": "bench",
            "AGENTLINE_QUEUES": json.dumps({scene.QUEUE: "arn:aws:connect:queue/tarot"}),
            "AGENTLINE_DIRECTORY": '{"kind": "file"}',
            "AGENTLINE_DIRECTORY_SECRET": "none",
            "AGENTLINE_CODE_KEYS_SECRET": "arn:aws:secretsmanager:secret:bench",
            "AWS_CA_BUNDLE": str(roots),
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "bench",
            "AWS_SECRET_ACCESS_KEY": "bench",
            "AWS_ENDPOINT_URL_DYNAMODB": f"https://{HOST}:{port}",
            "POWERTOOLS_LOG_LEVEL": "INFO",
            "POWERTOOLS_METRICS_NAMESPACE": "AgentLine",
            "POWERTOOLS_SERVICE_NAME": "screen_call",
        }


def _bare_seconds(environment: Mapping[str, str]) -> float:
    began, told = _run([*_ISOLATED, "-c", _BARE], environment)
    return float(told) - began


def _seconds_of(
    module: str,
    paths: list[Path],
    environment: Mapping[str, str],
    *options: str,
    invocations: int = 1,
) -> tuple[float, list[float]]:
    """From nothing to the first answer, and what each invocation took."""
    order = {
        "paths": [str(path) for path in paths],
        "module": module,
        "event": scene.flow_event("call", _CUSTOMER),
        "invocations": invocations,
    }
    began, told = _run([*_ISOLATED, *options, str(_RUNNER), json.dumps(order)], environment)
    result: dict[str, Any] = json.loads(told.splitlines()[-1])
    return result["answered_at"] - began, result["invocations"]


def _run(arguments: list[str], environment: Mapping[str, str]) -> tuple[float, str]:
    """When the process began to be made (`time.monotonic`), and what it said at the end."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise FreshProcessError(done.stderr[-2000:])
    return began, done.stderr


def _ratios(numerators: list[float], denominators: list[float]) -> list[float]:
    return [one / other for one, other in zip(numerators, denominators, strict=True)]
