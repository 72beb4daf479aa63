"""Fine-tune MiniLM as a judge of questions that it has not seen.

    python -m training.judge.train --reports AGENCY.jsonl.gz POLNEAR.jsonl.gz --out DIR

Writes `epoch-N.pt` after every epoch and `model.pt`, the mean of the last few, of which `export.py` makes
what the package ships. `split.toml` says which questions are kept for development and test.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.encoder import (
    encoder_folder,
    load_encoder,
    load_tokenizer,
    mean_of_epochs,
    optimiser_of,
    share_of_rate,
)
from training.judge.corpus import Batch, batches
from training.judge.network import NEW, JudgeNetwork
from training.judge.reading import HELD_OUT, Pair, of_training, our_pairs, real_pairs, variants

WEIGHTS = (1.0, 0.2, 0.1, 0.1)  # of the losses of side, modality, explicitness and act


def loss_of(network: JudgeNetwork, batch: Batch) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        judged = network(*batch.inputs, batch.mask)
    side = functional.cross_entropy(judged.sides, batch.sides, label_smoothing=0.05)
    rest = (
        functional.cross_entropy(logits, gold, ignore_index=-100)
        for logits, gold in (
            (judged.modalities, batch.modalities),
            (judged.explicit, batch.explicit),
            (judged.acts, batch.acts),
        )
    )
    parts = (side, *(torch.nan_to_num(part) for part in rest))
    return sum((w * part for w, part in zip(WEIGHTS, parts, strict=True)), torch.zeros(()))


def train(pairs: list[Pair], tokenizer: Tokenizer, weights: Path, arguments: argparse.Namespace) -> None:
    chance = random.Random(arguments.seed)
    torch.manual_seed(arguments.seed)
    network = JudgeNetwork(seed=arguments.seed)
    load_encoder(network, weights, NEW)
    if arguments.start:
        network.load_state_dict(torch.load(arguments.start))
    network.train()
    optimiser = optimiser_of(network)
    total = arguments.epochs * -(-len(pairs) // arguments.batch)
    ways, step, began, mean = variants(), 0, time.monotonic(), 0.0
    for epoch in range(1, arguments.epochs + 1):
        for batch in batches(pairs, ways, tokenizer, arguments.batch, chance):
            step += 1
            for group in optimiser.param_groups:
                group["lr"] = arguments.rate * share_of_rate(step, total)
            loss = loss_of(network, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            mean = 0.98 * mean + 0.02 * loss.item()
            if step % 50 == 0:
                pace = (time.monotonic() - began) / step
                print(
                    f"epoch {epoch} step {step}/{total} loss {mean / (1 - 0.98**step):.4f} {pace:.2f} s",
                    flush=True,
                )
        torch.save(network.state_dict(), arguments.out / f"epoch-{epoch}.pt")
    torch.save(
        mean_of_epochs(arguments.out, arguments.epochs, arguments.averaged), arguments.out / "model.pt"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=Path, nargs="+", help="the reports whose labels real.jsonl holds")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--all", action="store_true", help="train on dev and test questions too")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--averaged", type=int, default=2, help="epochs at the end that model.pt averages")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=20261122)
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer()
    found = [*our_pairs(), *(real_pairs(arguments.reports, HELD_OUT) if arguments.reports else ())]
    pairs = found if arguments.all else of_training(found)
    (arguments.out / "arguments.json").write_text(json.dumps(vars(arguments), default=str))
    print(f"{len(pairs)} pairs of {len({p.question for p in pairs})} questions", flush=True)
    train(pairs, tokenizer, encoder_folder() / "model.safetensors", arguments)


if __name__ == "__main__":
    main()
