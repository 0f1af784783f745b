"""A directory that is opened by the first unknown number. Known callers, nearly all, do without."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from agentline.domain.customer import Listing
from agentline.domain.phone_number import PhoneNumber
from agentline.ports import Directory


class OnDemandDirectory:
    """The `Directory` port upon whatever `opening` answers, which is asked for once."""

    def __init__(self, opening: Callable[[], Directory]) -> None:
        self._opening = opening

    @cached_property
    def _directory(self) -> Directory:
        return self._opening()

    def look_up(self, number: PhoneNumber, now: datetime) -> Listing:
        return self._directory.look_up(number, now)
