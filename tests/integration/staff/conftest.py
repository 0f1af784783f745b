"""The deployed stage with the demo in it, as `make run` has it."""

import pytest

from local.demo.files import load_demo
from local.demo.seed import seed
from local.tour.stage import Stage
from tests.integration.conftest import rows_of_stage


@pytest.fixture(scope="package", autouse=True)
def _stage_with_demo(stage: Stage) -> None:
    with rows_of_stage(stage):
        seed(load_demo(), stage.codes())
