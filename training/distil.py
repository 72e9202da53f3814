"""Makes a small network of a large one: it learns to give what the large one gives, on texts with and without labels.

    python distil.py --gold DIR --places DIR --base DIR --weights run2/reader.pt --out small.pt [--epochs 2]

The small one shares four layers and not two, so that its second tower has two of its own for each trigger and not
four; within each layer it keeps the ``--inner`` of 1,536 neurons that carry most. It learns the large one's chances of
triggers, roles, status and claims (soft targets, Hinton et al. 2015, https://arxiv.org/abs/1503.02531) and the states
that these are made of (as TinyBERT, Jiao et al. 2020, https://arxiv.org/abs/1909.10351).
"""

import argparse
import copy
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from batch import Batch, collate, tokenizer
from model import INNER, LAYERS, Layer, Reader, network_of
from pointed import articles, split
from prepare import ROLES, Example, load, read_rows
from swap import gazetteer
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from train import averaged, batches, likeliest

PAIRS = 32  # (word, kind) pairs of a batch that the second tower is asked about


def smaller(large: Reader, *, inner: int, shared: int, importance: dict[str, Tensor]) -> Reader:
    """The small network, with the large one's weights where it has them.

    Of the large finder's six layers the lower ``shared`` are shared; the second tower begins with as many of the large
    one's last layers as are left to six. Of each layer's neurons those of the most ``importance`` stay.
    """
    own = LAYERS - shared
    small = Reader(shared=shared, finder=own, roles=own, inner=inner)
    state = {n: v for n, v in large.state_dict().items() if n.split(".")[0] not in {"lower", "finder", "roles"}}
    small.load_state_dict(state, strict=False)
    names = [*(f"lower.{n}" for n in range(large.shared)), *(f"finder.{n}" for n in range(len(large.finder)))]
    names += [f"roles.{n}" for n in range(len(large.roles) - own, len(large.roles))]
    for new, name in zip([*small.lower, *small.finder, *small.roles], names, strict=True):
        told = large.get_submodule(name).state_dict()
        kept = importance[name].topk(inner).indices.sort().values
        told |= {"inner.weight": told["inner.weight"][kept], "inner.bias": told["inner.bias"][kept]}
        new.load_state_dict(told | {"outer.weight": told["outer.weight"][:, kept]})
    return small


@torch.no_grad()
def importances(large: Reader, batches: Sequence["Asked"]) -> dict[str, Tensor]:
    """How much each inner neuron adds to its layer's output over some texts, by the layer's name."""
    found: dict[str, Tensor] = {}
    hooks = []
    for name, part in large.named_modules():
        if isinstance(part, Layer):

            def keep(_: object, given: tuple[Tensor], name: str = name, part: Layer = part) -> None:
                size = given[0].abs().flatten(0, -2).mean(0) * part.outer.weight.norm(dim=0)
                found[name] = found.get(name, torch.zeros_like(size)) + size

            hooks.append(part.outer.register_forward_pre_hook(keep))
    for batch in batches:
        told_by(large.eval(), batch)
    for hook in hooks:
        hook.remove()
    return found


@dataclass(slots=True)
class Asked:
    """A batch of texts, and the (word, kind) pairs that are asked about; these come from the large network."""

    batch: Batch
    pairs: tuple[Tensor, Tensor, Tensor] | None = None


Told = tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]


def told_by(model: Reader, asked: Asked) -> Told:
    """The finder's states and logits; the second tower's states, roles, status and claim logits of the pairs asked for."""
    batch = asked.batch
    states, bias = model.lower_states(batch.pieces, batch.mask, batch.style)
    last = states
    for layer in model.finder:
        last = layer(last, bias)
    logits = model.kind_head(last).float()
    if asked.pairs is None:
        asked.pairs = likeliest(batch, logits, most=PAIRS)
    row, trigger, kind = asked.pairs
    roles = model.role_states(states[row], bias[row], trigger, kind)
    told, status, real = model.told_by(roles, trigger)
    return last.float(), logits, roles.float(), told.float(), status.float(), real.float()


def losses(small: Told, large: Told, asked: Asked) -> list[Tensor]:
    """How far what the small network gives is from what the large one gives: triggers, their states, and of the pairs
    asked for roles, their states, status and claims.
    """
    assert asked.pairs is not None
    row, batch = asked.pairs[0], asked.batch
    seen, at = batch.mask[:, :, None], batch.mask[row][:, :, None]
    chance = torch.sigmoid(large[1])
    each = functional.binary_cross_entropy_with_logits(small[1], chance, reduction="none") - _entropy(chance)
    found = [
        (each * (1.0 + chance) * batch.first[:, :, None]).sum() / len(batch.pieces),
        ((small[0] - large[0]) ** 2 * seen).sum() / seen.sum() / 40,
    ]
    if not len(row):
        return found
    tags = (len(row), -1, len(ROLES), 3)
    roles = functional.kl_div(
        torch.log_softmax(small[3].reshape(tags), -1), torch.softmax(large[3].reshape(tags), -1), reduction="none"
    )
    real = torch.sigmoid(large[5])
    claim = functional.binary_cross_entropy_with_logits(small[5], real, reduction="none") - _entropy(real)
    return [
        *found,
        (roles.sum((2, 3)) * batch.first[row]).sum() / len(row),
        ((small[2] - large[2]) ** 2 * at).sum() / at.sum() / 40,
        functional.kl_div(torch.log_softmax(small[4], -1), torch.softmax(large[4], -1), reduction="batchmean"),
        claim.mean(),
    ]


