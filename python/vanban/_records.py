"""The types of what is found on a page: plain, immutable data that compares, prints and pickles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple, TypeVar

Words = TypeVar("Words", str, bytes)


class Span(NamedTuple):
    """A half-open range of a page: code points, or bytes where these were asked for.

    >>> import vanban
    >>> page = "Trồng mới 1.640 ha rừng."
    >>> claim = vanban.mine(page).claims[0]
    >>> claim.span
    Span(start=10, end=18)
    >>> claim.span.of(page)
    '1.640 ha'
    """

    start: int
    end: int

    def of(self, page: Words) -> Words:
        """The stretch of the page."""
        return page[self.start : self.end]


@dataclass(frozen=True)
class Sentence:
    """The sentence that holds a finding; its words where they were asked for."""

    span: Span
    text: str | None = None


@dataclass(frozen=True)
class Found:
    """What everything that is found has."""

    id: str
    """Unique on its page and the same from run to run: `r5`, `c7`."""
    span: Span
    """Where it stands on the page."""
    text: str
    """The normalised reading of that stretch."""
    sentence: Sentence | None
    """The sentence that holds it; None for what concerns the whole page."""


@dataclass(frozen=True)
class Pinpoint:
    """One part of a document: every level that the words name."""

    point: str | None = None
    """điểm"""
    clause: str | None = None
    """khoản"""
    article: str | None = None
    """điều"""
    section: str | None = None
    """mục"""
    chapter: str | None = None
    """chương"""
    appendix: str | None = None
    """phụ lục"""


@dataclass(frozen=True)
class Event:
    """The meeting that passed a resolution which is known by it."""

    meeting: str
    """`plenum`, `national_congress`, `province_congress`, `district_congress`, `commune_congress`, `party_congress` or
    `other_congress`."""
    ordinal: int | None
    """Which one: 4 of `Trung ương 4`."""
    place: str | None
    """The place's name where the words give it."""
    term_from: int | None
    """First year of the congress term (nhiệm kỳ)."""
    term_to: int | None
    """Last year of the congress term."""


@dataclass(frozen=True)
class Relation:
    """What is done with a document, and for whom."""

    type: str
    """`implements`, `amends`, `reviews` …"""
    source: str
    """The id of the reference or the claim for which it is done; the page's (`p1`) where no other is named."""


@dataclass(frozen=True)
class Reference(Found):
    """A mention of one particular document. The span is its core: type word through number and symbol."""

    mention: Span
    """The core with date, issuer, title and pinpoints."""
    zone: str
    """What the line is in which it stands: `title`, `meta`, `body`, `caption`, `table`, `signature` or `furniture`."""
    form: str
    """How the document is mentioned: `numbered`, `number_only`, `named`, `event` or `back`."""
    family: str
    """Whose it is, by symbol and type: `party`, `state`, `assembly`, `mass_organisation`, `judicial`, `corporate` or
    `unknown`."""
    doc_type: str | None
    """The kind of document (loại văn bản), lower case: `nghị quyết`."""
    symbol: str | None
    """The normalised number and symbol: `114-KL/TW`."""
    name: str | None
    """The name of a document that is known by it, without its year: `Luật Đất đai`."""
    event: Event | None
    """The meeting that passed it, where the form is `event`."""
    issued: str | None
    """The date of issue, ISO 8601 as far as the page says: `2015`, `2015-07`, `2015-07-14`."""
    issuer: str | None
    """The issuing body as the page words it."""
    issuer_id: str | None
    """The registry's id of that body: `ban-bi-thu`."""
    issuer_place: str | None
    """The place in the issuer's words: `tỉnh Bình Phước`."""
    term: str | None
    """The term (khóa), as a Roman numeral."""
    title: str | None
    """The title or matter, without quotation marks and leading `về`."""
    pinpoint: tuple[Pinpoint, ...] | None
    """The parts of the document that are meant; None where it is meant as a whole."""
    cluster: str
    """The label that all mentions of this document share on this page: the id of its `Document`."""
    relation: Relation
    """What the sentence does with the document, and for whom."""
    document: str | None
    """The key of the document, the same on every page: `114-KL/TW#XI`; None while it is open."""
    basis: str | None
    """What settled the document; None while it is open."""
    candidates: tuple[str, ...]
    """The keys of the known documents that it may be, where it is open."""
    open_because: str | None
    """Why it is open: `term_unknown`, `place_unknown` …"""
    urn: str | None
    """The document's `urn:lex` name (RFC 9676), with the part that is meant; None while it is open."""


