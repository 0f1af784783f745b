"""Stages synthesised once: `local`, `example`, and one that chooses otherwise on AWS."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk.assertions import Template
from cdk_nag import AwsSolutionsChecks, ServerlessChecks

from infra.app import add_stacks, new_app
from infra.assets import Asset, Assets
from infra.partners import Directory, Ledger
from infra.settings import Billing, StageSettings, Web, load_settings


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
        """The one resource of a type whose logical id begins so."""
        found = self.resources(part, resource_type)
        [resource] = [found[name] for name in found if name.startswith(name_start)]
        return resource


def named_in(reference: Any) -> str:
    """What a property refers to: a logical id, or the name of an export, or the text itself."""
    match reference:
        case str(text):
            return text
        case {"Fn::ImportValue": str(name)} | {"Ref": str(name)}:
            return name
        case {"Fn::GetAtt": [str(name), _]}:
            return name
        case {"Fn::Join": ["", [first, *rest]]}:
            return named_in(first) + "".join(map(named_in, rest))
    raise AssertionError(f"refers to nothing known: {reference}")


DIRECTORY_SECRET = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:directory-AbCdEf"
LEDGER_SECRET = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:ledger-AbCdEf"
CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
WEB_ACL = (
    "arn:aws:wafv2:us-east-1:111122223333:global/webacl/staff/12345678-1234-1234-1234-123456789012"
)
PARTS = ("Data", "ContactCentre", "CallPath", "Flows", "Invoicing", "Staff")
ASSETS = ("screen_call", "rate_call", "invoice", "outgoing_events", "admin_api")


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
        functions={name: asset(name) for name in ASSETS},
    )


@pytest.fixture(scope="session")
def stand_in_web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A web interface of three files."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "assets").mkdir()
    for name in ("index.html", "favicon.svg", "assets/index-BX1.js"):
        (folder / name).touch()
    return folder


def synthesise(
    settings: StageSettings, folder: Path, assets: Assets, web: Path | None = None
) -> Synthesised:
    """Raises RuntimeError where a finding of cdk-nag is not acknowledged."""
    app = new_app(str(folder))
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    add_stacks(app, settings, assets, web)
    app.synth()
    return Synthesised(stage=settings.stage, assembly=folder)


@pytest.fixture(scope="session")
def local_stage(tmp_path_factory: pytest.TempPathFactory, stand_in_assets: Assets) -> Synthesised:
    return synthesise(load_settings("local"), tmp_path_factory.mktemp("local"), stand_in_assets)


@pytest.fixture(scope="session")
def example_stage(
    tmp_path_factory: pytest.TempPathFactory, stand_in_assets: Assets, stand_in_web: Path
) -> Synthesised:
    folder = tmp_path_factory.mktemp("example")
    return synthesise(load_settings("example"), folder, stand_in_assets, stand_in_web)


@pytest.fixture(scope="session")
def other_stage(
    tmp_path_factory: pytest.TempPathFactory, stand_in_assets: Assets, stand_in_web: Path
) -> Synthesised:
    """On AWS, with every choice made otherwise than in the example."""
    example = load_settings("example")
    settings = example.model_copy(
        update={
            "stage": "other",
            "cut_off": False,
            "alarm_email": None,
            "functions": example.functions.model_copy(
                update={"screening_start": "provisioned", "screening_provisioned": 3}
            ),
            "directory": Directory.model_validate(
                {"kind": "nrop", "secret_arn": DIRECTORY_SECRET, "user": "agentline"}
            ),
            "ledger": Ledger.model_validate({"kind": "stripe", "secret_arn": LEDGER_SECRET}),
            "web": Web(
                domain="staff.example.com", certificate_arn=CERTIFICATE, web_acl_arn=WEB_ACL
            ),
            "billing": Billing(poll_ledger="off", check_addresses="cron(0 3 1 * ? *)"),
            "contact_centre": example.contact_centre.model_copy(
                update={"instance_arn": None, "instance_alias": "other"}
            ),
        }
    )
    folder = tmp_path_factory.mktemp("other")
    return synthesise(settings, folder, stand_in_assets, stand_in_web)


@pytest.fixture(params=["local_stage", "example_stage"])
def any_stage(request: pytest.FixtureRequest) -> Synthesised:
    stage: Synthesised = request.getfixturevalue(request.param)
    return stage
