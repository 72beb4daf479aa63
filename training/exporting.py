"""Export a trained network as ONNX, quantise it, and put it where the package ships it."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.encoder import encoder_folder


class Shape(NamedTuple):
    """Names of a network's int64 inputs `[1, n]` and of its outputs; those in `by_piece` have a row a piece.
    Parts of the names of the nodes in its `heads`, which are not quantised.
    """

    inputs: Sequence[str]
    outputs: Sequence[str]
    by_piece: Sequence[str]
    heads: Sequence[str]


def export(
    network: nn.Module, shape: Shape, labels: Mapping[str, object], out: Path, shipped: Path | None
) -> None:
    """Write `out/fp32` and `out/int8`, each a folder that `onrecord.shipped.open_model` opens.

    The int8 folder is copied to `shipped`, where that is given.
    """
    for kind in ("fp32", "int8"):
        (out / kind).mkdir(parents=True, exist_ok=True)
        (out / kind / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")
        shutil.copy(encoder_folder() / "tokenizer.json", out / kind)
    torch.onnx.export(
        network,
        tuple(torch.ones(1, 24, dtype=torch.int64) for _ in shape.inputs),
        out / "fp32" / "model.onnx",
        input_names=shape.inputs,
        output_names=shape.outputs,
        dynamic_axes={name: {1: "pieces"} for name in (*shape.inputs, *shape.by_piece)},
        dynamo=False,
        opset_version=17,
    )
    _quantise(out / "fp32" / "model.onnx", out / "int8" / "model.onnx", shape.heads)
    onnx.checker.check_model(out / "int8" / "model.onnx")
    if shipped is not None:
        shutil.copytree(out / "int8", shipped, dirs_exist_ok=True)


def _quantise(source: Path, target: Path, heads: Sequence[str]) -> None:
    """Quantise the word embeddings to eight bits and the layers' products by channel to seven.

    Without VNNI the 16-bit sums of uint8 x int8 pairs saturate; weights of seven bits (`reduce_range`) cannot
    reach that. The `heads` (parts of names of nodes) and the small embeddings decide much and weigh little:
    they stay in fp32.
    """
    nodes = onnx.load(source).graph.node
    small = [
        node.name for node in nodes if node.op_type == "Gather" and not node.name.endswith("/word/Gather")
    ]
    kept = [node.name for node in nodes if any(part in node.name for part in heads)]
    half_way = target.with_suffix(".half")
    quantize_dynamic(
        source, half_way, weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"], nodes_to_exclude=small
    )
    quantize_dynamic(
        half_way,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=kept,
    )
    half_way.unlink()
