"""The screening of calls."""

import os

from agentline.adapters.code_key_secret import SecretKeys, read_code_keys
from agentline.adapters.directories.on_demand import OnDemandDirectory
from agentline.adapters.dynamodb.calls import TableCallLog
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.secrets import read_secret
from agentline.bootstrap import end_loading, read_clock
from agentline.observability import log_failure
from agentline.ports import Directory
from agentline.services.register_caller import RegistrationTerms
from agentline.services.screen_call import ScreeningDesk
from agentline.settings import (
    BASIC_PRICE_LIST,
    OPENING_LIMIT,
    ScreeningSettings,
    read_settings,
)


def open_screening_desk() -> tuple[ScreeningDesk, ScreeningSettings]:
    """The desk, with its connection to the store made and warmed up."""
    settings = read_settings(ScreeningSettings, os.environ)
    use_table(settings.table)
    desk = ScreeningDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        catalogue=TableCatalogue(),
        codes=TableCodes(SecretKeys(lambda: read_code_keys(settings.code_keys_secret))),
        directory=OnDemandDirectory(lambda: _open_directory(settings)),
        terms=RegistrationTerms(limit=OPENING_LIMIT, price_list=BASIC_PRICE_LIST),
        clock=read_clock,
    )
    _warm_up(desk)
    end_loading()
    return desk, settings


def _open_directory(settings: ScreeningSettings) -> Directory:
    from agentline.adapters.directories.opening import open_directory
    from agentline.adapters.dynamodb.listings import TableListings

    secret = read_secret(settings.directory_secret) if settings.directory_secret else None
    return open_directory(settings.directory, secret, TableListings())


def _warm_up(desk: ScreeningDesk) -> None:
    """Ask the store one thing that every caller needs, before a caller waits for it.

    The first request costs a handshake and many times the work of any later one. A store that does
    not answer is met again by the caller, who then hears an apology.
    """
    try:
        desk.catalogue.price_list_in_force(BASIC_PRICE_LIST, desk.clock())
    except Exception as error:
        log_failure("the store could not be warmed up", error)
