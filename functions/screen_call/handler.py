"""The contact flow asks here whether a caller is let in (design.md 2.1)."""

from time import monotonic, sleep

from aws_lambda_powertools.utilities.typing import LambdaContext

from agentline.bootstrap.screening import open_screening_desk
from agentline.domain.call import ScreenedCall, Verdict
from agentline.domain.screening import Refusal
from agentline.observability import count, log_failure, logger, metrics
from agentline.services.announcement import speak_technical_error
from agentline.services.screen_call import screen_call
from screen_call.flow_event import FlowAnswer, read_flow_event

TECHNICAL_ERROR = "technical_error"
NOTHING = "none"
CODE_ANSWER_SECONDS = 0.8

desk, settings = open_screening_desk()


@metrics.log_metrics
def handler(event: dict[str, object], _context: LambdaContext) -> FlowAnswer:
    """Answer the flow; on any inner failure fail closed with an apology it can speak (fault 15)."""
    contact, began_at = NOTHING, monotonic()
    try:
        incoming = read_flow_event(event)
        contact = incoming.call
        call = screen_call(incoming, desk)
        answer = _answer(call)
        if incoming.code is not None:
            _even_out(began_at)
    except Exception as error:
        count("ScreeningFailed")
        log_failure("screening failed", error, contact_id=contact)
        return _apology()
    count(f"Screened{call.verdict.title().replace('_', '')}")
    if call.reason == Refusal.SERVICE_UNKNOWN:
        count("ServiceUnknown")
    logger.info("call screened", contact_id=contact, verdict=call.verdict, reason=call.reason)
    return answer


def _even_out(began_at: float) -> None:
    """Answer every code after the same time, so that the time tells nothing (fault 16)."""
    sleep(max(0.0, began_at + CODE_ANSWER_SECONDS - monotonic()))


def _answer(call: ScreenedCall) -> FlowAnswer:
    return {
        "decision": call.verdict.value,
        "reason": call.reason,
        "message": call.message,
        "language": call.language.value,
        "queue_arn": settings.queues[call.queue] if call.queue else NOTHING,
        "minutes": str((call.talk_seconds or 0) // 60),
        "customer": call.customer or NOTHING,
        "next_step": call.next_step or NOTHING,
    }


def _apology() -> FlowAnswer:
    return {
        "decision": Verdict.REFUSE.value,
        "reason": TECHNICAL_ERROR,
        "message": speak_technical_error(),
        "language": "sv",
        "queue_arn": NOTHING,
        "minutes": "0",
        "customer": NOTHING,
        "next_step": NOTHING,
    }
