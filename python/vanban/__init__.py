"""Mines Vietnamese policy pages: which party and state documents a page refers to, which numbers it claims.

>>> import vanban
>>> page = "Thực hiện Kết luận số 114-KL/TW, huyện trồng mới 1.640 ha, tăng 0,43%."
>>> mined = vanban.mine(page)
>>> [reference.symbol for reference in mined.references]
['114-KL/TW']
>>> [(claim.low, claim.unit, claim.change) for claim in mined.claims]
[(Decimal('1640'), 'ha', None), (Decimal('0.43'), '%', 'increase')]

`mine` takes one page and gives typed objects; `mine_batch` takes a table of pages and gives a table of records, for
data frames and engines.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from vanban import _files, _records, _vanban
from vanban._records import (
    Audit,
    Claim,
    Diagnostic,
    Document,
    Event,
    Fact,
    Found,
    Mined,
    Page,
    Pinpoint,
    Reference,
    Relation,
    Repair,
    Sentence,
    Span,
    Zone,
)

from vanban._vanban import KnownDocuments

if TYPE_CHECKING:
    import pyarrow

__version__ = _vanban.__version__

__all__ = [
    "KINDS",
    "MAX_DOC_BYTES",
    "Audit",
    "Claim",
    "Diagnostic",
    "Document",
    "Event",
    "Fact",
    "Found",
    "HtmlReader",
    "Kind",
    "KnownDocuments",
    "Mined",
    "Page",
    "Pinpoint",
    "Reference",
    "Relation",
    "Repair",
    "RowWarning",
    "Sentence",
    "Span",
    "Written",
    "Zone",
    "by_kind",
    "fold",
    "mine",
    "mine_batch",
    "normalize",
    "schema",
    "write_tables",
]

Kind: TypeAlias = Literal["page", "zone", "reference", "document", "claim", "audit", "diagnostic"]
"""What a record is."""

KINDS: tuple[Kind, ...] = ("page", "reference", "document", "claim", "audit", "diagnostic")
"""The kinds of record that a table has unless others are asked for: all but zones."""

HtmlReader: TypeAlias = Literal["blocks", "readability"]
"""Who tells the article of an HTML page from what stands around it: `blocks` weighs them and keeps what is not known for
furniture; `readability` is a port of readability.js, slower, and leaves out letterheads and signatures."""

MAX_DOC_BYTES = 1 << 30
"""Larger pages fail unless another limit is asked for."""


class RowWarning(UserWarning):
    """Rows that could not be read; the other rows were."""


def mine(
    page: str | bytes,
    *,
    offsets: Literal["code points", "bytes"] = "code points",
    sentences: bool = False,
    zones: bool = False,
    known: KnownDocuments | None = None,
    html_reader: HtmlReader = "blocks",
    max_doc_bytes: int = MAX_DOC_BYTES,
) -> Mined:
    """Mine one page: raw text or HTML, in any spelling or encoding of Vietnamese.

    Spans count what the page is sliced by: code points of a `str`, bytes of `bytes`. With `offsets="bytes"` they count the
    bytes of a `str`'s UTF-8, too. `sentences` adds each finding's sentence as words, `zones` the page's zones. `known` are
    documents of your own that numbers may stand for, `html_reader` who finds the article of an HTML page.

    >>> page = "Nghị quyết số 18-NQ/TW ngày 25/10/2017 nêu gần 1,64 triệu tỷ đồng."
    >>> mined = mine(page)
    >>> mined.references[0].span.of(page)
    'Nghị quyết số 18-NQ/TW'
    >>> mined.references[0].mention.of(page)
    'Nghị quyết số 18-NQ/TW ngày 25/10/2017'
    >>> claim = mined.claims[0]
    >>> claim.low, claim.unit, claim.bound
    (Decimal('1640000000000000'), 'VND', 'nearly')
    >>> mine(page, offsets="bytes").claims[0].span.of(page.encode()).decode() == claim.text
    True

    Raises `ValueError` where bytes are no text or more than `max_doc_bytes`, `UnicodeEncodeError` where a `str` has lone surrogates.
    """
    if offsets not in ("code points", "bytes"):
        raise ValueError(f"offsets are 'code points' or 'bytes', not {offsets!r}")
    read = _read(known, html_reader, max_doc_bytes, zones, sentences, utf16=False)
    return _records.mined(_vanban.mine(page, offsets == "bytes", read))


def mine_batch(
    batch: object,
    *,
    kinds: Kind | Sequence[Kind] = KINDS,
    text: str = "text",
    json: str | None = None,
    id: str | Sequence[str] = ("id", "url"),
    timestamp: str = "timestamp",
    source: str | None = None,
    sentences: bool = False,
    utf16: bool = False,
    known: KnownDocuments | None = None,
    html_reader: HtmlReader = "blocks",
    max_doc_bytes: int = MAX_DOC_BYTES,
) -> pyarrow.RecordBatch:
    """Mine a table: a page a row in, a record a row out.

    The table is anything that hands over Arrow data: a record batch or table of pyarrow, a data frame of polars or pandas.
    It is read without copies and without the interpreter's lock.

    >>> import pyarrow as pa
    >>> pages = pa.record_batch({"id": ["a", "b"], "text": ["Trồng mới 1.640 ha rừng.", "Giảm 0,43%."]})
    >>> claims = mine_batch(pages, kinds=["claim"])
    >>> claims.select(["page", "text", "low", "unit"]).to_pylist()  # doctest: +NORMALIZE_WHITESPACE
    [{'page': 'a', 'text': '1.640 ha', 'low': '1640', 'unit': 'ha'},
     {'page': 'b', 'text': '0,43%', 'low': '0.43', 'unit': '%'}]

    The columns are those of the `kinds` asked for, every name once (`schema`). Exact decimals are text beside a double;
    `start` and `end` are bytes, `char_start` and `char_end` code points.

    `text` names the column of pages: strings, or binary of any encoding. `json` names a column of lines of JSON Lines
    instead; `text`, `id` and `timestamp` are then fields of theirs. `id` names the columns that may hold a page's own
    id, the first that has one counts; it is the records' `page`. `source` names the column that the records' `source` is
    taken from; without one, rows are `#1`, `#2` … `timestamp` names the column of times of fetching. `known`, `html_reader`
    and `max_doc_bytes` are those of `mine`.

    A row that cannot be read costs that row: it is a `diagnostic` of the severity `error` that names the row and the
    reason, and where no diagnostics were asked for, a `RowWarning`.

    Raises `KeyError` where a column is missing, `TypeError` where it is of another type; both name the column.
    """
    kinds = _kinds(kinds)
    read = _read(known, html_reader, max_doc_bytes, "zone" in kinds, sentences, utf16)
    columns = _columns(text, json, id, timestamp, source, read)
    rows, failures = _vanban.mine_batch(batch, kinds, columns)
    _warn(failures, kinds)
    return rows


class Written(NamedTuple):
    """A table's file that was written."""

    table: str
    """`references`, `claims` … or `errors`: the diagnostics of the rows that could not be read."""
    path: str
    """Where it is, below the folder: `table=claims/part-0.parquet`."""
    rows: int


