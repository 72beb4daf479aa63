"""Where the evaluation data lies: a folder named by ONRECORD_EVAL_DATA, never part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = os.environ.get("ONRECORD_EVAL_DATA")

needs_data = pytest.mark.skipif(
    FOLDER is None,
    reason="ONRECORD_EVAL_DATA is not set: it names the folder that holds seeds/, data/ and eval/",
)


def evaluation_folder() -> Path:
    """The folder, which must exist where the variable is set: a wrong path fails instead of skipping."""
    assert FOLDER is not None
    folder = Path(FOLDER)
    assert folder.is_dir(), f"ONRECORD_EVAL_DATA names {FOLDER}, which is no folder"
    return folder
