"""The functions' modules, loaded as the runtime loads them, over the fakes."""

import importlib
import json
from types import ModuleType

import pytest

ENVIRONMENT = {
    "AGENTLINE_TABLE": "no-table",
    "AGENTLINE_QUEUES": json.dumps({"tarot": "arn:queue/tarot", "support": "arn:queue/support"}),
    "AGENTLINE_QUARANTINE_BUCKET": "no-bucket",
    "AGENTLINE_DIRECTORY": '{"kind": "file"}',
    "AGENTLINE_DIRECTORY_SECRET": "none",
    "AGENTLINE_CODE_KEYS_SECRET": "arn:secret/keys",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    # Nobody listens there: what is loaded asks the store one thing, and is refused at once.
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "POWERTOOLS_SERVICE_NAME": "test",
    "POWERTOOLS_METRICS_NAMESPACE": "AgentLine",
}


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def screen_call_module() -> ModuleType:
    return importlib.import_module("screen_call.handler")


@pytest.fixture
def rate_call_module() -> ModuleType:
    return importlib.import_module("rate_call.handler")
