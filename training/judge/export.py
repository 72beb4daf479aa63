"""Export a trained judge: `python -m training.judge.export DIR/model.pt --out DIR --temperature T`.

Writes `DIR/fp32` and `DIR/int8`, each a folder that `LearnedJudge.load` reads. The package ships the int8
folder; with `--ship` it is copied there at once.
"""

import argparse
from pathlib import Path

import torch

from training.exporting import Shape, export
from training.judge.network import ACTS, MODALITIES, SIDES, JudgeNetwork

SHIPPED = Path(__file__).parents[2] / "src" / "onrecord" / "judge" / "models" / "judge"
SHAPE = Shape(
    inputs=("ids", "segments", "roles"),
    outputs=("sides", "modalities", "explicit", "acts"),
    by_piece=(),
    heads=("/sides/", "/modalities/", "/explicit/", "/acts/"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path, help="model.pt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--temperature", type=float, default=1.0, help="divides the logits of sides")
    parser.add_argument("--ship", action="store_true", help="copy the int8 folder into the package")
    arguments = parser.parse_args()
    network = JudgeNetwork()
    network.load_state_dict(torch.load(arguments.checkpoint, map_location="cpu"))
    network.eval()
    labels = {"sides": SIDES, "modalities": MODALITIES, "acts": ACTS, "temperature": arguments.temperature}
    export(network, SHAPE, labels, arguments.out, SHIPPED if arguments.ship else None)


if __name__ == "__main__":
    main()
