"""`vanban._files`: what is written below a folder is there whole, or not at all."""

import io
from pathlib import Path

import pytest

from vanban._files import Folder


class Full(io.FileIO):
    """A file on a disk that turns out to be full when it is closed."""

    def close(self) -> None:
        if not self.closed:
            super().close()
            raise OSError("no space left on device")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    folder = Folder(str(tmp_path))
    whole = folder._open
    monkeypatch.setattr(folder, "_open", lambda path: Full(path, "wb") if path.endswith("full") else whole(path))
    return folder


def files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in tmp_path.iterdir())


def test_files_that_are_whole_stay(folder: Folder, tmp_path: Path):
    with folder:
        folder.append("a", b"1")
        folder.append("b", b"2")
        folder.append("a", b"3")
    assert files(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").read_bytes() == b"13"


def test_a_file_that_cannot_be_closed_removes_all(folder: Folder, tmp_path: Path):
    with pytest.raises(OSError, match="no space"), folder:
        folder.append("full", b"1")
        folder.append("b", b"2")
    assert files(tmp_path) == []


def test_a_failure_is_not_hidden_by_that_of_a_file(folder: Folder, tmp_path: Path):
    with pytest.raises(ValueError, match="first"), folder:
        folder.append("full", b"1")
        folder.append("b", b"2")
        raise ValueError("first")
    assert files(tmp_path) == []
