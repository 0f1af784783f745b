"""What others know to be wrong in templates: cdk-nag (in the fixtures) and cfn-lint."""

import subprocess
import sys
from pathlib import Path

import pytest
from aws_cdk import App, Stack, Validations
from aws_cdk import aws_sqs as sqs
from cdk_nag import AwsSolutionsChecks

from tests.infrastructure.conftest import Synthesised

# W3005: CDK names dependencies once more that a reference has made already.
ACCEPTED = "W3005"


def test_cfn_lint_finds_nothing_in_what_aws_is_given(
    example_stage: Synthesised, other_stage: Synthesised
) -> None:
    templates = [
        path
        for stage in (example_stage, other_stage)
        for path in sorted(stage.assembly.glob("*.template.json"))
    ]
    done = subprocess.run(
        [Path(sys.executable).with_name("cfn-lint"), "--ignore-checks", ACCEPTED, "--", *templates],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(templates) == 16


@pytest.mark.parametrize("stage", ["local_stage", "example_stage", "other_stage"])
def test_a_stage_is_synthesised_without_a_finding_of_cdk_nag_that_has_no_reason(
    request: pytest.FixtureRequest, stage: str
) -> None:
    synthesised: Synthesised = request.getfixturevalue(stage)
    assert (synthesised.assembly / "manifest.json").is_file()


def test_a_finding_that_has_no_reason_would_stop_the_synthesis(tmp_path: Path) -> None:
    app = App(outdir=str(tmp_path))
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    sqs.Queue(Stack(app, "Careless"), "Queue")
    with pytest.raises(RuntimeError, match="ValidationFailed"):
        app.synth()
