"""Contact records in the quarantine of the stage."""

from datetime import UTC, datetime

from agentline.adapters.dynamodb.mapping.calls import call_row
from agentline.adapters.dynamodb.quarantine import TableQuarantine
from agentline.adapters.dynamodb.rows import CallRow
from agentline.adapters.record_bucket import RecordBucket
from agentline.domain.call import ScreenedCall
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.quarantine import QuarantineCode
from agentline.domain.quarantine_words import quarantine_in_words
from agentline.domain.reason import Reason
from agentline.ports import QuarantinedRecord
from local.connect.call import Call, PlayedCall
from local.connect.deployment import publisher_of_stage, simulator_of_stage
from local.tour.books import Books
from local.tour.stage import Stage
from tests.integration.conftest import rows_of_stage
from tests.integration.emulator.waiting import until

REASON_PUT_ASIDE = Reason(code=QuarantineCode.NO_ADMISSION)


def set_aside_call(stage: Stage, caller: PhoneNumber, line: str) -> PlayedCall:
    """Its record came while its admission was missing, which is there again."""
    session, books, now = stage.session(), Books(), datetime.now(UTC)
    simulator = simulator_of_stage(
        assembly=stage.assembly, stage=stage.name, session=session, endpoint_url=stage.endpoint_url
    )
    publisher = publisher_of_stage(
        stage=stage.name, session=session, endpoint_url=stage.endpoint_url
    )
    played = simulator.play(Call(from_number=caller, to_number=line))
    [contact] = played.contact_ids
    screened = books.screened_call(contact)
    assert isinstance(screened, ScreenedCall)
    CallRow(f"CALL#{contact}", "CALL").delete()
    publisher.publish(played)
    assert until(lambda: books.reason_put_aside(contact, now)) == quarantine_in_words(
        REASON_PUT_ASIDE
    )
    call_row(screened).save()
    return played


def set_aside_text(stage: Stage, contact: str, text: str) -> None:
    """Whatever it says, it waits in quarantine as the record of that contact."""
    record = QuarantinedRecord(
        contact=contact, reason=REASON_PUT_ASIDE, at=datetime.now(UTC), text=text
    )
    with rows_of_stage(stage), stage.as_environment():
        bucket = RecordBucket(stage.call_path_outputs()["QuarantineBucketName"])
        TableQuarantine(bucket).keep(record)
