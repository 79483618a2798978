"""datatrove: a step of a pipeline that puts what a document refers to and claims into its metadata.

>>> from datatrove.data import Document
>>> (document,) = Mine().run([Document(id="a", text="Theo Quyết định số 899/QĐ-TTg, xã trồng mới 1.640 ha rừng.")])
>>> document.metadata["references"], document.metadata["claims"]
(['899/QĐ-TTg'], [{'text': '1.640 ha', 'low': '1640', 'unit': 'ha'}])

In a pipeline: `[JsonlReader("s3://…"), Mine(), JsonlWriter("s3://…")]`, run by any of its executors.
"""

from collections.abc import Iterable

import vanban
from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep


class Mine(PipelineStep):
    """Adds `references` and `claims` to the metadata of each document."""

    name = "vanban"
    type = "mine"

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterable[Document]:
        """Mines one document after the other."""
        for document in data:
            with self.track_time():
                mined = vanban.mine(document.text)
            document.metadata["references"] = [r.document or r.symbol or r.name for r in mined.references]
            document.metadata["claims"] = [
                {"text": c.text, "low": None if c.low is None else f"{c.low:f}", "unit": c.unit} for c in mined.claims
            ]
            self.stat_update("references", value=len(mined.references))
            self.stat_update("claims", value=len(mined.claims))
            yield document
