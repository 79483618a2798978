"""Daft: a frame of pages in, a frame of claims out.

>>> import daft
>>> pages = daft.from_pydict({"id": ["a", "b", "c"], "text": ["Trồng mới 1.640 ha rừng, tăng 0,43%.", "Không.", "Giảm 2%."]})
>>> mine(pages).select("page", "low").sort(["page", "low"]).to_pylist()  # doctest: +NORMALIZE_WHITESPACE
[{'page': 'a', 'low': '0.43'}, {'page': 'a', 'low': '1640'}, {'page': 'c', 'low': '2'}]
"""

import bisect

import daft
import pyarrow as pa
import vanban

CLAIMS = pa.list_(pa.struct(list(vanban.schema(["claim"]))))


@daft.func.batch(return_dtype=daft.DataType.from_arrow_type(CLAIMS))
def claims_of(id: daft.Series, text: daft.Series) -> pa.Array:
    """A list of claims for each page."""
    pages = pa.record_batch({"id": id.to_arrow(), "text": text.to_arrow()})
    claims = vanban.mine_batch(pages, kinds=["claim"])
    # The claims come page by page, and say of which: `#1`, `#2` …
    rows = [int(name[1:]) for name in claims["source"].to_pylist()]
    starts = [bisect.bisect_left(rows, row + 1) for row in range(pages.num_rows + 1)]
    return pa.ListArray.from_arrays(pa.array(starts, pa.int32()), claims.to_struct_array())


def mine(pages: daft.DataFrame) -> daft.DataFrame:
    """The claims of a frame with the columns `id` and `text`."""
    claims = pages.select(claims_of(pages["id"], pages["text"]).alias("claim")).explode("claim")
    return claims.where(daft.col("claim").not_null()).select(daft.col("claim").unnest())