def write_tables(
    batches: Iterable[object],
    folder: str | os.PathLike[str],
    name: str,
    *,
    kinds: Kind | Sequence[Kind] = KINDS,
    text: str = "text",
    json: str | None = None,
    id: str | Sequence[str] = ("id", "url"),
    timestamp: str = "timestamp",
    source: str | None = None,
    sentences: bool = False,
    utf16: bool = False,
    known: KnownDocuments | None = None,
    html_reader: HtmlReader = "blocks",
    max_doc_bytes: int = MAX_DOC_BYTES,
) -> list[Written]:
    """Mine tables as they come, or one, and write each kind's records as Parquet: what an engine has its tasks do.

    Below the folder, a path or a URI (`s3://…`, `hdfs://…`: what pyarrow reaches), each table that has rows gets a file
    `table=claims/NAME`. No more is kept in memory than a row group of each. Where it fails, the files are removed.

    >>> import pyarrow as pa, tempfile
    >>> pages = pa.record_batch({"id": ["a", "b"], "text": ["Trồng mới 1.640 ha rừng.", None]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for written in write_tables([pages], folder, "part-0.parquet", kinds=["claim", "diagnostic"]):
    ...         print(written)
    Written(table='claims', path='table=claims/part-0.parquet', rows=1)
    Written(table='errors', path='table=errors/part-0.parquet', rows=1)

    The rest is as in `mine_batch`; rows count on from batch to batch.
    """
    kinds = _kinds(kinds)
    read = _read(known, html_reader, max_doc_bytes, "zone" in kinds, sentences, utf16)
    columns = _columns(text, json, id, timestamp, source, read)
    tables = _vanban.Tables(kinds, columns)
    # A table by itself is an iterable, too: of its columns.
    if hasattr(batches, "__arrow_c_stream__") or hasattr(batches, "__arrow_c_array__"):
        batches = [batches]
    with _files.Folder(os.fspath(folder)) as files:
        counts: dict[str, int] = {}

        def append(parts: list[tuple[str, int, bytes]]) -> None:
            for table, rows, more in parts:
                files.append(f"table={table}/{name}", more)
                counts[table] = rows

        for batch in batches:
            parts, failures = tables.mine(batch)
            append(parts)
            _warn(failures, kinds)
        append(tables.finish())
    return [Written(table, f"table={table}/{name}", rows) for table, rows in counts.items()]


