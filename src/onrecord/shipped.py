"""Models that ship with the program: a folder with a network, its tokenizer and its labels."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import onnxruntime
from tokenizers import Tokenizer

from onrecord.model import OnrecordError

FILES = ("model.onnx", "tokenizer.json", "labels.json")


class ModelMissingError(OnrecordError):
    """A folder does not hold a model of the program's."""

    def __init__(self, folder: Path, name: str, missing: Sequence[str]) -> None:
        super().__init__(
            f"{folder}: the {name} lacks {', '.join(missing)} "
            f"(a model folder holds {', '.join(FILES)}; `make help` lists how the models are rebuilt)"
        )


class Shipped(NamedTuple):
    """An opened model: its `session` runs one call on one core, `labels` is the file that says what its
    outputs mean, `digest` the SHA-256 of all files.
    """

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    labels: Path
    digest: str


def open_model(folder: Path, name: str) -> Shipped:
    """Open the model in `folder`; `name` is what an error calls it.

    Raises `ModelMissingError` where a file of the model is not there.
    """
    missing = [file for file in FILES if not (folder / file).is_file()]
    if missing:
        raise ModelMissingError(folder, name, missing)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(folder / "model.onnx"),
        options,
        providers=["CPUExecutionProvider"],
        # Its fused kernel takes five times as long as an addition and a normalisation in turn.
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    digest = hashlib.sha256(b"".join((folder / file).read_bytes() for file in FILES)).hexdigest()
    return Shipped(session, tokenizer, folder / "labels.json", digest)
