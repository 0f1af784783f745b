"""Build the Lambda assets into build/, without docker: `python -m infra.assets`.

    build/layers/dependencies/python/...      the packages of uv.lock the product imports
    build/layers/common/python/agentline/...
    build/functions/<name>/<name>/...         one for each package in functions/

Beside each asset folder lies `<folder>.digest`, written last: what is unchanged is not built again,
and what was interrupted is. The digest also is the asset's identity for CDK.
"""

import argparse
import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from infra import dependency_layer
from infra.settings import Architecture, SettingsError, load_settings

ROOT = Path(__file__).parent.parent

type Target = Architecture | Literal["machine"]
type Report = Callable[[str], None]


class AssetBuildError(RuntimeError):
    """An asset cannot be built. The message is one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A folder that becomes one zip, and the hexadecimal digest of what it was made from."""

    folder: Path
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """Everything Lambda runs; `functions` by name."""

    dependencies: Asset
    common: Asset
    functions: Mapping[str, Asset]


def build(target: Target, *, root: Path = ROOT, report: Report = lambda _: None) -> Assets:
    """Bring `<root>/build` up to date for `target`. Raises AssetBuildError."""
    if sys.version_info[:2] != (3, 13):
        raise AssetBuildError("bytecode for Lambda's Python 3.13 takes Python 3.13")
    folder = root / "build"
    folder.mkdir(exist_ok=True)
    with _one_at_a_time(folder):
        for leftover in folder.glob(".new-*"):
            shutil.rmtree(leftover)
        run = _Run(root=root, target=target, report=report)
        return Assets(
            dependencies=run.dependencies(),
            common=run.common(),
            functions={
                source.name: run.function(source)
                for source in sorted(found.parent for found in root.glob("functions/*/__init__.py"))
            },
        )


def find_web(root: Path = ROOT) -> Path:
    """The folder of the built web interface. Raises AssetBuildError."""
    folder = root / "web" / "dist"
    if not (folder / "index.html").is_file():
        raise AssetBuildError(f"{folder} is missing: make web/dist/index.html")
    return folder


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.assets", description=__doc__)
    parser.add_argument("--architecture", choices=(*get_args(Architecture.__value__), "machine"))
    chosen: Target | None = parser.parse_args().architecture
    try:
        target = chosen or load_settings(os.environ.get("AGENTLINE_STAGE", "local")).architecture
        build(target, report=print)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except AssetBuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run of the build."""

    root: Path
    target: Target
    report: Report

    def dependencies(self) -> Asset:
        try:
            requirements = dependency_layer.locked_requirements(self.root)

            def fill(new: Path) -> None:
                self.report(f"Building the dependency layer ({self.target}), some seconds ...")
                dependency_layer.install(requirements, new / "python", self.target)

            machine = (sys.platform, platform.machine()) if self.target == "machine" else ()
            digest = _digest(requirements, self.target, *machine)
            return self._built("layers/dependencies", digest, fill, installed_as="/opt")
        except dependency_layer.DependencyError as error:
            raise AssetBuildError(f"the dependency layer: {error}") from error

    def common(self) -> Asset:
        source = self.root / "layers" / "common" / "python" / "agentline"
        return self._copied("layers/common", source, Path("python", "agentline"), "/opt")

    def function(self, source: Path) -> Asset:
        return self._copied(f"functions/{source.name}", source, Path(source.name), "/var/task")

    def _copied(self, name: str, source: Path, inside: Path, installed_as: str) -> Asset:
        files = sorted(
            path for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )
        if not files:
            raise AssetBuildError(f"{source} is empty or missing")

        def fill(new: Path) -> None:
            for path in files:
                copy = new / inside / path.relative_to(source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)

        named = (part for path in files for part in (str(path.relative_to(source)), path))
        return self._built(name, _digest(*named), fill, installed_as)

    def _built(
        self, name: str, digest: str, fill: Callable[[Path], None], installed_as: str
    ) -> Asset:
        """Fill build/`name` anew if its digest is another; half-built, it never gets its name."""
        folder = self.root / "build" / name
        asset = Asset(folder=folder, digest=digest)
        stamp = folder.with_name(folder.name + ".digest")
        if folder.is_dir() and stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
            return asset
        started = time.monotonic()
        with tempfile.TemporaryDirectory(dir=self.root / "build", prefix=".new-") as work:
            new = Path(work) / "new"
            new.mkdir()
            fill(new)
            _compile(new, installed_as)
            stamp.unlink(missing_ok=True)
            folder.parent.mkdir(parents=True, exist_ok=True)
            if folder.exists():
                folder.rename(Path(work) / "old")
            new.rename(folder)
        stamp.write_text(digest, encoding="ascii")
        self.report(f"Built build/{name} in {time.monotonic() - started:.1f} s")
        return asset


def _compile(folder: Path, installed_as: str) -> None:
    """Write bytecode that Lambda takes as it is.

    Packaging sets every modification time to 1980, which would make bytecode checked by time
    stale: each cold start would compile everything again. Tracebacks show Lambda's paths, and lines
    without columns: where in a line is a third of the bytecode to be read at each cold start.
    """
    options = ["-q", "-j", "0", "--invalidation-mode", "unchecked-hash"]
    paths = ["-s", str(folder), "-p", installed_as, str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", "compileall", *options, *paths],
        env={**os.environ, "PYTHONNODEBUGRANGES": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssetBuildError(f"does not compile: {' '.join(done.stdout.split())[:500]}")


def _digest(*contents: str | Path) -> str:
    """Of texts and files, of this program, and of the Python that compiles."""
    digest = hashlib.sha256(f"{sys.implementation.cache_tag}".encode())
    for content in (Path(__file__), Path(dependency_layer.__file__), *contents):
        body = content.read_bytes() if isinstance(content, Path) else content.encode()
        digest.update(len(body).to_bytes(8))
        digest.update(body)
    return digest.hexdigest()


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
