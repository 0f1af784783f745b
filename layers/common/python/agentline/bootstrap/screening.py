"""The screening of calls."""

import os

from agentline.adapters.code_keys import CodeKeys, SecretKeys, read_code_keys
from agentline.adapters.directories.opening import open_directory
from agentline.adapters.dynamodb.calls import TableCallLog
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.adapters.dynamodb.listings import TableListings
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.secrets import read_secret
from agentline.bootstrap import read_clock
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
    directory_secret = read_secret(settings.directory_secret) if settings.directory_secret else None
    desk = ScreeningDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        catalogue=TableCatalogue(),
        codes=TableCodes(SecretKeys(lambda: _read_keys(settings))),
        directory=open_directory(settings.directory, directory_secret, TableListings()),
        terms=RegistrationTerms(limit=OPENING_LIMIT, price_list=BASIC_PRICE_LIST),
        clock=read_clock,
    )
    return desk, settings


def _read_keys(settings: ScreeningSettings) -> CodeKeys:
    return read_code_keys(read_secret(settings.code_keys_secret))
