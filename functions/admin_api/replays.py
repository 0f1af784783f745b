"""Idempotency-Key: a request that creates or sends is done once, and its first answer repeated.

Kept is what the operation answered, a refusal too; what was wrong with the request itself, and our
own failures, are not: the same key may then be used again.
"""

import re
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from admin_api.operations import Operation
from admin_api.problems import Answer, ProblemError
from admin_api.request import Request
from agentline.domain.staff import StaffMember
from agentline.office_ports import KeptAnswer, KeyInUseError, KeyReusedError, Replays

REPLAYED = "Idempotency-Replayed"
KEY = re.compile(r"[A-Za-z0-9_.:-]{8,100}")
_DEED_LENGTH = 24


def read_key(request: Request) -> str:
    """Raises ProblemError where it is missing or no key."""
    key = request.headers.get("idempotency-key")
    if key is None:
        raise ProblemError(
            "key_missing",
            "State an Idempotency-Key of your own making, such as a UUID: repeated with the same "
            "key, the request is done once.",
        )
    if not KEY.fullmatch(key):
        raise ProblemError(
            "malformed_header", "Idempotency-Key must be 8 to 100 of A-Z, a-z, 0-9, _ . : and -."
        )
    return key


def deed_of(member: StaffMember, key: str) -> str:
    """The name of what is done: the same for the same key of the same member, and nobody else's."""
    return sha256(f"{member.id}\n{key}".encode()).hexdigest()[:_DEED_LENGTH]


def answer_once(
    operation: Operation,
    request: Request,
    member: StaffMember,
    replays: Replays,
    now: datetime,
    do: Callable[[], Answer],
) -> Answer:
    """Have it done, unless it was: then answer as the first time. Raises ProblemError."""
    key = read_key(request)
    try:
        kept = replays.begin(member.id, key, _fingerprint(request), now)
    except KeyReusedError:
        raise ProblemError(
            "key_reused", "Use a new Idempotency-Key: this one was used for another request."
        ) from None
    except KeyInUseError:
        raise ProblemError(
            "in_progress", "Wait, then ask again with the same key.", headers={"Retry-After": "1"}
        ) from None
    if kept:
        return _again(operation, kept)
    try:
        answer = do()
    except BaseException:
        replays.release(member.id, key)
        raise
    if answer.status >= 500:
        replays.release(member.id, key)
    else:
        body = "" if operation.shows_secret and answer.status < 300 else answer.body
        replays.keep(
            member.id,
            key,
            KeptAnswer(status=answer.status, headers=answer.headers, body=body),
            now,
        )
    return answer


def _again(operation: Operation, kept: KeptAnswer) -> Answer:
    if operation.shows_secret and kept.status < 300:
        raise ProblemError("shown_once", "It was done, and shown then; ask for a new one.")
    return Answer(status=kept.status, headers={**kept.headers, REPLAYED: "true"}, body=kept.body)


def _fingerprint(request: Request) -> str:
    digest = sha256(f"{request.method} {request.path}\n".encode())
    for name in sorted(request.query):
        digest.update(f"{name}={request.query[name]}\n".encode())
    digest.update(f"{request.headers.get('if-match', '')}\n".encode())
    digest.update(request.body)
    return digest.hexdigest()
