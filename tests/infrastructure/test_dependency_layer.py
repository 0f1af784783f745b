"""The real dependency layer, built once, used by a Python that sees nothing else."""

import json
import ssl
import subprocess
import sys
from pathlib import Path

import pytest

from infra.assets import ROOT
from infra.dependency_layer import (
    AMAZON_ROOTS,
    OPERATIONS,
    SERVICES,
    DependencyError,
    install,
    locked_requirements,
    trim,
)

USE = """
import json, sys
sys.path.insert(0, sys.argv[1])
import boto3, phonenumbers, pydantic, pynamodb.models, pynamodb.transactions
import aws_lambda_powertools.utilities.batch, aws_lambda_powertools.utilities.parser
import aws_lambda_powertools.metrics
from aws_lambda_powertools import Logger, Metrics
from pynamodb.connection import Connection

account = {
    "region_name": "eu-central-1", "aws_access_key_id": "x", "aws_secret_access_key": "x"
}
client = boto3.client("dynamodb", **account)
put = boto3.client("s3", **account).generate_presigned_url(
    "put_object", Params={"Bucket": "records", "Key": "one"}
)
print(json.dumps({
    "endpoint": client.meta.endpoint_url,
    "has_waiter": "table_exists" in client.waiter_names,
    "pynamodb_endpoint": Connection(region="eu-central-1").client.meta.endpoint_url,
    "clients": [
        boto3.client(service, region_name="eu-central-1").meta.service_model.service_name
        for service in ("cognito-idp", "connect", "kinesis", "s3", "secretsmanager", "sqs")
    ],
    "machines": boto3.client("stepfunctions", **account).meta.endpoint_url,
    "put": put.partition("?")[0],
    "number": phonenumbers.parse("08-465 004 00", "SE").national_number,
    "outside": [module.__file__ for module in (boto3, phonenumbers, pydantic, pynamodb)
                if not module.__file__.startswith(sys.argv[1])],
}))
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("layer") / "python"
    install(locked_requirements(ROOT), site, "machine")
    return site


def test_the_trimmed_packages_work_alone(site: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", USE, site], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "endpoint": "https://dynamodb.eu-central-1.amazonaws.com",
        "has_waiter": True,
        "pynamodb_endpoint": "https://dynamodb.eu-central-1.amazonaws.com",
        "clients": ["cognito-idp", "connect", "kinesis", "s3", "secretsmanager", "sqs"],
        "machines": "https://states.eu-central-1.amazonaws.com",
        "put": "https://records.s3.amazonaws.com/one",
        "number": 846500400,
        "outside": [],
    }


def test_the_layer_carries_the_models_of_the_services_in_use_only(site: Path) -> None:
    models = [path.name for path in (site / "botocore" / "data").iterdir() if path.is_dir()]
    assert sorted(models) == sorted(SERVICES)
    assert not list(site.glob("*.dist-info"))
    assert sum(path.stat().st_size for path in site.rglob("*")) < 25_000_000


def test_the_models_hold_the_operations_in_use_and_no_documentation(site: Path) -> None:
    for service, operations in OPERATIONS.items():
        (model,) = (site / "botocore" / "data" / service).rglob("service-2.json")
        text = model.read_text(encoding="utf-8")
        assert set(json.loads(text)["operations"]) == set(operations)
        assert len(text) < 60_000
    assert not list(site.rglob("*.json.gz"))
    assert not list(site.rglob("alt_format_*"))


def test_an_operation_botocore_does_not_know_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OPERATIONS, "dynamodb", ("GetItem", "GetNothing"))
    with pytest.raises(DependencyError, match="botocore has lost GetNothing"):
        install(locked_requirements(ROOT), tmp_path / "python", "machine")


def test_the_layer_trusts_amazons_roots_and_no_others(site: Path) -> None:
    context = ssl.create_default_context(cafile=site / "botocore" / "cacert.pem")
    assert len(context.get_ca_certs()) == len(AMAZON_ROOTS)


def test_a_botocore_that_keeps_its_models_elsewhere_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "botocore" / "data").mkdir(parents=True)
    with pytest.raises(DependencyError, match="botocore has lost data/cognito-idp"):
        trim(tmp_path)


def test_packages_that_cannot_be_had_are_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(DependencyError) as caught:
        locked_requirements(tmp_path)
    assert "uv export failed" in str(caught.value)
    assert "\n" not in str(caught.value)
