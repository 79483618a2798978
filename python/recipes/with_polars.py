"""polars: a frame of pages in, frames of references and claims out.

>>> import polars as pl
>>> pages = pl.DataFrame({"id": ["a"], "text": ["Theo Quyết định số 899/QĐ-TTg, xã trồng mới 1.640 ha rừng, tăng 0,43%."]})
>>> tables = mine(pages)
>>> tables["reference"].select("page", "symbol").rows()
[('a', '899/QĐ-TTg')]
>>> tables["claim"].select("text", pl.col("low").cast(pl.Decimal(38, 6))).rows()
[('1.640 ha', Decimal('1640.000000')), ('0,43%', Decimal('0.430000'))]
"""

import polars as pl
import vanban


def mine(pages: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The references and claims of a frame with a column `text`, and where there is one, `id` or `url`."""
    rows = vanban.mine_batch(pages, kinds=["reference", "claim"])
    return {kind: pl.DataFrame(table) for kind, table in vanban.by_kind(rows).items()}
