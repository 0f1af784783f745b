"""A screening desk over fakes, and shorthand to ring it."""

from agentline.domain.call import ScreenedCall, Step
from agentline.domain.phone_number import PhoneNumber
from agentline.services.register_caller import RegistrationTerms
from agentline.services.screen_call import IncomingCall, ScreeningDesk, screen_call
from tests.examples import (
    BASIC,
    CALLER,
    FREE_LINE,
    OPENING_LIMIT,
    TAROT_LINE,
)
from tests.fakes import FakeCatalogue, FakeClock, FakeCodes, FakeDirectory, FakeStore


class House:
    """A screening desk over fakes, and shorthand to ring it."""

    def __init__(self) -> None:
        self.store = FakeStore()
        self.directory = FakeDirectory()
        self.codes = FakeCodes()
        self.clock = FakeClock()
        self.catalogue = FakeCatalogue(
            lines={line.number: line for line in (TAROT_LINE, FREE_LINE)}, versions=[BASIC]
        )
        self.desk = ScreeningDesk(
            register=self.store,
            calls=self.store,
            catalogue=self.catalogue,
            codes=self.codes,
            directory=self.directory,
            terms=RegistrationTerms(limit=OPENING_LIMIT, price_list="basic"),
            clock=self.clock,
        )

    def ring(
        self,
        a_number: PhoneNumber | None = CALLER,
        b_number: str = TAROT_LINE.number,
        call: str = "call",
    ) -> ScreenedCall:
        incoming = IncomingCall(call=call, step=Step.NUMBER, a_number=a_number, b_number=b_number)
        return screen_call(incoming, self.desk)
