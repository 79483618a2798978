"""pandas: a frame of pages in, frames of references and claims out.

>>> import pandas as pd
>>> pages = pd.DataFrame({"id": ["a"], "text": ["Theo Quyết định số 899/QĐ-TTg, xã trồng mới 1.640 ha rừng, tăng 0,43%."]})
>>> tables = mine(pages)
>>> tables["reference"][["page", "symbol"]].to_dict("records")
[{'page': 'a', 'symbol': '899/QĐ-TTg'}]
>>> tables["claim"][["text", "low", "low_float"]].values.tolist()
[['1.640 ha', '1640', 1640.0], ['0,43%', '0.43', 0.43]]

The exact values are text (`low`); for sums of them: `tables["claim"]["low"].map(decimal.Decimal)`.
"""

import pandas as pd
import vanban


def mine(pages: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The references and claims of a frame with a column `text`, and where there is one, `id` or `url`."""
    rows = vanban.mine_batch(pages, kinds=["reference", "claim"])
    return {kind: table.to_pandas() for kind, table in vanban.by_kind(rows).items()}
