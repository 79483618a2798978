"""Every example in the documentation runs."""

import doctest
import importlib
import inspect
import re
import sys

import pytest
from conftest import PYTHON

import vanban
import vanban._records


@pytest.mark.parametrize("module", [vanban, vanban._records], ids=lambda module: module.__name__)
def test_the_package(module):
    done = doctest.testmod(module)
    assert done.attempted > 5 and done.failed == 0


@pytest.mark.parametrize("recipe", sorted(path.stem for path in (PYTHON / "recipes").glob("*.py")))
def test_a_recipe(recipe, monkeypatch):
    monkeypatch.syspath_prepend(PYTHON / "recipes")
    engine = recipe.removeprefix("with_")
    pytest.importorskip(engine, reason=f"{engine} is not installed: its recipe was not run")
    done = doctest.testmod(importlib.import_module(recipe))
    assert done.attempted > 2 and done.failed == 0


def test_the_readme(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (PYTHON / "README.md").read_text("utf-8"), re.DOTALL)
    assert blocks
    names = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)
    assert sys.modules["vanban"] is vanban


def test_everything_public_is_documented():
    for name in vanban.__all__:
        public = getattr(vanban, name)
        if inspect.isclass(public) or inspect.isfunction(public):
            assert public.__doc__ and not public.__doc__.startswith(f"{name}("), name
