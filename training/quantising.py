"""Quantise an exported network for the package."""

from collections.abc import Sequence
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic


def quantise(source: Path, target: Path, heads: Sequence[str]) -> None:
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
