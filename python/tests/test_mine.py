"""`vanban.mine`: one page, typed."""

import json
import pickle
import subprocess
import sys
import threading
import time
import unicodedata
from decimal import Decimal

import pyarrow as pa
import pytest

import vanban
from vanban import Span, _vanban

PAGE = "Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Trung ương: khoản 2 Điều 5 nêu gần 1,64 triệu tỷ đồng, giảm 0,43% so với năm 2020."


def test_what_is_found_is_typed():
    mined = vanban.mine(PAGE, sentences=True, zones=True)
    (reference,) = mined.references
    assert isinstance(reference, vanban.Reference) and isinstance(reference, vanban.Found)
    assert (reference.symbol, reference.doc_type, reference.issued) == ("18-NQ/TW", "nghị quyết", "2017-10-25")
    assert reference.relation.source in ("p1", "c1", "c2")
    claims = [(claim.text, claim.low, claim.unit, claim.bound) for claim in mined.claims]
    assert claims[0][1:] == (Decimal(1640000000000000), "VND", "nearly")
    assert claims[1] == ("0,43%", Decimal("0.43"), "%", "exact")
    assert mined.claims[1].sentence.text in PAGE and mined.zones
    assert mined.page.bytes == len(PAGE.encode()) and mined.page.encoding == "UTF-8"
    assert mined[mined.documents[0].mentions[0]] is reference
    with pytest.raises(KeyError):
        mined["r9"]


def test_no_field_of_a_record_is_left_out():
    page = "Huyện họp bàn.\n" + PAGE + " Kiểm tra 18 cuộc (16 cuộc và 3 cuộc). Có " + "7" * 50 + " hộ."
    mined = vanban.mine(page, sentences=True, zones=True)
    # The span's, the command's own, and what only a container knows.
    other = {"start", "end", "char_start", "char_end", "mention_start", "mention_end", "schema_version", "kind", "source"}
    other |= {"page", "timestamp", "counts"}
    names = {"from": "taken_from"}
    kinds = set()
    read = vanban._read(None, "blocks", vanban.MAX_DOC_BYTES, zones=True, sentences=True, utf16=False)
    for record in _vanban.mine(page, False, read):
        kinds.add(record["kind"])
        found = mined[record["id"]]
        missing = [name for name in record.keys() - other if not hasattr(found, names.get(name, name))]
        assert not missing, (record["kind"], missing)
        if "zone" in record:
            assert found.zone == record["zone"]
    assert kinds == set(_vanban.kinds)


@pytest.mark.parametrize("page", [PAGE, unicodedata.normalize("NFD", PAGE), "😀 " + PAGE, PAGE.replace(" ", "\u00a0")])
def test_spans_slice_what_they_are_of(page):
    points, octets = vanban.mine(page), vanban.mine(page, offsets="bytes")
    of_bytes = vanban.mine(page.encode())
    assert octets.references == of_bytes.references and octets.claims == of_bytes.claims
    assert len(points.claims) == 2
    for a, b in zip([*points, *points.documents], [*octets, *octets.documents], strict=True):
        assert a.span.of(page) == b.span.of(page.encode()).decode()
        assert vanban.normalize(a.span.of(page)) == a.text
        assert a.sentence.span.of(page) == b.sentence.span.of(page.encode()).decode()
        assert a.sentence.span.start <= a.span.start and a.span.end <= a.sentence.span.end
    a, b = points.references[0].mention, octets.references[0].mention
    assert a.of(page) == b.of(page.encode()).decode()


def test_what_a_page_says_of_itself_is_where_it_says_it(pages):
    facts = 0
    for _, page in pages[:18]:
        said = vanban.mine(page).page
        for fact in (said.title, said.published_in, said.place, said.district, said.site, said.author, said.taken_from):
            if fact is not None:
                facts += 1
                assert vanban.normalize(fact.span.of(page)).split() == fact.text.split()
    assert facts > 10


def test_html_and_old_encodings():
    html = "<html><body><p>Tr&#7891;ng mới <b>1.640</b> ha rừng.</p></body></html>"
    (claim,) = vanban.mine(html).claims
    assert (claim.low, claim.unit) == (Decimal(1640), "ha")
    assert "1.640" in claim.span.of(html)
    old = b"K\xd5t lu\xcbn s\xe8 114-KL/TW c\xf1a Ban B\xdd th\xad Trung \xad\xacng \xa7\xb6ng v\xd2 c\xabng t\xb8c d\xa9n v\xcbn"
    mined = vanban.mine(old)
    assert mined.page.encoding == "TCVN3"
    assert mined.references[0].symbol == "114-KL/TW"
    assert mined.references[0].span.of(old).endswith(b"114-KL/TW")


