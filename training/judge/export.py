"""Export a trained judge: `python -m training.judge.export DIR/model.pt --out DIR --temperature T`.

Writes `DIR/fp32` and `DIR/int8`, each a folder that `LearnedJudge.load` reads: `model.onnx`,
`tokenizer.json`, `labels.json`. The package ships the int8 folder; with `--ship` it is copied there at once.
"""

import argparse
import json
import shutil
from pathlib import Path

import onnx
import torch

from training.encoder import encoder_folder
from training.judge.network import ACTS, MODALITIES, SIDES, JudgeNetwork
from training.quantising import quantise

SHIPPED = Path(__file__).parents[2] / "src" / "onrecord" / "judge" / "models" / "judge"
HEADS = ("/sides/", "/modalities/", "/explicit/", "/acts/")
INPUTS, OUTPUTS = ("ids", "segments", "roles"), ("sides", "modalities", "explicit", "acts")


def write_labels(temperature: float, target: Path) -> None:
    labels = {"sides": SIDES, "modalities": MODALITIES, "acts": ACTS, "temperature": temperature}
    target.write_text(json.dumps(labels, indent=1) + "\n")


def export_fp32(network: JudgeNetwork, target: Path) -> None:
    """Write the network as ONNX: int64 `[1, n]` inputs, float outputs `[1, .]`, any n up to 512."""
    example = tuple(torch.ones(1, 24, dtype=torch.int64) for _ in INPUTS)
    torch.onnx.export(
        network,
        example,
        target,
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes={name: {1: "pieces"} for name in INPUTS},
        dynamo=False,
        opset_version=17,
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
    for kind in ("fp32", "int8"):
        (arguments.out / kind).mkdir(parents=True, exist_ok=True)
        write_labels(arguments.temperature, arguments.out / kind / "labels.json")
        shutil.copy(encoder_folder() / "tokenizer.json", arguments.out / kind)
    export_fp32(network, arguments.out / "fp32" / "model.onnx")
    quantise(arguments.out / "fp32" / "model.onnx", arguments.out / "int8" / "model.onnx", HEADS)
    onnx.checker.check_model(arguments.out / "int8" / "model.onnx")
    if arguments.ship:
        shutil.copytree(arguments.out / "int8", SHIPPED, dirs_exist_ok=True)


if __name__ == "__main__":
    main()
