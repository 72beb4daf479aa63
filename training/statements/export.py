"""Export a trained checkpoint: `python -m training.statements.export DIR/model.pt --out DIR`.

Writes `DIR/fp32` and `DIR/int8`, each a folder that `Tagger.load` reads: `model.onnx`, `tokenizer.json`,
`labels.json`. The package ships the int8 folder. With `--ship` it is copied into the package at once.
"""

import argparse
import json
import shutil
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from training.encoder import encoder_folder
from training.quantising import quantise
from training.statements.network import TAGS, StatementNetwork, possible

SHIPPED = Path(__file__).parents[2] / "src" / "onrecord" / "extract" / "models" / "statements"
HEADS = ("/tags/", "/transitions/", "/pointer_from/", "/pointer_to/")
INPUTS, OUTPUTS = ("ids", "case", "begins", "quoted"), ("tags", "transitions", "from", "to")


class Shipped(nn.Module):
    """The network without the names, which only help it to learn."""

    def __init__(self, network: StatementNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, case: Tensor, begins: Tensor, quoted: Tensor) -> tuple[Tensor, ...]:
        return self.network(ids, case, begins, quoted)[:4]


def write_labels(network: StatementNetwork, target: Path) -> None:
    """Write the tags and what the network learned of their order, which no text changes."""
    allowed = torch.where(possible(), 0.0, -1e9)
    first = (network.first.detach() + allowed[0]).tolist()
    between = (network.between.detach() + allowed).tolist()
    rounded = [[round(value, 4) for value in row] for row in (first, *between)]
    labels = {"tags": TAGS, "first": rounded[0], "between": rounded[1:]}
    target.write_text(json.dumps(labels, indent=1) + "\n")


def export_fp32(network: StatementNetwork, target: Path) -> None:
    """Write the network as ONNX: int64 `[1, n]` inputs, float outputs `[1, n, .]`, any n up to 512."""
    example = tuple(torch.ones(1, 24, dtype=torch.int64) for _ in INPUTS)
    length = {name: {1: "pieces"} for name in (*INPUTS, *OUTPUTS)}
    torch.onnx.export(
        Shipped(network),
        example,
        target,
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes=length,
        dynamo=False,
        opset_version=17,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path, help="model.pt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--ship", action="store_true", help="copy the int8 folder into the package")
    arguments = parser.parse_args()
    network = StatementNetwork()
    network.load_state_dict(torch.load(arguments.checkpoint, map_location="cpu"))
    network.eval()
    for kind in ("fp32", "int8"):
        (arguments.out / kind).mkdir(parents=True, exist_ok=True)
        write_labels(network, arguments.out / kind / "labels.json")
        shutil.copy(encoder_folder() / "tokenizer.json", arguments.out / kind)
    export_fp32(network, arguments.out / "fp32" / "model.onnx")
    quantise(arguments.out / "fp32" / "model.onnx", arguments.out / "int8" / "model.onnx", HEADS)
    onnx.checker.check_model(arguments.out / "int8" / "model.onnx")
    if arguments.ship:
        shutil.copytree(arguments.out / "int8", SHIPPED, dirs_exist_ok=True)


if __name__ == "__main__":
    main()
