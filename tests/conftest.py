"""What all tests share."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import matplotlib as mpl
import pytest
from hypothesis import settings

from analysis.validating import corpora

mpl.use("Agg")  # not by the environment: a kernel that inherits it shows no figures

settings.register_profile("undertone", derandomize=True, deadline=None, max_examples=150)
settings.load_profile("undertone")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def seeds(root: Path) -> Path:
    return root / "seeds"


@pytest.fixture(scope="session")
def contract() -> ModuleType:
    """The checker of public names and columns, which is kept outside this repository."""
    path = corpora.data_folder().parent / "contract" / "check.py"
    if not path.is_file():
        pytest.skip(f"{path} is not on this machine")
    spec = importlib.util.spec_from_file_location("contract_check", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
