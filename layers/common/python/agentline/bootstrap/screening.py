"""The screening of calls."""

import os

from agentline.adapters.code_key_secret import SecretKeys, read_secret
from agentline.adapters.directories.on_demand import OnDemandDirectory
from agentline.adapters.dynamodb.calls import TableCallLog
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.table import use_table
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
        codes=TableCodes(SecretKeys(lambda: read_secret(settings.code_keys_secret))),
        directory=OnDemandDirectory(_open_directory),
        terms=RegistrationTerms(limit=OPENING_LIMIT, price_list=BASIC_PRICE_LIST),
        clock=read_clock,
    )
    _warm_up(desk)
    end_loading()
    return desk, settings


def _open_directory() -> Directory:
    from agentline.adapters.directories.file import FileDirectory

    return FileDirectory()


def _warm_up(desk: ScreeningDesk) -> None:
    """Ask the store one thing that every caller needs, before a caller waits for it.

    The first request costs a handshake and many times the work of any later one. A store that does
    not answer is met again by the caller, who then hears an apology.
    """
    try:
        desk.catalogue.price_list_in_force(BASIC_PRICE_LIST, desk.clock())
    except Exception as error:
        log_failure("the store could not be warmed up", error)
