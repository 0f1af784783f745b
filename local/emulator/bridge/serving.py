"""The bridge's place around ministack's own server: when it starts, acts and stops.

It counts what may have changed the state, takes a checkpoint every few seconds while something
did, takes the last one when the server stops, and answers one address of its own.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from local.emulator.bridge import connect_stubs, ending, interrupted_stacks, stock
from local.emulator.bridge.checkpoint import CheckpointWriter
from local.emulator.checkpoint_layout import CheckpointLayout

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]

CONNECT_PATH = "/_agentline/connect"

# From one start to the next: with up to 2 s to write, a checkpoint is at most 5 s old.
_CHECKPOINT_SECONDS = 3.0
_SHORTEST_REST_SECONDS = 0.5
_GOODBYE_SECONDS = 2.0
# Timers inside ministack (expiry, schedules) change state without a request: look now and then.
_CHECKPOINTS_SKIPPED = 20

_log = logging.getLogger("bridge.serving")


class Serving:
    """The ASGI application that stands in front of ministack's."""

    def __init__(self, layout: CheckpointLayout, *, keeps_state: bool) -> None:
        self._layout = layout
        self._keeps_state = keeps_state
        self._writer = CheckpointWriter(layout)
        self._stock_application = stock.gateway.app
        self._changes = 0
        self._checkpoints: asyncio.Task[None] | None = None

    def install(self) -> None:
        stock.gateway.app = self
        stock.gateway.save_all = self._take_last_checkpoint
        self._count(stock.functions, "_execute_function")
        # An execution goes on in a thread of its own, past the last function it invokes.
        self._count(stock.machines, "_emit_execution_status_event")

    def _count(self, part: Any, name: str) -> None:
        """Have every call of ministack's function `name` counted as a change, once it is over."""
        change = getattr(part, name)

        def change_counting(*args: Any, **kwargs: Any) -> Any:
            try:
                return change(*args, **kwargs)
            finally:
                self._changes += 1

        setattr(part, name, change_counting)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._stock_application(scope, receive, self._noticing_start(send))
        elif scope.get("path") == CONNECT_PATH:
            await _answer_json(connect_stubs.deployed(), send)
        else:
            await self._stock_application(scope, receive, send)
            if not scope.get("path", "").startswith("/_ministack/"):
                self._changes += 1

    def _noticing_start(self, send: Send) -> Send:
        async def send_noticing_start(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                interrupted_stacks.settle()
                if self._keeps_state:
                    self._layout.running_marker.touch()
                    self._checkpoints = asyncio.create_task(self._take_checkpoints())
            await send(message)

        return send_noticing_start

    async def _take_checkpoints(self) -> None:
        saved, skipped, took = -1, 0, 0.0
        while True:
            await asyncio.sleep(max(_CHECKPOINT_SECONDS - took, _SHORTEST_REST_SECONDS))
            took = 0.0
            if self._changes == saved and skipped < _CHECKPOINTS_SKIPPED:
                skipped += 1
                continue
            changes, began = self._changes, time.monotonic()
            if await self._take_checkpoint():
                saved, skipped = changes, 0
            took = time.monotonic() - began

    async def _take_checkpoint(self) -> bool:
        try:
            return await asyncio.to_thread(self._writer.finish, self._writer.fork())
        except OSError:  # no memory or no process left just now: the next one may succeed
            _log.exception("no checkpoint could be begun")
            return False

    def _take_last_checkpoint(self, _services: object) -> None:
        """In place of ministack's save on a clean stop, called on the event loop as that is."""
        if self._checkpoints is not None:
            self._checkpoints.cancel()
        if not self._keeps_state:
            ending.end_at_the_latest_in(_GOODBYE_SECONDS, exit_code=0)
        elif self._writer.finish(self._writer.fork()):
            self._layout.running_marker.unlink(missing_ok=True)
            # All is saved, so nothing is lost by leaving threads that still wait for something.
            ending.end_at_the_latest_in(_GOODBYE_SECONDS, exit_code=0)


async def _answer_json(value: object, send: Send) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"application/json")],
        }
    )
    await send({"type": "http.response.body", "body": json.dumps(value).encode()})
