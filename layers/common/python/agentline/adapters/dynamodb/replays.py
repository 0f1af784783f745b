"""First answers to requests with an idempotency key."""

import json
import zlib
from datetime import datetime, timedelta
from hashlib import sha256

from pynamodb.exceptions import DeleteError, DoesNotExist, PutError, UpdateError

from agentline.adapters.dynamodb.office_rows import ReplayRow
from agentline.office_ports import KeptAnswer, KeyInUseError, KeyReusedError

KEPT = timedelta(days=7)
# Longer than the function may run.
CLAIM_LASTS = timedelta(seconds=60)
_CONDITION_FAILED = "ConditionalCheckFailedException"


class TableReplays:
    """The `Replays` port on the table."""

    def begin(self, who: str, key: str, fingerprint: str, now: datetime) -> KeptAnswer | None:
        row = _row(who, key)
        row.fingerprint, row.claimed_until = fingerprint, now + CLAIM_LASTS
        row.expires = now + KEPT
        try:
            row.save(condition=row.is_new())
        except PutError as error:
            if error.cause_response_code != _CONDITION_FAILED:
                raise
            return self._meet_again(who, key, fingerprint, now)
        return None

    def keep(self, who: str, key: str, answer: KeptAnswer, now: datetime) -> None:
        document = {
            "status": answer.status,
            "headers": dict(answer.headers),
            "body": answer.body,
        }
        packed = zlib.compress(json.dumps(document).encode())
        _row(who, key).update(
            actions=[ReplayRow.answer.set(packed), ReplayRow.expires.set(now + KEPT)]
        )

    def release(self, who: str, key: str) -> None:
        try:
            _row(who, key).delete(condition=ReplayRow.answer.does_not_exist())
        except DeleteError as error:
            if error.cause_response_code != _CONDITION_FAILED:
                raise

    def _meet_again(self, who: str, key: str, fingerprint: str, now: datetime) -> KeptAnswer | None:
        try:
            found = ReplayRow.get(*_keys(who, key), consistent_read=True)
        except DoesNotExist:
            raise KeyInUseError("the first request has come to nothing just now") from None
        if found.fingerprint != fingerprint:
            raise KeyReusedError("the key was used for another request")
        answer: bytes | None = found.answer
        if answer is not None:
            return _unpack(answer)
        if now < found.claimed_until:
            raise KeyInUseError("the first request is still running")
        self._take_over(found, now)
        return None

    def _take_over(self, found: ReplayRow, now: datetime) -> None:
        """Of a request that never ended: one of those that come after it takes its place."""
        try:
            found.update(
                actions=[ReplayRow.claimed_until.set(now + CLAIM_LASTS)],
                condition=(ReplayRow.claimed_until == found.claimed_until)
                & ReplayRow.answer.does_not_exist(),
            )
        except UpdateError as error:
            if error.cause_response_code != _CONDITION_FAILED:
                raise
            raise KeyInUseError("another request was faster") from error


def _row(who: str, key: str) -> ReplayRow:
    return ReplayRow(*_keys(who, key))


def _keys(who: str, key: str) -> tuple[str, str]:
    return f"REPLAY#{who}#{sha256(key.encode()).hexdigest()}", "REPLAY"


def _unpack(packed: bytes) -> KeptAnswer:
    document = json.loads(zlib.decompress(packed))
    return KeptAnswer(status=document["status"], headers=document["headers"], body=document["body"])
