"""A cloud assembly is deployed as the CDK CLI would deploy it."""

import os
from pathlib import Path

import pytest

from local.assets import zipped
from local.deployment import DeploymentError, Outputs, deploy
from local.emulator.server import Emulator
from tests.integration.emulator.probe_assembly import CALLS_STACK, STORE_STACK, write_assembly

BROKEN_STACK = "Probe-Broken"
PARAMETERS_STACK = "Probe-Parameters"


def test_connect_resources_are_recorded_with_arns(emulator: Emulator, probe: Outputs) -> None:
    outputs = probe[CALLS_STACK]
    instance = outputs["InstanceArn"]
    assert instance.startswith("arn:aws:connect:eu-central-1:000000000000:instance/")
    assert outputs["QueueArn"].startswith(f"{instance}/queue/")
    assert outputs["FlowArn"].startswith(f"{instance}/contact-flow/")
    flow = next(
        resource
        for resource in emulator.connect_resources()
        if resource["attributes"].get("ContactFlowArn") == outputs["FlowArn"]
    )
    assert flow["stack"] == CALLS_STACK
    assert flow["properties"]["Content"] == f'{{"queue":"{outputs["QueueArn"]}"}}'


def test_deploying_again_changes_and_uploads_nothing(
    emulator: Emulator, probe: Outputs, tmp_path: Path
) -> None:
    said: list[str] = []
    assert deploy(write_assembly(tmp_path), emulator.client, said.append) == probe
    assert said == [f"{STORE_STACK}: unchanged", f"{CALLS_STACK}: unchanged"]


def test_a_failed_stack_names_the_resource_and_the_reason_and_can_be_mended(
    emulator: Emulator, tmp_path: Path
) -> None:
    orphan = {"Type": "AWS::Connect::Queue", "Properties": {"Name": "of no instance"}}
    broken = {"Resources": {"Orphan": orphan}}
    with pytest.raises(DeploymentError, match=rf"^{BROKEN_STACK} failed: Orphan: .*InstanceArn"):
        deploy(write_assembly(tmp_path / "1", {BROKEN_STACK: broken}), emulator.client)
    mended = {
        "Resources": {"Found": {"Type": "AWS::SQS::Queue"}},
        "Outputs": {"Name": {"Value": {"Fn::GetAtt": ["Found", "QueueName"]}}},
    }
    outputs = deploy(write_assembly(tmp_path / "2", {BROKEN_STACK: mended}), emulator.client)
    assert outputs[BROKEN_STACK]["Name"].startswith(BROKEN_STACK)


def test_a_refused_template_is_one_line(emulator: Emulator, tmp_path: Path) -> None:
    unknown = {"Resources": {"What": {"Type": "AWS::Nothing::OfTheKind"}}}
    with pytest.raises(DeploymentError, match=r"^Probe-Refused was refused: .*OfTheKind.*$"):
        deploy(write_assembly(tmp_path, {"Probe-Refused": unknown}), emulator.client)


def test_a_stack_is_given_the_parameters_it_declares_and_follows_when_they_change(
    emulator: Emulator, tmp_path: Path
) -> None:
    template = {
        "Parameters": {"LedgerUrl": {"Type": "String", "Default": "http://nowhere"}},
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
        "Outputs": {"Url": {"Value": {"Ref": "LedgerUrl"}}},
    }
    assembly = write_assembly(tmp_path, {PARAMETERS_STACK: template})
    assert deploy(assembly, emulator.client)[PARAMETERS_STACK]["Url"] == "http://nowhere"
    for url in ("http://127.0.0.1:1", "http://127.0.0.1:2"):
        parameters = {"LedgerUrl": url, "Other": "of another stack"}
        outputs = deploy(assembly, emulator.client, parameters=parameters)
        assert outputs[PARAMETERS_STACK]["Url"] == url
    said: list[str] = []
    deploy(assembly, emulator.client, said.append, parameters=parameters)
    assert said == [f"{PARAMETERS_STACK}: unchanged"]


def test_equal_folders_make_equal_archives(tmp_path: Path) -> None:
    for name, seconds in (("first", 1_000_000_000), ("second", 1_700_000_000)):
        (tmp_path / name / "package").mkdir(parents=True)
        path = tmp_path / name / "package" / "module.py"
        path.write_text("answer = 42\n")
        os.utime(path, (seconds, seconds))
    assert zipped(tmp_path / "first") == zipped(tmp_path / "second")