@dataclass(frozen=True)
class Claim(Found):
    """A number that says something about the world. The span is the core quantity."""

    zone: str
    """What the line is in which it stands: `title`, `body`, `caption`, `table` …"""
    form: str
    """The shape of the number: `number`, `range`, `fraction`, `vague` or `ordinal`."""
    low: Decimal | None
    """The value or the lower end, magnitude words applied, exactly."""
    high: Decimal | None
    """The value or the upper end; None where it is open."""
    of: Decimal | None
    """The denominator of a fraction."""
    other: Decimal | None
    """The value in the other reading, where the separators have two."""
    unit: str | None
    """The canonical unit of measure: `VND`, `t`, `%`; None for counts."""
    unit_text: str | None
    """The unit as the page words it."""
    counted: str | None
    """What is counted, as the page words it."""
    subject: str | None
    """What the number is a number of, as the page words it."""
    predicate: str | None
    """What is said of what is counted."""
    base: str | None
    """What a percentage or a change is of."""
    bound: str
    """How the words bound the value: `exact`, `about`, `nearly`, `more_than`, `at_least`, `less_than` or `at_most`."""
    bound_text: str | None
    """The words that do."""
    change: str | None
    """`increase` or `decrease` where the number is the size of a change."""
    period: str | None
    """The time scope, as the page words it."""
    period_from: str | None
    """First day, month or year of the scope, ISO 8601."""
    period_to: str | None
    """Last day, month or year of the scope."""
    flags: tuple[str, ...]
    """How the numeral was written or read: `two_readings`, `malformed`, `words` …"""


@dataclass(frozen=True)
class Audit(Found):
    """Whether stated numbers agree with each other. The span runs from the first number to the last."""

    form: str
    """What was checked: `breakdown`, `percentage` or `hundred`."""
    total: str | None
    """The id of the claim that states the total; None for parts of a hundred."""
    parts: tuple[str, ...]
    """The ids of the claims that are the parts."""
    stated: Decimal
    """What the page states: the total, or the percentage."""
    expected: Decimal | None
    """What follows from the parts; None where it is no decimal."""
    verdict: str
    """`holds`, `holds_rounded`, `does_not_hold` or `not_checkable`."""
    fits: str | None
    """The id of a claim nearby that states the sum which the total does not."""
    explanation: str
    """The arithmetic in words."""


@dataclass(frozen=True)
class Document(Found):
    """One document of the page: what all its mentions say together. The span is the first mention's core."""

    mentions: tuple[str, ...]
    """The ids of its references, in order."""
    document: str | None
    """Its key, the same on every page; None while it is open."""
    basis: str | None
    """What settled it; None while it is open."""
    candidates: tuple[str, ...]
    """The keys of the known documents that it may be, where it is open."""
    open_because: str | None
    """Why it is open."""
    urn: str | None
    """Its `urn:lex` name (RFC 9676); None while it is open, and for documents without a number."""
    doc_type: str | None
    """The kind of document, from any mention, like what follows."""
    symbol: str | None
    """The symbol in its one spelling."""
    issued: str | None
    """The date of issue."""
    issuer_id: str | None
    """The registry's id of the issuer."""
    term: str | None
    """The term (khóa), as a Roman numeral."""
    title: str | None
    """The title or matter, from the first mention that has one."""


@dataclass(frozen=True)
class Zone(Found):
    """A stretch of the page and what it is: title, body, caption, furniture."""

    zone: str
    """`title`, `meta`, `body`, `caption`, `table`, `signature` or `furniture`."""


@dataclass(frozen=True)
class Diagnostic(Found):
    """What could not be decided or read, and where."""

    code: str
    """A stable word for the sort of diagnostic."""
    severity: str
    """`note`, `warning` or `error`."""
    message: str
    """One sentence for a person."""


@dataclass(frozen=True)
class Fact:
    """Something a page says of itself: the words and where they stand."""

    text: str
    span: Span


@dataclass(frozen=True)
class Repair:
    """A stretch that was read otherwise than it stood, and how: `TCVN3`, `UTF-8 read as windows-1252` …"""

    span: Span
    reading: str