def test_what_is_no_page():
    assert list(vanban.mine("")) == [] and list(vanban.mine(" \n")) == []
    with pytest.raises(TypeError, match="str or bytes, not int"):
        vanban.mine(7)
    with pytest.raises(UnicodeEncodeError):
        vanban.mine("xã \ud800")
    with pytest.raises(ValueError, match="offsets"):
        vanban.mine("x", offsets="utf16")
    with pytest.raises(ValueError, match="NUL"):
        vanban.mine(b"PNG\0\0\0" * 20)
    # Bytes that are no text of a known encoding are said; the rest is read.
    mined = vanban.mine("Xã trồng 1.640 ha rừng. ".encode() * 20 + b"\xff\xfe. Xong.")
    assert len(mined.claims) == 20
    assert any(diagnostic.severity == "error" for diagnostic in mined.diagnostics)


def test_findings_are_plain_data():
    mined = vanban.mine(PAGE)
    assert pickle.loads(pickle.dumps(mined)) == mined
    assert hash(mined.claims[0]) == hash(vanban.mine(PAGE).claims[0])
    with pytest.raises(AttributeError):
        mined.claims[0].low = 7
    assert Span(1, 3).of("abcd") == "bc"


@pytest.mark.parametrize(
    "work", [vanban.mine, vanban.normalize, lambda page: vanban.mine_batch(pa.table({"text": [page]}))]
)
def test_other_threads_run_meanwhile(work):
    page = PAGE * 400
    longest, done = 0.0, threading.Event()

    def tick():
        nonlocal longest
        while not done.is_set():
            began = time.perf_counter()
            time.sleep(0.0005)
            longest = max(longest, time.perf_counter() - began)

    thread = threading.Thread(target=tick)
    thread.start()
    began = time.perf_counter()
    while time.perf_counter() - began < 0.3:
        work(page)
    took = time.perf_counter() - began
    done.set()
    thread.join()
    assert longest < took / 2


def test_the_command_line_of_the_module(tmp_path):
    (tmp_path / "trang.txt").write_text(PAGE, "utf-8")
    run = [sys.executable, "-m", "vanban"]
    done = subprocess.run([*run, "mine", tmp_path, "--quiet"], capture_output=True, text=True, check=True)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["symbol"] for r in records if r["kind"] == "reference"] == ["18-NQ/TW"]
    assert subprocess.run([*run, "mine"], capture_output=True).returncode == 2
    assert subprocess.run([*run, "mine", tmp_path / "none"], capture_output=True).returncode == 1


def test_names_of_tones_and_keys():
    assert vanban.normalize("hoà bình", tones="hòa") == "hòa bình"
    assert vanban.normalize("hòa bình", tones="hoà") == "hoà bình"
    with pytest.raises(ValueError, match="hòa or hoà"):
        vanban.normalize("x", tones="new")
    assert vanban.fold("Thuỷ lợi") == vanban.fold("THỦY LỢI") != vanban.fold("Thúy lợi")


def test_a_call_leaves_nothing_to_the_next():
    page = "Xã có 5 thôn, 1.240 hộ."
    plain = vanban.mine(page)
    asked = vanban.mine(page, zones=True, sentences=True)
    assert asked.zones and not plain.zones
    assert vanban.mine(page) == plain


KNOWN = "symbol\ttype\tterm\tissued\ttitle\n91-NQ/TW\tnghị quyết\t14\t2026-05-04\tNghề muối ven biển\n"
SALT = "Thực hiện Nghị quyết số 91-NQ/TW về nghề muối ven biển."


def test_documents_of_ones_own_settle_numbers():
    known = vanban.KnownDocuments(KNOWN)
    for documents, want in [(None, None), (known, "91-NQ/TW#XIV"), (pickle.loads(pickle.dumps(known)), "91-NQ/TW#XIV")]:
        (reference,) = vanban.mine(SALT, known=documents).references
        assert reference.document == want
        batch = pa.record_batch({"text": [SALT]})
        assert vanban.mine_batch(batch, kinds=["reference"], known=documents)["document"].to_pylist() == [want]
    with pytest.raises(ValueError, match="line 2: no type of document"):
        vanban.KnownDocuments("symbol\ttype\n91-NQ/TW\tnghị quyêt\n")
    with pytest.raises(ValueError, match="not its file's name: open"):
        vanban.KnownDocuments("known.tsv")


def test_how_pages_are_read():
    with pytest.raises(ValueError, match="larger than 9 bytes"):
        vanban.mine("Có 5 xã.", max_doc_bytes=9)
    with pytest.raises(ValueError, match="no reader of HTML"):
        vanban.mine("Có 5 xã.", html_reader="block")
    text = "Các cấp ủy đã chỉ đạo đổi mới nội dung, phương thức vận động, hướng mạnh về cơ sở; đến nay có 9/12 xã đạt chuẩn. "
    article = f"<p>{text * 2}</p>" * 3
    page = f"<html><body><div><p>Số: 12-KH/HU</p></div><article>{article}</article></body></html>"
    of = {reader: vanban.mine(page, html_reader=reader, zones=True) for reader in ("blocks", "readability")}
    assert [any(zone.text == "Số: 12-KH/HU" for zone in mined.zones) for mined in of.values()] == [True, False]
