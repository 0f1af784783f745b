"""The directory that the settings describe."""

from agentline.adapters.directories.cached import CachedDirectory, ListingCache
from agentline.adapters.directories.credentials import make_credentials
from agentline.adapters.directories.file import FileDirectory
from agentline.adapters.directories.generic import GenericDialect
from agentline.adapters.directories.http_directory import Dialect, HttpDirectory
from agentline.adapters.directories.nrop import NropDialect
from agentline.adapters.directories.settings import (
    AskedSettings,
    BasicAuth,
    FileSettings,
    HeaderAuth,
    HttpSettings,
    NropSettings,
    TrestleSettings,
    read_directory_settings,
)
from agentline.adapters.directories.transport import Transport
from agentline.adapters.directories.trestle import TrestleDialect
from agentline.adapters.directories.urls import split_url
from agentline.ports import Directory


def open_directory(settings_json: str, secret: str | None, cache: ListingCache) -> Directory:
    """The embedded file as it is, any other directory behind the cache.

    Connects to nothing yet. Raises pydantic.ValidationError and DirectorySecretError, neither of
    which quotes the secret.
    """
    match read_directory_settings(settings_json):
        case FileSettings():
            return FileDirectory()
        case HttpSettings() as settings:
            dialect: Dialect = GenericDialect(settings, make_credentials(settings.auth, secret))
        case NropSettings() as settings:
            auth = BasicAuth(kind="basic", user=settings.user)
            dialect = NropDialect(settings, make_credentials(auth, secret))
        case TrestleSettings() as settings:
            key = HeaderAuth(kind="header", name="x-api-key")
            dialect = TrestleDialect(settings, make_credentials(key, secret))
    return CachedDirectory(HttpDirectory(dialect, _transport(settings, settings.url)), cache)


def _transport(settings: AskedSettings, url: str) -> Transport:
    origin, _ = split_url(url)
    return Transport(
        origin,
        deadline_seconds=settings.deadline_seconds,
        body_limit=settings.body_limit_bytes,
    )
