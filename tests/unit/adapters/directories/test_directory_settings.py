"""Settings that cannot work, or would send numbers in the clear, are refused at the start."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from agentline.adapters.directories.cached import CachedDirectory
from agentline.adapters.directories.credentials import DirectorySecretError
from agentline.adapters.directories.file import FileDirectory
from agentline.adapters.directories.opening import open_directory
from agentline.adapters.directories.settings import HttpSettings, read_directory_settings
from tests.unit.adapters.directories.asking import FIELDS, NoCache

URL = "https://directory.example/people/{number}"
HTTP: dict[str, Any] = {"kind": "http", "name": "example", "url": URL, "fields": FIELDS}
NROP = {"kind": "nrop", "user": "Aladdin"}
TRESTLE = {"kind": "trestle"}


def test_the_defaults_are_the_documented_ones() -> None:
    settings = read_directory_settings(json.dumps(HTTP))
    assert isinstance(settings, HttpSettings)
    assert (settings.deadline_seconds, settings.body_limit_bytes) == (1.5, 65_536)
    assert (settings.number_format, settings.auth.kind) == ("e164", "none")
    assert settings.not_found_statuses == ()


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "https://directory.example:8443/?q={number}",
        "http://127.0.0.1:8000/{number}",
        "https://[2001:db8::1]/{number}",
    ],
)
def test_a_url_may_be_https_or_of_this_machine(url: str) -> None:
    read_directory_settings(json.dumps({**HTTP, "url": url}))


@pytest.mark.parametrize(
    "change",
    [
        {"url": "http://directory.example/{number}"},
        {"url": "http://localhost/{number}"},
        {"url": "http://127.0.0.1.example.com/{number}"},
        {"url": "http://127.0.0.1@example.com/{number}"},
        {"url": "ftp://directory.example/{number}"},
        {"url": "https://directory.example/people"},
        {"url": "https://directory.example/{number}/{number}"},
        {"url": "https://directory.example/{number}?key={key}"},
        {"url": "https://{number}.example/"},
        {"url": "https://user:word@directory.example/{number}"},
        {"url": "https://directory.example/{number}#top"},
        {"url": "https://directory.example/{number} HTTP/1.1"},
        {"url": "https://directory.example/{number}\r\nX: y"},
        {"url": "https://directory.example:99999/{number}"},
        {"url": "https://directory.example:0/{number}"},
        {"url": "https:///{number}"},
        {"url": "/{number}"},
        {"name": "Not A Name"},
        {"method": "POST"},
        {"number_format": "national"},
        {"number_format": "national", "countries": ["SE", "NO"]},
        {"countries": ["Sweden"]},
        {"deadline_seconds": 5},
        {"deadline_seconds": 0},
        {"deadline_seconds": "1"},
        {"body_limit_bytes": 10**9},
        {"headers": {"Host": "x"}},
        {"headers": {"Authorization": "Bearer x"}},
        {"headers": {"X-Y": "a\r\nb"}},
        {"headers": {"X Y": "a"}},
        {"auth": {"kind": "magic"}},
        {"auth": {"kind": "basic"}},
        {"auth": {"kind": "basic", "user": "a:b"}},
        {"auth": {"kind": "header", "name": "Host"}},
        {"auth": {"kind": "query", "name": "a&b"}},
        {"auth": {"kind": "bearer", "token": "here"}},
        {"owners": "data"},
        {"owners": "/~2"},
        {"fields": {**FIELDS, "name": "/name"}},
        {"fields": {"street": "/a", "postcode": "/b", "city": "/c"}},
        {"fields": {"name": "/a", "postcode": "/b", "city": "/c"}},
        {"hidden": [{"pointer": "/a"}]},
        {"hidden": [{"pointer": "/a", "test": "odd"}]},
        {"hidden": [{"pointer": "/a", "equals": [1]}]},
        {"not_found_statuses": [500]},
        {"not_found_statuses": [200]},
    ],
)
def test_what_cannot_work_is_refused_by_the_name_of_its_field(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=next(iter(change))):
        read_directory_settings(json.dumps({**HTTP, **change}))


@pytest.mark.parametrize("text", ["", "file", "[]", "{}", '{"kind":"carrier pigeon"}'])
def test_what_is_no_directory_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read_directory_settings(text)


def test_a_secret_in_the_wrong_place_is_not_repeated() -> None:
    auth = {"kind": "bearer", "token": "open-sesame"}
    with pytest.raises(ValidationError) as caught:
        read_directory_settings(json.dumps({**HTTP, "auth": auth}))
    assert "open-sesame" not in str(caught.value)


@pytest.mark.parametrize("settings", [{**HTTP, "auth": {"kind": "bearer"}}, NROP, TRESTLE])
@pytest.mark.parametrize("secret", [None, "", " \n", "with\nbreak", "nyckel-ö"])
def test_a_secret_that_is_missing_or_cannot_be_sent_is_refused_and_not_repeated(
    settings: dict[str, Any], secret: str | None
) -> None:
    with pytest.raises(DirectorySecretError) as caught:
        open_directory(json.dumps(settings), secret, NoCache())
    assert not secret or not secret.strip() or secret not in str(caught.value)


def test_the_kind_chooses_the_directory_and_only_the_file_goes_without_cache() -> None:
    assert isinstance(open_directory('{"kind":"file"}', None, NoCache()), FileDirectory)
    for settings in (HTTP, NROP, TRESTLE):
        directory = open_directory(json.dumps(settings), "open-sesame", NoCache())
        assert isinstance(directory, CachedDirectory)
