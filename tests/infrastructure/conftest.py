"""Both kinds of stage, synthesised once: `local` creates its instance, `example` imports one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aws_cdk.assertions import Template

from infra.app import add_stacks, new_app
from infra.assets import Asset, Assets
from infra.settings import load_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesised:
    """The assembly of one stage; its stacks by part (`Data`, `ContactCentre`, ...)."""

    stage: str
    assembly: Path

    def template(self, part: str) -> Template:
        return Template.from_json(self.document(part))

    def document(self, part: str) -> dict[str, Any]:
        path = self.assembly / f"AgentLine-{self.stage}-{part}.template.json"
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return document

    def resources(self, part: str, resource_type: str) -> Mapping[str, dict[str, Any]]:
        """By logical id."""
        return {
            name: resource
            for name, resource in self.document(part)["Resources"].items()
            if resource["Type"] == resource_type
        }

    def only(self, part: str, resource_type: str, name_start: str = "") -> dict[str, Any]:
        found = self.resources(part, resource_type)
        [resource] = [found[name] for name in found if name.startswith(name_start)]
        return resource


PARTS = ("Data", "ContactCentre", "CallPath", "Flows")


@pytest.fixture(scope="session")
def stand_in_assets(tmp_path_factory: pytest.TempPathFactory) -> Assets:
    """Assets of one file each: the templates show where they go, not what is in them."""
    root = tmp_path_factory.mktemp("assets")

    def asset(name: str) -> Asset:
        folder = root / name
        folder.mkdir()
        (folder / "empty.py").touch()
        return Asset(folder=folder, digest=name.encode().hex().ljust(64, "0"))

    return Assets(
        dependencies=asset("dependencies"),
        common=asset("common"),
        functions={name: asset(name) for name in ("screen_call", "rate_call")},
    )


def _synthesise(stage: str, folder: Path, assets: Assets) -> Synthesised:
    app = new_app(str(folder))
    add_stacks(app, load_settings(stage), assets)
    app.synth()
    return Synthesised(stage=stage, assembly=folder)


@pytest.fixture(scope="session")
def local_stage(tmp_path_factory: pytest.TempPathFactory, stand_in_assets: Assets) -> Synthesised:
    return _synthesise("local", tmp_path_factory.mktemp("local"), stand_in_assets)


@pytest.fixture(scope="session")
def example_stage(tmp_path_factory: pytest.TempPathFactory, stand_in_assets: Assets) -> Synthesised:
    return _synthesise("example", tmp_path_factory.mktemp("example"), stand_in_assets)


@pytest.fixture(params=["local_stage", "example_stage"])
def any_stage(request: pytest.FixtureRequest) -> Synthesised:
    stage: Synthesised = request.getfixturevalue(request.param)
    return stage
