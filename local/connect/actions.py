"""What each type of action does to a contact."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from local.connect.centre import ContactCentre, Queue
from local.connect.contact import VOICES, Contact, Voice
from local.connect.errors import SimulatorError
from local.connect.flow import Action
from local.connect.lambda_event import flow_event
from local.connect.lambda_invocation import LambdaInvocationError
from local.connect.telephone import Telephone
from local.connect.transcript import KeysPressed, Spoken, TranscriptEntry

LARGEST_LAMBDA_ANSWER = 32 * 1024  # bytes

type InvokeLambda = Callable[[str, Mapping[str, object], int], object]
"""(function ARN, event, time limit in seconds) -> parsed answer; LambdaInvocationError."""


@dataclass(kw_only=True)
class Line:
    """Everything a flow can act on besides its contact."""

    telephone: Telephone
    centre: ContactCentre
    invoke_lambda: InvokeLambda
    transcript: list[TranscriptEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Succeeded:
    """`result` is what the action's conditions are tested against, if it has one."""

    result: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """`error` is the ErrorType raised."""

    error: str = "NoMatchingError"


@dataclass(frozen=True, slots=True)
class Ended:
    """The flow is over: the contact is in `queue`, or cut off."""

    queue: Queue | None = None


type Outcome = Succeeded | Failed | Ended


def _succeed(_action: Action, _contact: Contact, _line: Line) -> Outcome:
    return Succeeded()


def _end(_action: Action, _contact: Contact, _line: Line) -> Outcome:
    return Ended()


def _set_voice(action: Action, contact: Contact, _line: Line) -> Outcome:
    name = contact.fill(action.parameters["TextToSpeechVoice"])
    contact.voice = VOICES.get(name, Voice(name, contact.voice.language))
    return Succeeded()


def _check_hours(action: Action, contact: Contact, line: Line) -> Outcome:
    hours = action.parameters.get("HoursOfOperationId")
    if hours is None:
        raise SimulatorError(f"{action.identifier}: the hours of a queue are not simulated")
    return Succeeded(str(line.centre.is_open(contact.fill(hours))))


def _invoke_lambda(action: Action, contact: Contact, line: Line) -> Outcome:
    parameters = action.parameters
    if parameters.get("InvocationType", "SYNCHRONOUS") != "SYNCHRONOUS":
        raise SimulatorError(f"{action.identifier}: only SYNCHRONOUS is simulated")
    event = flow_event(contact, _filled(parameters.get("LambdaInvocationAttributes", {}), contact))
    # Whether Connect keeps an older answer on the error branch is unknown: no flow may rely on it.
    contact.external = {}
    try:
        answer = line.invoke_lambda(
            contact.fill(parameters["LambdaFunctionARN"]),
            event,
            int(parameters["InvocationTimeLimitSeconds"]),
        )
    except LambdaInvocationError:
        return Failed()
    response_type = parameters.get("ResponseValidation", {}).get("ResponseType", "STRING_MAP")
    if not isinstance(answer, dict) or not _is_valid(answer, response_type):
        return Failed()
    contact.external = answer
    return Succeeded()


def _is_valid(answer: Mapping[str, object], response_type: str) -> bool:
    if len(json.dumps(answer, ensure_ascii=False).encode()) >= LARGEST_LAMBDA_ANSWER:
        return False
    return response_type == "JSON" or all(isinstance(value, str) for value in answer.values())


def _save_attributes(action: Action, contact: Contact, _line: Line) -> Outcome:
    contact.attributes |= _filled(action.parameters["Attributes"], contact)
    return Succeeded()


def _save_flow_attributes(action: Action, contact: Contact, _line: Line) -> Outcome:
    attributes = action.parameters["FlowAttributes"]
    contact.flow_attributes |= _filled(
        {key: attribute["Value"] for key, attribute in attributes.items()}, contact
    )
    return Succeeded()


def _compare(action: Action, contact: Contact, _line: Line) -> Outcome:
    return Succeeded(contact.fill(action.parameters["ComparisonValue"]))


