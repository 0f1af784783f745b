"""The program that synthesises, and the CDK command line that reads what it wrote."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra import app
from infra.assets import ROOT, find_web
from tests.infrastructure.conftest import PARTS, Synthesised


def test_wrong_settings_end_with_one_line_and_exit_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CDK_OUTDIR", str(tmp_path))
    monkeypatch.setenv("AGENTLINE_STAGE", "nowhere")
    assert app.main() == 2
    said = capsys.readouterr().err
    assert said.startswith("no stage 'nowhere'")
    assert said.count("\n") == 1


def test_the_stage_of_the_cdk_context_goes_before_that_of_the_environment(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "AGENTLINE_STAGE": "local",
        "CDK_CONTEXT_JSON": json.dumps({"stage": "elsewhere"}),
        "CDK_OUTDIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-m", "infra.app"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("no stage 'elsewhere'")
    assert done.stderr.count("\n") == 1, "the one line drowns in warnings"


def test_the_pinned_cdk_command_line_reads_what_the_library_writes(
    example_stage: Synthesised,
) -> None:
    cdk = ROOT / "node_modules" / ".bin" / "cdk"
    assert cdk.exists(), "npm ci has not been run"
    listed = subprocess.run(
        [cdk, "list", "--app", example_stage.assembly, "--no-notices"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert listed.returncode == 0, listed.stderr
    parts = [*PARTS, "Operations", "Web"]
    assert listed.stdout.split() == [f"AgentLine-example-{part}" for part in parts]


def test_a_stage_on_aws_needs_the_web_interface_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CDK_OUTDIR", str(tmp_path))
    monkeypatch.setenv("AGENTLINE_STAGE", "example")
    monkeypatch.setattr(app, "find_web", lambda: find_web(tmp_path))
    assert app.main() == 1
    assert capsys.readouterr().err.endswith("is missing: make web/dist/index.html\n")


def test_the_local_stage_is_synthesised_with_its_assets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDK_OUTDIR", str(tmp_path))
    monkeypatch.delenv("AGENTLINE_STAGE", raising=False)
    assert app.main() == 0
    assert {path.name for path in tmp_path.glob("*.template.json")} == {
        f"AgentLine-local-{part}.template.json" for part in PARTS
    }
    assert len(list(tmp_path.glob("asset.*/screen_call/__pycache__/handler.*.pyc"))) == 1
