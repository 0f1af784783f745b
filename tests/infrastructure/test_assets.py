"""The build: what lands where, what is built again, and what an interruption leaves."""

import importlib.util
import shutil
from pathlib import Path

import pytest

from infra import assets, dependency_layer


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of one module a part, whose locked packages are one module too."""

    def install(requirements: str, site: Path, _target: assets.Target) -> None:
        site.mkdir()
        (site / "package.py").write_text(f"# {requirements}\n", encoding="utf-8")

    monkeypatch.setattr(dependency_layer, "locked_requirements", locked)
    monkeypatch.setattr(dependency_layer, "install", install)
    (tmp_path / "uv.lock").write_text("package==1", encoding="utf-8")
    common = tmp_path / "layers" / "common" / "python" / "agentline"
    common.mkdir(parents=True)
    (common / "__init__.py").write_text("ANSWER = 42\n", encoding="utf-8")
    (common / "lines.csv").write_text("number\n", encoding="utf-8")
    for name in ("screen_call", "rate_call"):
        function = tmp_path / "functions" / name
        function.mkdir(parents=True)
        (function / "__init__.py").touch()
        (function / "handler.py").write_text("handler = print\n", encoding="utf-8")
    return tmp_path


def locked(root: Path) -> str:
    return (root / "uv.lock").read_text(encoding="utf-8")


def rebuilt(root: Path, target: assets.Target = "x86_64") -> list[str]:
    said: list[str] = []
    assets.build(target, root=root, report=said.append)
    return [line.split()[1] for line in said if line.startswith("Built")]


def test_the_parts_lie_as_lambda_expects_them(root: Path) -> None:
    built = assets.build("x86_64", root=root)
    assert built.dependencies.folder == root / "build" / "layers" / "dependencies"
    assert (built.dependencies.folder / "python" / "package.py").is_file()
    assert (built.common.folder / "python" / "agentline" / "lines.csv").is_file()
    assert set(built.functions) == {"screen_call", "rate_call"}
    assert (built.functions["rate_call"].folder / "rate_call" / "handler.py").is_file()


def test_bytecode_is_valid_whatever_the_time_on_the_source(root: Path) -> None:
    folder = assets.build("x86_64", root=root).common.folder / "python" / "agentline"
    compiled = Path(importlib.util.cache_from_source(str(folder / "__init__.py")))
    magic, flags = compiled.read_bytes()[:4], compiled.read_bytes()[4:8]
    assert magic == importlib.util.MAGIC_NUMBER
    # PEP 552: bit 0 says by hash, bit 1 says check; we want the one without the other.
    assert flags == (1).to_bytes(4, "little")
    assert b"/opt/python/agentline/__init__.py" in compiled.read_bytes()


def test_what_is_unchanged_is_not_built_again(root: Path) -> None:
    assert len(rebuilt(root)) == 4
    assert rebuilt(root) == []


def test_a_change_rebuilds_its_own_part_and_gives_it_another_identity(root: Path) -> None:
    before = assets.build("x86_64", root=root)
    (root / "functions" / "rate_call" / "handler.py").write_text("handler = len\n")
    assert rebuilt(root) == ["build/functions/rate_call"]
    after = assets.build("x86_64", root=root)
    assert after.functions["rate_call"].digest != before.functions["rate_call"].digest
    assert after.common == before.common


def test_another_lock_or_architecture_rebuilds_the_dependencies(root: Path) -> None:
    rebuilt(root)
    (root / "uv.lock").write_text("package==2", encoding="utf-8")
    assert rebuilt(root) == ["build/layers/dependencies"]
    assert rebuilt(root, "arm64") == ["build/layers/dependencies"]


def test_what_was_removed_from_the_sources_is_gone_from_the_build(root: Path) -> None:
    (root / "functions" / "rate_call" / "old.py").touch()
    rebuilt(root)
    (root / "functions" / "rate_call" / "old.py").unlink()
    rebuilt(root)
    assert not (root / "build" / "functions" / "rate_call" / "rate_call" / "old.py").exists()


def test_an_interrupted_build_leaves_the_old_one_whole_and_is_done_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuilt(root)
    source = root / "functions" / "rate_call" / "handler.py"
    copy = root / "build" / "functions" / "rate_call" / "rate_call" / "handler.py"
    source.write_text("handler = len\n", encoding="utf-8")

    def interrupt(_source: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr(shutil, "copyfile", interrupt)
        with pytest.raises(KeyboardInterrupt):
            rebuilt(root)
    assert copy.read_text(encoding="utf-8") == "handler = print\n"
    assert not list((root / "build").glob(".new-*"))
    assert rebuilt(root) == ["build/functions/rate_call"]
    assert copy.read_text(encoding="utf-8") == "handler = len\n"


def test_what_a_killed_build_left_is_swept_by_the_next(root: Path) -> None:
    leftover = root / "build" / ".new-killed"
    leftover.mkdir(parents=True)
    rebuilt(root)
    assert not leftover.exists()


def test_a_module_that_does_not_compile_is_told_in_one_line(root: Path) -> None:
    (root / "functions" / "rate_call" / "handler.py").write_text("handler =\n")
    with pytest.raises(assets.AssetBuildError) as caught:
        rebuilt(root)
    assert "rate_call/handler.py" in str(caught.value)
    assert "\n" not in str(caught.value)