def _entropy(chance: Tensor) -> Tensor:
    return functional.binary_cross_entropy(chance, chance, reduction="none")


def unlabelled(gold: Path) -> list[Example]:
    """Sentences of the articles that nobody annotated; none of an article that dev has sentences of."""
    dev = read_rows(gold / "dev.jsonl")
    known = {row["text"] for path in sorted(gold.glob("*.jsonl")) for row in read_rows(path)}
    titles, begins = {row.get("title") for row in dev}, [row["text"][:60] for row in dev]
    found = []
    for article in articles(gold.parent / "wiki_conflict.jsonl.gz").values():
        if article["title"] in titles or any(begin in article["text"] for begin in begins):
            continue
        for n, text in enumerate(split(article["text"])):
            if 5 <= len(text.split()) <= 60 and text not in known:
                found.append(Example(f"{article['id']}/{n}", text, article["id"], ()))
    return found


def distil(
    large: Reader,
    small: Reader,
    examples: Sequence[Example],
    places: Sequence[str],
    cutter: Tokenizer,
    *,
    epochs: float,
    rate: float,
    size: int = 16,
    seed: int = 0,
    frozen: bool = False,
    keep: Callable[[Reader], None] | None = None,
) -> Reader:
    """The small network trained, its weights averaged over the last steps; ``frozen``: all but its second tower stays.

    Prints the parts of the loss, as ``losses`` gives them; ``keep`` is given the network now and then.
    """
    chance = random.Random(seed)
    large.eval().requires_grad_(False)
    small.words.requires_grad_(False)
    small.positions.requires_grad_(False)
    small.styles.requires_grad_(False)
    if frozen:
        small.requires_grad_(False)
    second = [small.roles, small.role_head, small.status_head, small.real_head, small.told]
    for part in (*second, small.kinds, small.marks, small.distances):
        part.requires_grad_(True)
    fast = {id(p) for p in small.roles.parameters()}
    groups = [
        {"params": [p for p in small.parameters() if p.requires_grad and id(p) in fast], "lr": 2 * rate},
        {"params": [p for p in small.parameters() if p.requires_grad and id(p) not in fast], "lr": rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.0, betas=(0.9, 0.98))
    steps = int(epochs * (len(examples) // size + 1))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [2 * rate, rate], total_steps=steps + 1, pct_start=0.05, anneal_strategy="cos"
    )
    average = copy.deepcopy(small)
    step, began, told = 0, time.time(), [0.0] * 6
    while step < steps:
        for asked in map(Asked, batches(examples, cutter, chance, places, size)):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                with torch.no_grad():
                    right = told_by(large, asked)
                parts = losses(told_by(small, asked), right, asked)
            if len(parts) < len(told):
                continue  # nothing in it that could be a claim
            loss = torch.stack(parts).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([p for p in small.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            told = [a + float(b.detach()) for a, b in zip(told, parts, strict=True)]
            averaged(average, small, step)
            if step % 100 == 0:
                print(
                    step, "of", steps, [round(one / 100, 3) for one in told], f"{time.time() - began:.0f} s", flush=True
                )
                told = [0.0] * 6
            if keep and step % 1000 == 0:
                keep(average)
            if step >= steps:
                break
    return average.eval()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--places", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="the large network")
    parser.add_argument("--start", type=Path, help="a small network to go on with")
    parser.add_argument("--inner", type=int, default=INNER)
    parser.add_argument("--shared", type=int, default=4, help="layers that both towers share")
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument(
        "--without", type=Path, help="ids of articles to leave out of the texts without labels, one a line"
    )
    parser.add_argument("--frozen", action="store_true", help="train the second tower alone")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(2)
    large = network_of(torch.load(args.weights, weights_only=True)).eval()
    cutter = tokenizer(args.base)
    labelled, always = load(args.gold, args.data)
    left = set(args.without.read_text(encoding="utf-8").split()) if args.without else set()
    examples = [*labelled, *always, *(one for one in unlabelled(args.gold) if one.document not in left)]
    print(len(labelled) + len(always), "texts with labels,", len(examples), "in all", flush=True)
    if args.start:
        small = network_of(torch.load(args.start, weights_only=True))
    else:
        some = random.Random(1).sample(examples, 480)
        seen = [Asked(collate(some[i : i + 16], cutter)) for i in range(0, len(some), 16)]
        small = smaller(large, inner=args.inner, shared=args.shared, importance=importances(large, seen))
    small.eval()  # no dropout: it is to give what the large one gives
    places = gazetteer(args.places)

    def keep(now: Reader) -> None:
        torch.save(now.state_dict(), args.out)

    options = {"epochs": args.epochs, "rate": args.rate, "frozen": args.frozen, "keep": keep}
    keep(distil(large, small, examples, places, cutter, **options))


if __name__ == "__main__":
    main()
