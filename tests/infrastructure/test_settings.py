"""Stage files: what is read, and the one line each mistake is answered with."""

from pathlib import Path

import pytest

from infra.settings import STAGES, SettingsError, load_settings, machine_architecture

EXAMPLE = (STAGES / "example.toml").read_text(encoding="utf-8")


def settings_error(folder: Path, old: str, new: str) -> str:
    assert old in EXAMPLE
    (folder / "trial.toml").write_text(EXAMPLE.replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings("trial", folder)
    return str(caught.value)


def test_the_local_stage_is_the_emulators_and_runs_this_machines_processor() -> None:
    settings = load_settings("local")
    assert settings.is_emulated
    assert not settings.is_retained
    assert settings.processor == machine_architecture()


def test_the_example_shows_a_stage_on_aws_that_keeps_what_it_stores() -> None:
    settings = load_settings("example")
    assert not settings.is_emulated
    assert settings.is_retained
    assert settings.processor == "arm64"
    assert [queue.name for queue in settings.contact_centre.queues] == ["tarot", "support"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('account = "111122223333"', "account = 111122223333", "account: "),
        ('region = "eu-central-1"', 'region = "Frankfurt"', "region: "),
        ('region = "eu-central-1"', 'region = "eu-west-2"', "instance_arn lies outside"),
        ("# instance_alias", "instance_alias", "give one of instance_arn"),
        ("instance_arn = ", "# instance_arn = ", "give one of instance_arn"),
        ('"Europe/Stockholm"', '"Europe/Stokholm"', "no time zone"),
        ('to = "18:00"', 'to = "10:00"', "not later than it opens"),
        ('to = "18:00"', 'to = "25:00"', "contact_centre.opening.1.to: "),
        ('name = "support"', 'name = "tarot"', "two queues have the same name"),
        ('name = "support"', 'name = "Support"', "contact_centre.queues.1.name: "),
        ('name = "support"', 'name = "service"', "no queue 'support'"),
        ("cut_off = true", "cut_off = 1", "cut_off: "),
        ("operator@example.com", "operator", "alarm_email: "),
        ('"snapstart"\n', '"warm"\n', "functions.screening_start: "),
        ('"snapstart"\n', '"provisioned"\n', "screening_provisioned goes with"),
        ("# screening_provisioned", "screening_provisioned", "screening_provisioned goes with"),
        ('kind = "file"', 'kind = "book"', "directory.kind: "),
        ('kind = "manual"', 'kind = "abacus"', "ledger.kind: "),
        ('kind = "manual"', 'kind = "stripe"', "the ledger stripe needs a secret_arn"),
        ('kind = "manual"', f'kind = "webhook"\nurl = "{"x" * 1200}"', "bytes of settings"),
        ('# domain = "staff', 'domain = "staff', "web: domain and certificate_arn go together"),
        ("due_days = 30", "due_days = 0", "billing.due_days: "),
        ('rounding = "off"', 'rounding = "ore"', "billing.rounding: "),
        ('limit_step = "500.00"', "limit_step = 500", "billing.limit_step: "),
        ('limit_cap = "5000.00"', 'limit_cap = "5000"', "billing.limit_cap: "),
        ("limit_days = 30", "limit_days = -1", "billing.limit_days: "),
        ("address_days = 90", "address_days = -1", "billing.address_days: "),
        ('"rate(15 minutes)"', '"every day"', "billing.poll_ledger: "),
        ('check_addresses = "off"', 'check_addresses = "no"', "billing.check_addresses: "),
        ("due_days = 30", "due_day = 30", "billing.due_day: "),
        ('kind = "file"', 'kind = "nrop"\nuser = "me"', "the directory nrop needs a secret_arn"),
        ('kind = "file"', f'kind = "http"\nurl = "{"x" * 1200}"', "bytes of settings"),
        ("log_retention_days = 90", "log_retention_days = 91", "functions.log_retention_days: "),
        ("[functions]", "[functions]\ntracing = true", "functions.tracing: "),
        ("[functions]", "[functions", "Expected ']'"),
    ],
)
def test_a_mistake_in_a_stage_file_is_told_in_one_line_with_file_and_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    message = settings_error(tmp_path, old, new)
    assert message.startswith(f"{tmp_path / 'trial.toml'}: ")
    assert said in message
    assert "\n" not in message


def test_an_unknown_stage_is_told_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"no stage 'prdo'.*example, local"):
        load_settings("prdo")
