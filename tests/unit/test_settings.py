"""The environment of the functions: read once, and wrong variables told by name, not by value."""

import pytest

from agentline.settings import (
    FunctionSettings,
    GuardSettings,
    ScreeningSettings,
    SettingsError,
    read_settings,
)

SCREENING = {
    "AGENTLINE_TABLE": "table",
    "AGENTLINE_QUEUES": '{"tarot": "arn:queue/tarot"}',
    "AGENTLINE_DIRECTORY": '{"kind": "file"}',
    "AGENTLINE_DIRECTORY_SECRET": "none",
    "AGENTLINE_CODE_KEYS_SECRET": "arn:secret/keys",
    "PATH": "/bin",
}


def test_each_function_reads_its_own_variables() -> None:
    settings = read_settings(ScreeningSettings, SCREENING)
    assert settings.table == "table"
    assert settings.queues == {"tarot": "arn:queue/tarot"}
    assert settings.code_keys_secret == "arn:secret/keys"
    assert settings.directory_secret is None
    assert read_settings(FunctionSettings, SCREENING).table == "table"


@pytest.mark.parametrize("variable", [name for name in SCREENING if name != "PATH"])
def test_a_missing_or_empty_variable_is_named(variable: str) -> None:
    without = {name: text for name, text in SCREENING.items() if name != variable}
    for environment in (without, {**without, variable: ""}):
        with pytest.raises(SettingsError, match=f"{variable} is missing"):
            read_settings(ScreeningSettings, environment)


@pytest.mark.parametrize("queues", ["{", "[]", '{"tarot": 1}', "secret"])
def test_queues_that_are_no_object_of_texts_are_told_without_their_value(queues: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(ScreeningSettings, {**SCREENING, "AGENTLINE_QUEUES": queues})
    assert str(caught.value).startswith("AGENTLINE_QUEUES is no")
    assert "secret" not in str(caught.value)


def test_the_cut_off_is_on_or_off() -> None:
    environment = {
        "AGENTLINE_TABLE": "table",
        "AGENTLINE_TIMER_QUEUE_URL": "https://queue",
        "AGENTLINE_INSTANCE_ID": "instance",
        "AGENTLINE_CUT_OFF": "maybe",
    }
    with pytest.raises(SettingsError, match="AGENTLINE_CUT_OFF is none of on, off"):
        read_settings(GuardSettings, environment)
    settings = read_settings(GuardSettings, {**environment, "AGENTLINE_CUT_OFF": "off"})
    assert settings.cut_off == "off"