def _loop(action: Action, contact: Contact, _line: Line) -> Outcome:
    count = int(contact.fill(action.parameters["LoopCount"]))
    done = contact.loops.get(action.identifier, 0)
    if done < count:
        contact.loops[action.identifier] = done + 1
        return Succeeded("ContinueLooping")
    contact.loops[action.identifier] = 0
    return Succeeded("DoneLooping")


def _speak(action: Action, contact: Contact, line: Line) -> Outcome:
    text = _spoken_text(action, contact)
    if not text:
        return Failed()  # Nothing to synthesize.
    spoken = Spoken(text, contact.voice.language, contact.voice.name)
    line.transcript.append(spoken)
    line.telephone.hear(spoken)
    return Succeeded()


def _spoken_text(action: Action, contact: Contact) -> str:
    if "Text" in action.parameters:
        return contact.fill(action.parameters["Text"]).strip()
    if "SSML" in action.parameters:
        filled = contact.fill(action.parameters["SSML"])
        return unescape(re.sub(r"<[^>]*>", "", filled)).strip()
    raise SimulatorError(f"{action.identifier}: only Text and SSML are simulated")


def _ask(action: Action, contact: Contact, line: Line) -> Outcome:
    if isinstance(spoken := _speak(action, contact, line), Failed):
        return spoken
    seconds = int(contact.fill(action.parameters["InputTimeLimitSeconds"]))
    keys = line.telephone.press(seconds)
    line.transcript.append(KeysPressed(keys))
    if action.parameters["StoreInput"] == "True":
        contact.stored_input = "Timeout" if not keys else _stored(action, keys)
        return Succeeded()
    return Succeeded(keys[0]) if keys else Failed("InputTimeLimitExceeded")


def _stored(action: Action, keys: str) -> str:
    validation = action.parameters.get("InputValidation", {})
    if "InputEncryption" in action.parameters or "PhoneNumberValidation" in validation:
        raise SimulatorError(f"{action.identifier}: only CustomValidation is simulated")
    dtmf = action.parameters.get("DTMFConfiguration", {})
    entered = keys.partition(dtmf.get("InputTerminationSequence", "#"))[0]
    if dtmf.get("DisableCancelKey", "False") == "False":
        entered = entered.rpartition("*")[2]  # A star takes back what was entered before it.
    longest = int(validation.get("CustomValidation", {}).get("MaximumLength", len(keys)))
    return entered[:longest]


def _set_queue(action: Action, contact: Contact, line: Line) -> Outcome:
    if "QueueId" not in action.parameters:
        raise SimulatorError(f"{action.identifier}: an agent's own queue is not simulated")
    queue = line.centre.queue(contact.fill(action.parameters["QueueId"]))
    if queue is None:
        return Failed()
    contact.queue = queue
    return Succeeded()


def _transfer_to_queue(_action: Action, contact: Contact, line: Line) -> Outcome:
    if contact.queue is None:
        return Failed()
    if contact.queue.name in line.centre.full_queues:
        return Failed("QueueAtCapacity")
    return Ended(contact.queue)


def _filled(values: Mapping[str, Any], contact: Contact) -> dict[str, str]:
    return {key: contact.fill(value) for key, value in values.items()}


ACTIONS: Mapping[str, Callable[[Action, Contact, Line], Outcome]] = {
    "CheckHoursOfOperation": _check_hours,
    "Compare": _compare,
    "DisconnectParticipant": _end,
    "EndFlowExecution": _end,
    "GetParticipantInput": _ask,
    "InvokeLambdaFunction": _invoke_lambda,
    "Loop": _loop,
    "MessageParticipant": _speak,
    "TransferContactToQueue": _transfer_to_queue,
    "UpdateContactAttributes": _save_attributes,
    # Whisper, hold and queue flows are not played, and the transcript is recording and log.
    "UpdateContactEventHooks": _succeed,
    "UpdateContactRecordingBehavior": _succeed,
    "UpdateContactTargetQueue": _set_queue,
    "UpdateContactTextToSpeechVoice": _set_voice,
    "UpdateFlowAttributes": _save_flow_attributes,
    "UpdateFlowLoggingBehavior": _succeed,
}
