"""The emulator's state survives a stop and, up to the last few seconds, a kill.

AWS: an acknowledged write is durable.
ministack: keeps everything in memory and saves it, one file a service, on a clean stop only; a
kill in the middle of that leaves files of different moments.
Repaired: a checkpoint is a folder, taken at one moment by a forked child (which has its own frozen
copy of the memory, so the emulator goes on), and becomes the current one by one rename. Objects in
S3 are not part of it: ministack writes them through to disk at once.

Layout below the state folder:

    checkpoints/<UTC time>/<service>.json   current -> checkpoints/<UTC time>
    shared/    code of functions and signing keys, each file written once and never changed
    blobs/     other large byte strings, likewise
    running    exists from the start until the last checkpoint of a clean stop is in place
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
import copy
import gc
import json
import logging
import multiprocessing
import os
import shutil
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from local.emulator.bridge import stock
from local.emulator.bridge.blobs import BlobStore
from local.emulator.checkpoint_layout import CheckpointLayout

_log = logging.getLogger("bridge.checkpoint")
_LONGEST_WRITE_SECONDS = 20.0


class CheckpointWriter:
    """Takes checkpoints of the whole emulator into one state folder."""

    def __init__(self, layout: CheckpointLayout) -> None:
        self._layout = layout
        self._blobs = BlobStore(layout.blobs)
        self._writing = threading.Lock()  # from fork to finish, so that none overtakes another
        self._make_ministack_load_ours()

    def fork(self) -> "multiprocessing.process.BaseProcess":
        """Freeze the state and start writing it. Call on the event loop's thread: there, every
        request is wholly applied or not begun. Every fork must be finished."""
        self._writing.acquire()
        try:
            writer = multiprocessing.get_context("fork").Process(target=self._write, daemon=True)
            writer.start()
        except BaseException:
            self._writing.release()
            raise
        return writer

    def finish(self, writer: "multiprocessing.process.BaseProcess") -> bool:
        """Wait for a forked writer; False, and a line in the log, when there is no checkpoint."""
        try:
            writer.join(_LONGEST_WRITE_SECONDS)
            if writer.is_alive():
                writer.kill()
                writer.join()
        finally:
            self._writing.release()
        if writer.exitcode != 0:
            _log.error("no checkpoint: its writer ended with %s", writer.exitcode)
        return writer.exitcode == 0

    def _write(self) -> None:
        try:
            self._write_whole()
        except Exception:
            _log.exception("writing a checkpoint failed")
            sys.exit(1)

    def _write_whole(self) -> None:
        gc.disable()
        # This process is a copy already and ends here, so copying each value again is waste.
        copy.deepcopy = _uncopied
        # Code that only the checkpoint before this one refers to must outlive the switch.
        prune_code = stock.functions._prune_orphan_code_blobs
        referenced: set[str] = set()
        stock.functions._prune_orphan_code_blobs = referenced.update

        folder = self._layout.new_folder(datetime.now(UTC))
        folder.mkdir(parents=True)
        for service, get_state in stock.gateway._build_persistence_save_dict().items():
            state = get_state()
            if state is not None:
                self._save(folder / f"{service}.json", service, state)
        _make_current(self._layout, folder)
        prune_code(referenced)
        self._blobs.remove_unreferenced()

    def _save(self, path: Path, service: str, state: dict[str, Any]) -> None:
        # dumps, not dump: only the former is compiled, and ten times as fast.
        content = json.dumps(
            {
                "__ministack_format__": stock.persistence._state_format_version(service),
                "payload": state,
            },
            default=self._encode,
        )
        path.write_text(content, encoding="utf-8")

    def _encode(self, value: object) -> object:
        if isinstance(value, bytes | bytearray) and (blob := self._blobs.reference(value)):
            return blob
        return stock.persistence._json_default(value)

    def _make_ministack_load_ours(self) -> None:
        stock.persistence.STATE_DIR = str(self._layout.current)
        decode = stock.persistence._json_object_hook

        def decode_blobs_too(value: dict[str, Any]) -> object:
            content = self._blobs.resolve(value)
            return decode(value) if content is None else content

        stock.persistence._json_object_hook = decode_blobs_too


def _uncopied[T](x: T, memo: object = None, _nil: object = None) -> T:  # noqa: ARG001 - deepcopy's signature
    return x


def _make_current(layout: CheckpointLayout, folder: Path) -> None:
    link = layout.root / "current.new"
    link.unlink(missing_ok=True)
    link.symlink_to(folder.relative_to(layout.root))
    os.replace(link, layout.current)  # noqa: PTH105 - named for what it is: atomic
    for other in layout.checkpoints.iterdir():
        if other != folder:
            shutil.rmtree(other)