def _kinds(kinds: Kind | Sequence[Kind]) -> list[Kind]:
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _columns(
    text: str, json: str | None, id: str | Sequence[str], timestamp: str, source: str | None, read: _vanban.Read
) -> _vanban.Columns:
    ids = [id] if isinstance(id, str) else list(id)
    return {"text": text, "json": json, "id": ids, "timestamp": timestamp, "source": source, "read": read}


def _read(
    known: KnownDocuments | None, html_reader: str, max_doc_bytes: int, zones: bool, sentences: bool, utf16: bool
) -> _vanban.Read:
    return {
        "known": known,
        "html_reader": html_reader,
        "max_doc_bytes": max_doc_bytes,
        "zones": zones,
        "sentences": sentences,
        "utf16": utf16,
    }


def _warn(failures: list[tuple[str, str]], kinds: Sequence[Kind]) -> None:
    """Failures are never silent: they are diagnostics, or where none were asked for, a warning."""
    if failures and "diagnostic" not in kinds:
        told = "; ".join(f"{name}: {reason}" for name, reason in failures[:5])
        more = f" and {len(failures) - 5} more" if len(failures) > 5 else ""
        warnings.warn(f"rows that could not be read: {told}{more}", RowWarning, stacklevel=3)


def schema(kinds: Kind | Sequence[Kind] = KINDS) -> pyarrow.Schema:
    """The columns of the table of these kinds.

    >>> schema(["zone"]).names[-4:]
    ['sentence_start', 'sentence_end', 'sentence_text', 'zone']
    """
    return _vanban.schema(_kinds(kinds))


def by_kind(rows: pyarrow.RecordBatch) -> dict[Kind, pyarrow.RecordBatch]:
    """A table of several kinds as a table of each: the kinds that it holds, with the columns that are theirs.

    >>> import pyarrow as pa
    >>> pages = pa.record_batch({"text": ["Quyết định số 899/QĐ-TTg giao trồng 1.640 ha."]})
    >>> tables = by_kind(mine_batch(pages, kinds=["reference", "claim"]))
    >>> {kind: table["text"].to_pylist() for kind, table in tables.items()}
    {'reference': ['Quyết định số 899/QĐ-TTg'], 'claim': ['1.640 ha']}
    """
    import pyarrow.compute as pc

    tables: dict[Kind, pyarrow.RecordBatch] = {}
    for kind in _vanban.kinds:
        own = rows.filter(pc.equal(rows["kind"], kind))
        if own.num_rows:
            # What no record of the kind lacks may be null in a table of several.
            columns = schema([kind])
            tables[kind] = own.select(columns.names).cast(columns)
    return tables


def normalize(page: str | bytes, *, tones: Literal["hòa", "hoà"] | None = None, repair: bool = True) -> str:
    r"""The readable text of a page: composed letters, plain spaces, legacy encodings read. Markup stays: it is `mine` that
    reads HTML.

    `tones` rewrites where tone marks stand, named by example. Without `repair`, words are not judged: text in the wrong
    encoding stays.

    >>> normalize("Đa\u0309ng\u00a0bộ")
    'Đảng bộ'
    >>> normalize(b"C\xabng t\xb8c d\xa9n v\xcbn c\xf1a \xa7\xb6ng")
    'Công tác dân vận của Đảng'
    >>> normalize("hoà bình", tones="hòa")
    'hòa bình'
    """
    return _vanban.normalize(page, tones, repair)


def fold(text: str, *, letters: bool = False) -> str:
    """A search key: what differs only in writing (case, tone placement, dashes) has one key.

    With `letters`, accents and tones do not count either.

    >>> fold("Uỷ ban") == fold("ỦY BAN")
    True
    >>> fold("Đắk Lắk", letters=True)
    'dak lak'
    """
    return _vanban.fold(text, letters)
