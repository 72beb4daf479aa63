"""A BERT-base-sized encoder in PyTorch and in ONNX Runtime, and this machine's matrix-multiply rate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, save
from onnxruntime.quantization import QuantType, quantize_dynamic
from timing import BERT, Run, race, session
from torch import nn

HEADS = 12


class Attention(nn.Module):
    """Spelled out as the statement model's is, so that the exported graph is one that ONNX Runtime fuses."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(BERT.width, BERT.width) for _ in range(4))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        batch, length, _ = x.shape
        query, key, value = (
            part(x).view(batch, length, HEADS, BERT.width // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weight = torch.softmax((query / math.sqrt(BERT.width // HEADS)) @ key.transpose(2, 3), dim=-1)
        heard: torch.Tensor = self.out((weight @ value).transpose(1, 2).reshape(batch, length, BERT.width))
        return heard


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention = Attention()
        self.norms = nn.ModuleList(nn.LayerNorm(BERT.width) for _ in range(2))
        self.up, self.down = nn.Linear(BERT.width, BERT.inner), nn.Linear(BERT.inner, BERT.width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.norms[0](x + self.attention(x))
        done: torch.Tensor = self.norms[1](x + self.down(nn.functional.gelu(self.up(x))))
        return done


class Encoder(nn.Module):
    """Tags pieces `[b, n]`; `layers` do the work between the embeddings and the tags."""

    def __init__(self, layers: nn.Module) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, BERT.width), nn.Embedding(512, BERT.width)
        self.layers, self.tags = layers, nn.Linear(BERT.width, 7)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        tags: torch.Tensor = self.tags(self.layers(self.words(ids) + self.places(places)))
        return tags


def in_torch(windows: Sequence[NDArray[np.int64]], threads: int) -> dict[str, Run]:
    """Return ways to read the windows `[1, n]` in PyTorch, with its fused layer: singly, or by report."""
    torch.set_num_threads(threads)
    layer = nn.TransformerEncoderLayer(
        BERT.width, HEADS, BERT.inner, activation="gelu", batch_first=True, dropout=0.0
    )
    network = Encoder(nn.TransformerEncoder(layer, BERT.layers, enable_nested_tensor=False)).eval()
    single = [torch.from_numpy(window) for window in windows]
    batched = [torch.cat(list(alike)) for _, alike in groupby(single, key=lambda window: window.shape[1])]

    def read(given: Sequence[torch.Tensor]) -> None:
        with torch.inference_mode():
            for ids in given:
                network(ids)

    return {"one by one": lambda: read(single), "in batches": lambda: read(batched)}


def in_onnx(folder: Path, windows: Sequence[NDArray[np.int64]], threads: int) -> dict[str, dict[str, Run]]:
    """Return, for fp32 and for int8 (dynamic, by channel), ways to read the windows in ONNX Runtime: one
    call on all threads, and as many calls as threads side by side.
    """
    plain, small = folder / "fp32.onnx", folder / "int8.onnx"
    network = Encoder(nn.Sequential(*(Layer() for _ in range(BERT.layers)))).eval()
    torch.onnx.export(
        network,
        (torch.ones(1, 24, dtype=torch.int64),),
        plain,
        input_names=["ids"],
        output_names=["tags"],
        dynamic_axes={"ids": {1: "pieces"}, "tags": {1: "pieces"}},
        dynamo=False,
        opset_version=17,
    )
    quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    given = [{"ids": window} for window in windows]
    return {kind: _ways(path, given, threads) for kind, path in (("fp32", plain), ("int8", small))}


def _ways(path: Path, given: Sequence[dict[str, NDArray[np.generic]]], threads: int) -> dict[str, Run]:
    wide, narrow, pool = session(path, threads), session(path, 1), ThreadPoolExecutor(threads)

    def in_turn() -> None:
        for one in given:
            wide.run(None, one)

    def side_by_side() -> None:
        list(pool.map(lambda one: narrow.run(None, one), given))

    return {"in turn": in_turn, "side by side": side_by_side}


def multiply_rates(folder: Path, threads: int, seconds: float) -> dict[str, float]:
    """Return this machine's rate of large matrix products, operations a second, in fp32 and in int8: the
    best of two sizes and of one product on all threads or one a thread.
    """
    best = {}
    for kind in ("fp32", "int8"):
        rates = []
        for size in (1024, 2048):
            path = folder / f"product-{kind}-{size}.onnx"
            _save_product(path, kind, size)
            ones = np.ones([size, size], np.float32 if kind == "fp32" else np.uint8)
            given: list[dict[str, NDArray[np.generic]]] = [{"a": ones}] * (2 * threads)
            found = race(_ways(path, given, threads), seconds / 2)
            rates += [rate * len(given) * 2.0 * size**3 for rate in found.values()]
        best[kind] = max(rates)
    return best


def _save_product(path: Path, kind: str, size: int) -> None:
    plain = kind == "fp32"
    operator = "MatMul" if plain else "MatMulInteger"
    left = TensorProto.FLOAT if plain else TensorProto.UINT8
    right, out = (TensorProto.FLOAT, TensorProto.FLOAT) if plain else (TensorProto.INT8, TensorProto.INT32)
    weights = np.random.default_rng(0).integers(-60, 60, [size, size])
    raw = weights.astype(np.float32 if plain else np.int8).tobytes()
    graph = helper.make_graph(
        [helper.make_node(operator, ["a", "b"], ["c"])],
        "product",
        [helper.make_tensor_value_info("a", left, [size, size])],
        [helper.make_tensor_value_info("c", out, [size, size])],
        [helper.make_tensor("b", right, [size, size], raw, raw=True)],
    )
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(path))
