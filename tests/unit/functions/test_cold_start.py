"""What a function loads while a caller waits, and what waits until somebody needs it."""

import json
import subprocess
import sys

import pytest

from infra.assets import ROOT
from tests.unit.functions.conftest import ENVIRONMENT

LOAD = """
import gc, json, sys
import screen_call.handler
print(json.dumps([gc.isenabled(), sorted({name.partition(".")[0] for name in sys.modules})]))
"""


@pytest.fixture(scope="module")
def loaded() -> tuple[bool, list[str]]:
    """Whether garbage is collected once the screening function is loaded, and all packages then."""
    paths = ":".join(str(ROOT / path) for path in ("layers/common/python", "functions"))
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        env={**ENVIRONMENT, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    collects, packages = json.loads(done.stdout.splitlines()[-1])
    return collects, packages


@pytest.mark.parametrize("package", ["pydantic", "pydantic_core", "boto3", "csv"])
def test_screening_loads_nothing_that_few_callers_need(
    loaded: tuple[bool, list[str]], package: str
) -> None:
    assert package not in loaded[1]


def test_garbage_is_collected_again_once_all_is_loaded(loaded: tuple[bool, list[str]]) -> None:
    assert loaded[0]
