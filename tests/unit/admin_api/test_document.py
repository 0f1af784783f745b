"""docs/openapi.json is what the code does, is valid, and its examples are."""

import json
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from admin_api.code_table import with_codes
from admin_api.document import openapi_document
from agentline.domain.staff import Role
from infra.assets import ROOT
from tests.unit.admin_api.office import Office

COMMITTED = ROOT / "docs" / "openapi.json"
PAGE = ROOT / "docs" / "api.md"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return openapi_document()


def test_the_committed_document_is_that_of_the_code(document: dict[str, Any]) -> None:
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    assert committed == document, "run `make openapi`"


def test_the_codes_in_the_documentation_are_those_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_codes(page) == page, "run `make openapi`"


def test_every_role_is_told_of_in_the_documentation() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{role.value}` |" in page for role in Role)


def test_the_document_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_operation_ids_are_verbs_and_unique(document: dict[str, Any]) -> None:
    told = [each for path in document["paths"].values() for each in path.values()]
    ids = [each["operationId"] for each in told]
    assert len(ids) == len(set(ids))
    assert all("_" in name and name == name.lower() for name in ids)
    assert all(each["summary"] and each["description"] for each in told)


def test_every_body_has_an_example(office: Office, document: dict[str, Any]) -> None:
    for each in office.operations.all:
        if each.has_body:
            path = each.path.replace("<", "{").replace(">", "}")
            content = document["paths"][path][each.method.lower()]["requestBody"]["content"]
            assert content["application/json"]["example"], each.id


def test_every_model_and_tag_says_what_it_is(document: dict[str, Any]) -> None:
    silent = {
        name
        for name, schema in document["components"]["schemas"].items()
        if "description" not in schema and "enum" not in schema and not name.endswith("Page")
    }
    assert silent == set()
    assert all(tag["description"] for tag in document["tags"])
