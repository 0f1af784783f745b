"""Brings the stage's own cloud assembly up to date: Lambda assets built, stacks synthesized."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from infra.assets import AssetBuildError, build
from infra.settings import SettingsError, load_settings
from local.commands.endpoints import STAGE, assembly_folder
from local.commands.errors import CommandError, one_line
from local.commands.progress import Report
from local.paths import REPOSITORY, StagePaths

_SOURCES = (".py", ".json", ".toml")


def build_assets(report: Report) -> None:
    """Raises CommandError."""
    try:
        build(load_settings(STAGE).architecture, root=REPOSITORY, report=report)
    except (AssetBuildError, SettingsError) as error:
        raise CommandError(f"the Lambda assets cannot be built: {one_line(error)}") from error


def synthesize(paths: StagePaths) -> Path:
    """The assembly, synthesized anew only if something it is made from has changed.

    Needs the assets built. Raises CommandError.
    """
    assembly = assembly_folder(paths)
    stamp = assembly.with_name(f"{assembly.name}.digest")
    digest = _digest()
    is_current = stamp.is_file() and stamp.read_text(encoding="ascii") == digest
    if is_current and (assembly / "manifest.json").is_file():
        return assembly
    if shutil.which("node") is None:
        raise CommandError("node is missing: install Node.js 20 or newer, then start again")
    stamp.unlink(missing_ok=True)
    shutil.rmtree(assembly, ignore_errors=True)
    _run_cdk(assembly, paths.emulator_log.with_name("synth.log"))
    stamp.write_text(digest, encoding="ascii")
    return assembly


def _run_cdk(assembly: Path, log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        done = subprocess.run(
            [sys.executable, "-m", "infra.app"],
            cwd=REPOSITORY,
            env=os.environ | {"CDK_OUTDIR": str(assembly), "AGENTLINE_STAGE": STAGE},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "no reason given")
        raise CommandError(f"the stacks cannot be synthesized: {last} (all of it: {log})")


def _digest() -> str:
    """Of everything the templates come from: infra/, the locked packages and the built assets."""
    digest = hashlib.sha256()
    for path in _made_from():
        content = path.read_bytes()
        name = str(path.relative_to(REPOSITORY)).encode()
        digest.update(b"%d %d " % (len(name), len(content)) + name + content)
    return digest.hexdigest()


def _made_from() -> Iterator[Path]:
    yield REPOSITORY / "uv.lock"
    yield from sorted((REPOSITORY / "build").rglob("*.digest"))
    for path in sorted((REPOSITORY / "infra").rglob("*")):
        if path.suffix in _SOURCES and path.is_file():
            yield path
