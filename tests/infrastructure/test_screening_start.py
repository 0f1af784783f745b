"""How the screening function starts, and which version of it calls reach."""

from dataclasses import replace
from pathlib import Path

from infra.assets import Asset, Assets
from infra.settings import load_settings
from tests.infrastructure.conftest import Synthesised, named_in, synthesise

PART = "CallPath"


def test_the_flow_asks_the_alias_live_of_a_version(any_stage: Synthesised) -> None:
    alias = any_stage.only(PART, "AWS::Lambda::Alias")["Properties"]
    assert alias["Name"] == "live"
    assert named_in(alias["FunctionVersion"]).startswith("ScreenCallFunctionCurrentVersion")
    flow = any_stage.only("Flows", "AWS::Connect::ContactFlow")["Properties"]
    assert "ScreeningAlias" in named_in(flow["Content"])
    assert "ScreenCallFunction" not in named_in(flow["Content"])


def test_a_flow_published_before_there_was_an_alias_still_finds_its_export(
    any_stage: Synthesised,
) -> None:
    assert any(
        name.startswith("ExportsOutputFnGetAttScreenCallFunction")
        for name in any_stage.document(PART)["Outputs"]
    )


def test_only_the_screening_function_starts_from_a_snapshot_and_only_if_so_set(
    local_stage: Synthesised, example_stage: Synthesised, other_stage: Synthesised
) -> None:
    for stage, snapped in ((local_stage, []), (example_stage, ["ScreenCall"]), (other_stage, [])):
        functions = stage.resources(PART, "AWS::Lambda::Function")
        assert [
            name[: len("ScreenCall")]
            for name, function in functions.items()
            if function["Properties"].get("SnapStart") == {"ApplyOn": "PublishedVersions"}
        ] == snapped


def test_instances_are_provisioned_on_the_alias_and_only_if_so_set(
    local_stage: Synthesised, example_stage: Synthesised, other_stage: Synthesised
) -> None:
    for stage, provisioned in (
        (local_stage, None),
        (example_stage, None),
        (other_stage, {"ProvisionedConcurrentExecutions": 3}),
    ):
        alias = stage.only(PART, "AWS::Lambda::Alias")["Properties"]
        assert alias.get("ProvisionedConcurrencyConfig") == provisioned


def test_a_change_of_the_common_layer_alone_makes_a_new_version(
    local_stage: Synthesised, stand_in_assets: Assets, tmp_path: Path
) -> None:
    common = Asset(folder=stand_in_assets.common.folder, digest="1" * 64)
    changed = replace(stand_in_assets, common=common)
    after = synthesise(load_settings("local"), tmp_path, changed)
    kind = "AWS::Lambda::Version"
    assert set(after.resources(PART, kind)) != set(local_stage.resources(PART, kind))
