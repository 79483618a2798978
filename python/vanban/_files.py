"""Files that are written below a folder, on this machine or where pyarrow reaches."""

from __future__ import annotations

import contextlib
import os
from types import TracebackType
from typing import IO, Any


class Folder:
    """Files that grow; closed at the end, and removed where it ends in an exception or one cannot be closed."""

    def __init__(self, folder: str) -> None:
        self._system: Any = None
        self._root = folder
        if "://" in folder:
            from pyarrow import fs

            self._system, self._root = fs.FileSystem.from_uri(folder)
        self._files: dict[str, IO[bytes]] = {}

    def append(self, path: str, more: bytes) -> None:
        """Appends to a file of this folder, which is begun where it was not."""
        if path not in self._files:
            self._files[path] = self._open(f"{self._root}/{path}")
        self._files[path].write(more)

    def _open(self, path: str) -> IO[bytes]:
        above = path.rpartition("/")[0]
        if self._system is None:
            os.makedirs(above, exist_ok=True)
            return open(path, "wb")
        self._system.create_dir(above, recursive=True)
        stream: IO[bytes] = self._system.open_output_stream(path)
        return stream

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        failures: list[Exception] = []
        for file in self._files.values():
            # What is still buffered is written now: a full disk may show here first.
            try:
                file.close()
            except Exception as failure:
                failures.append(failure)
        if kind is not None or failures:
            for path in self._files:
                self._remove(f"{self._root}/{path}")
        if kind is None and failures:
            raise failures[0]

    def _remove(self, path: str) -> None:
        # What cannot be removed must not hide why it had to be, nor keep the others.
        with contextlib.suppress(OSError):
            (self._system.delete_file if self._system else os.remove)(path)
