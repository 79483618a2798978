"""datasets (Hugging Face): a dataset of pages in, a dataset of claims out, mapped in batches on several processes.

>>> from datasets import Dataset
>>> pages = Dataset.from_dict({"id": ["a", "b"], "text": ["Xã trồng mới 1.640 ha rừng.", "Giảm 0,43%."]})
>>> mine(pages, "claim").select_columns(["page", "text", "low"]).to_list()  # doctest: +NORMALIZE_WHITESPACE
[{'page': 'a', 'text': '1.640 ha', 'low': '1640'}, {'page': 'b', 'text': '0,43%', 'low': '0.43'}]

A dataset that streams (`load_dataset(..., streaming=True)`) takes the same `map`, without `num_proc`.
"""

import pyarrow as pa
import vanban
from datasets import Dataset


def records_of(pages: pa.Table, kind: str) -> pa.Table:
    """The records of one kind: what `map` does with a batch."""
    return pa.table(vanban.mine_batch(pages, kinds=[kind]))


def mine(pages: Dataset, kind: str, processes: int | None = None) -> Dataset:
    """The records of one kind of a dataset with a column `text`, and where there is one, `id` or `url`."""
    return (
        pages.with_format("arrow")
        .map(
            records_of,
            batched=True,
            batch_size=256,
            remove_columns=pages.column_names,
            num_proc=processes,
            fn_kwargs={"kind": kind},
        )
        .with_format(None)
    )
