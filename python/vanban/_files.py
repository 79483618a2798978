"""Files that are written below a folder, on this machine or where pyarrow reaches."""

from __future__ import annotations

import os
from types import TracebackType
from typing import IO, Any


class Folder:
    """Files that grow; closed at the end, and removed where it ends in an exception."""

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
        for path, file in self._files.items():
            file.close()
            if kind is not None:
                (self._system.delete_file if self._system else os.remove)(f"{self._root}/{path}")
