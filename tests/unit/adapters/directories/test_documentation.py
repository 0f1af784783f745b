"""docs/directories.md shows settings that work, and leaves out no field and no failure."""

import re
from pathlib import Path

import pytest

from agentline.adapters.directories.cached import KEPT
from agentline.adapters.directories.failure import FailureKind
from agentline.adapters.directories.number_formats import NumberFormat
from agentline.adapters.directories.settings import (
    FieldPointers,
    HttpSettings,
    NropSettings,
    TrestleSettings,
    read_directory_settings,
)
from agentline.domain.customer import ListingStatus

TEXT = (Path(__file__).parents[4] / "docs/directories.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```", TEXT, flags=re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_accepted(example: str) -> None:
    read_directory_settings(example)


def test_every_kind_has_an_example() -> None:
    kinds = {read_directory_settings(example).kind for example in EXAMPLES}
    assert kinds == {"file", "http", "nrop", "trestle"}


@pytest.mark.parametrize(
    "word",
    sorted(
        {
            *HttpSettings.model_fields,
            *NropSettings.model_fields,
            *TrestleSettings.model_fields,
            *FieldPointers.model_fields,
            *NumberFormat,
            *FailureKind,
            *ListingStatus,
        }
    ),
)
def test_every_field_status_and_failure_is_documented(word: str) -> None:
    assert f"`{word}`" in TEXT


def test_the_documented_times_are_those_of_the_cache() -> None:
    for status, kept in KEPT.items():
        [row] = re.findall(rf"^\| `{status}` \|.*$", TEXT, flags=re.MULTILINE)
        assert row.endswith("| 30 days |" if kept.days == 30 else "| 10 minutes |")
