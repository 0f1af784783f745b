"""Callers of the demo, let in or refused without a telephone."""

from agentline.adapters.dynamodb.calls import TableCallLog
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.register import TableRegister
from agentline.bootstrap import read_clock
from agentline.domain.phone_number import phone_number
from agentline.services.register_caller import RegistrationTerms
from agentline.services.screen_call import ScreeningDesk
from local.tour.stage import Stage
from tests.examples import OPENING_LIMIT, TAROT_LINE
from tests.fakes import FakeDirectory
from tests.integration.call_path.ringing import ring
from tests.integration.conftest import rows_of_stage


def ring_line(stage: Stage, *callers: str, call: str) -> None:
    """Each rings the tarot line, and waits or is refused: the calls are `call`-0, `call`-1, ..."""
    with rows_of_stage(stage):
        desk = ScreeningDesk(
            register=TableRegister(),
            calls=TableCallLog(),
            catalogue=TableCatalogue(),
            codes=stage.codes(),
            directory=FakeDirectory(),
            terms=RegistrationTerms(limit=OPENING_LIMIT, price_list="basic"),
            clock=read_clock,
        )
        for place, number in enumerate(callers):
            ring(desk, phone_number(number), call=f"{call}-{place}", line=TAROT_LINE.number)