@dataclass(frozen=True)
class Page(Found):
    """The page itself. The span is the title's, or empty at the start."""

    bytes: int
    """The page's length in bytes."""
    encoding: str
    """What its bytes are: `UTF-8`, `TCVN3` …"""
    repairs: tuple[Repair, ...]
    """The stretches that were read otherwise than they stood."""
    title: Fact | None
    """The headline."""
    published: str | None
    """When it was published or, for a document, issued: ISO 8601."""
    published_in: Fact | None
    """The words that say so."""
    place: Fact | None
    """The words that name the place it is from or about."""
    province: str | None
    """The id of the place's province, old or new as the date says: `bình-phước`, `đồng-nai-2025`."""
    province_now: str | None
    """The id of the province that the old one went into, as they are since 1 July 2025; null where it went into several."""
    district: Fact | None
    """The district, as worded."""
    site: Fact | None
    """The site, as it names itself."""
    author: Fact | None
    """Who wrote it."""
    taken_from: Fact | None
    """Where it was taken from: the command's field `from`."""


@dataclass(frozen=True)
class Mined:
    """What was found on one page, each kind in the page's order.

    >>> import vanban
    >>> mined = vanban.mine("Kết luận số 12-KL/TW nêu 9/12 xã đạt chuẩn.")
    >>> [found.text for found in mined]
    ['Kết luận số 12-KL/TW', '9/12']
    >>> mined["c1"].low
    Decimal('9')
    """

    page: Page
    references: tuple[Reference, ...]
    claims: tuple[Claim, ...]
    audits: tuple[Audit, ...]
    documents: tuple[Document, ...]
    zones: tuple[Zone, ...]
    """Where they were asked for."""
    diagnostics: tuple[Diagnostic, ...]

    def __iter__(self) -> Iterator[Reference | Claim]:
        """The references and claims in the order in which they stand on the page."""
        return iter(sorted((*self.references, *self.claims), key=lambda found: found.span))

    def __getitem__(self, id: str) -> Found:
        """What has this id."""
        page: tuple[Found, ...] = (self.page,)
        kinds = (page, self.references, self.claims, self.audits, self.documents, self.zones, self.diagnostics)
        for found in chain.from_iterable(kinds):
            if found.id == id:
                return found
        raise KeyError(id)


def mined(records: list[dict[str, Any]]) -> Mined:
    """The types of a page's records, which come as the command writes them."""
    kinds: dict[str, list[Any]] = {kind: [] for kind in _TYPES}
    for record in records:
        kind = record["kind"]
        kinds[kind].append(_TYPES[kind](**{name: _value(name, record) for name in _FIELDS[kind]}))
    (page,) = kinds.pop("page")
    return Mined(page, **{f"{kind}s": tuple(found) for kind, found in kinds.items()})


_TYPES: dict[str, type[Found]] = {
    "reference": Reference,
    "claim": Claim,
    "audit": Audit,
    "document": Document,
    "page": Page,
    "zone": Zone,
    "diagnostic": Diagnostic,
}
_FIELDS = {kind: tuple(field.name for field in fields(cls)) for kind, cls in _TYPES.items()}


def _span(record: Mapping[str, Any]) -> Span:
    return Span(record["start"], record["end"])


# What is not as JSON has it, by the field's name: a name means the same in every kind.
_CONVERT: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("low", "high", "of", "other", "stated", "expected"), Decimal),
    **dict.fromkeys(("candidates", "flags", "mentions", "parts"), tuple),
    **dict.fromkeys(
        ("title", "published_in", "place", "district", "site", "author", "taken_from"),
        # A reference's title is words alone.
        lambda fact: Fact(fact["text"], _span(fact)) if isinstance(fact, dict) else fact,
    ),
    "sentence": lambda sentence: Sentence(_span(sentence), sentence.get("text")),
    "event": lambda event: Event(**event),
    "relation": lambda relation: Relation(relation["type"], relation["from"]),
    "pinpoint": lambda parts: tuple(Pinpoint(**part) for part in parts),
    "repairs": lambda repairs: tuple(Repair(_span(repair), repair["reading"]) for repair in repairs),
}


def _value(name: str, record: Mapping[str, Any]) -> Any:
    if name == "span":
        return _span(record)
    if name == "mention":
        return Span(record["mention_start"], record["mention_end"])
    value = record.get("from" if name == "taken_from" else name)
    if value is None:
        return () if name == "candidates" else None
    return _CONVERT[name](value) if name in _CONVERT else value
