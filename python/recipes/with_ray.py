"""Ray Data: a dataset of pages in, a dataset of records out.

>>> import ray
>>> pages = ray.data.from_items([{"id": "a", "text": "Xã trồng mới 1.640 ha rừng."}, {"id": "b", "text": "Giảm 0,43%."}])
>>> sorted((row["page"], row["low"]) for row in mine(pages, ["claim"]).take_all())
[('a', '1640'), ('b', '0.43')]

With files: `ray.data.read_parquet("s3://…")` before, `.write_parquet("s3://…")` after. Rows that cannot be read are records of
the kind `diagnostic` with the severity `error`: ask for them.
"""

from collections.abc import Sequence

import pyarrow as pa
import ray
import vanban


def records_of(pages: pa.Table, kinds: Sequence[vanban.Kind]) -> pa.Table:
    """The records of a block."""
    return pa.table(vanban.mine_batch(pages, kinds=kinds))


def mine(pages: ray.data.Dataset, kinds: Sequence[vanban.Kind] = vanban.KINDS) -> ray.data.Dataset:
    """The records of a dataset with a column `text`, and where there is one, `id` or `url`."""
    return pages.map_batches(records_of, batch_format="pyarrow", batch_size=512, fn_kwargs={"kinds": kinds})
