"""The extension module: what `vanban` is made on. Call the functions of `vanban` instead."""

from collections.abc import Sequence
from typing import Any, TypedDict

import pyarrow

from vanban import Kind

__version__: str
kinds: list[Kind]

class Read(TypedDict):
    known: KnownDocuments | None
    html_reader: str
    max_doc_bytes: int
    zones: bool
    sentences: bool
    utf16: bool

class KnownDocuments:
    def __new__(cls, table: str) -> KnownDocuments: ...

class Columns(TypedDict):
    text: str
    json: str | None
    id: Sequence[str]
    timestamp: str
    source: str | None
    read: Read

def mine(page: str | bytes, bytes: bool, read: Read) -> list[dict[str, Any]]: ...
def mine_batch(
    batch: object, kinds: Sequence[str], options: Columns
) -> tuple[pyarrow.RecordBatch, list[tuple[str, str]]]: ...

class Tables:
    def __new__(cls, kinds: Sequence[str], options: Columns) -> Tables: ...
    def mine(self, batch: object) -> tuple[list[tuple[str, int, bytes]], list[tuple[str, str]]]: ...
    def finish(self) -> list[tuple[str, int, bytes]]: ...

def schema(kinds: Sequence[str]) -> pyarrow.Schema: ...
def normalize(page: str | bytes, tones: str | None, repair: bool) -> str: ...
def fold(text: str, letters: bool) -> str: ...
def run(args: Sequence[str]) -> int: ...
