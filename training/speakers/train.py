"""Fine-tune MiniLM to point at the words that tell for whom a voice speaks.

    python -m training.speakers.train --reports AGENCY.jsonl.gz --start STATEMENTS.pt --out DIR

Writes `epoch-N.pt` after every epoch and `model.pt`, the mean of the last few, of which `export.py` makes
what the package ships. `--start` is a checkpoint of the statement model: its encoder knows what a source is.
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

from onrecord.world import World
from training.encoder import (
    encoder_folder,
    load_encoder,
    load_tokenizer,
    mean_of_epochs,
    optimiser_of,
    share_of_rate,
)
from training.speakers.corpus import Batch, Example, batches, examples
from training.speakers.network import NEW, SpeakerNetwork

WEIGHTS = (0.3, 0.3)  # of the losses of "several" and sector, beside that of the pointing


def loss_of(network: SpeakerNetwork, batch: Batch) -> Tensor:
    """Return the mean negative log-likelihood of a gold actor's clues, all of an actor's taken together."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        pointed = network(*batch.inputs, batch.mask)
    logits = torch.cat([pointed.points, pointed.rest], 1).masked_fill(~batch.choices, -1e4)
    chosen = torch.log_softmax(logits, 1)[:, None].masked_fill(~batch.gold, -1e4).logsumexp(-1)
    asked = batch.gold.any(-1)
    point = -(chosen.masked_fill(~asked, 0.0).sum(1) / asked.sum(1)).mean()
    several = functional.binary_cross_entropy_with_logits(pointed.several[:, 0], batch.several)
    sector = functional.cross_entropy(pointed.sectors, batch.sectors, ignore_index=-100)
    return point + WEIGHTS[0] * several + WEIGHTS[1] * torch.nan_to_num(sector)


def start_from(network: SpeakerNetwork, checkpoint: Path) -> None:
    """Take over the encoder of another network's checkpoint."""
    ours = network.state_dict()
    theirs = torch.load(checkpoint, map_location="cpu")
    shared = {name: part for name, part in theirs.items() if name in ours and not name.startswith(NEW)}
    network.load_state_dict(shared, strict=False)


def train(
    found: list[Example], world: World, tokenizer: Tokenizer, arguments: argparse.Namespace
) -> SpeakerNetwork:
    chance = random.Random(arguments.seed)
    torch.manual_seed(arguments.seed)
    network = SpeakerNetwork(seed=arguments.seed)
    load_encoder(network, encoder_folder() / "model.safetensors", NEW)
    if arguments.start:
        start_from(network, arguments.start)
    network.train()
    optimiser = optimiser_of(network)
    step, began, mean, total = 0, time.monotonic(), 0.0, 0
    for epoch in range(1, arguments.epochs + 1):
        made = list(batches(found, world, tokenizer, arguments.batch, chance))
        total = total or arguments.epochs * len(made)
        for batch in made:
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
                loss_now = mean / (1 - 0.98**step)
                print(f"epoch {epoch} step {step}/{total} loss {loss_now:.3f} {pace:.2f} s", flush=True)
        torch.save(network.state_dict(), arguments.out / f"epoch-{epoch}.pt")
    network.load_state_dict(mean_of_epochs(arguments.out, arguments.epochs, arguments.averaged))
    torch.save(network.state_dict(), arguments.out / "model.pt")
    return network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=Path, required=True, help="the reports of labels.jsonl")
    parser.add_argument("--start", type=Path, help="a checkpoint of the statement model")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--averaged", type=int, default=2, help="epochs at the end that model.pt averages")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=20261122)
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "arguments.json").write_text(json.dumps(vars(arguments), default=str))
    world = World.load()
    found = list(examples(arguments.reports, "train", world))
    print(f"{len(found)} statements of {len({e.report for e in found})} reports", flush=True)
    train(found, world, load_tokenizer(), arguments)


if __name__ == "__main__":
    main()
