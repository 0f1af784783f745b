import pytest

from tests.unit.admin_api.office import Office


@pytest.fixture
def office() -> Office:
    return Office()
