"""Trains the reader: on everything, or by cross-validation with documents held out.

    python train.py --gold DIR --places DIR --base DIR --out DIR [--folds 4] [--only 0] [--epochs 8]

With ``--folds`` it writes one ``fold_N.pt`` a fold; without, ``reader.pt``. Weights are averaged over the
last steps (exponential moving average), embeddings stay frozen, lower layers learn more slowly.
"""

import argparse
import copy
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from batch import IGNORED, Batch, collate, tokenizer
from model import Reader, pretrained
from prepare import ROLES, Example, folds, load
from swap import gazetteer, swapped
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

MASK, HIDDEN = 103, 0.04  # the piece [MASK], and the share of pieces that it replaces in training
STATUS_WEIGHTS = torch.tensor([1.0, 1.5, 1.5, 2.0, 2.0])


def loss_of(model: Reader, batch: Batch) -> Tensor:
    """Sum of the losses of triggers, roles, status and of being a claim at all."""
    hidden = (torch.rand_like(batch.mask) < HIDDEN) & (batch.word >= 0)
    states, bias = model.lower_states(batch.pieces.masked_fill(hidden, MASK), batch.mask, batch.style)
    found = model.find(states, bias).float()
    each = functional.binary_cross_entropy_with_logits(found, batch.kinds, reduction="none")
    loss = ((each * (1.0 + batch.kinds)).sum(2) * batch.first * batch.weight[:, None]).sum() / batch.weight.sum()
    row, trigger, kind = with_look_alikes(batch, found.detach())
    if len(row):
        roles, status, real = model.read(states[row], bias[row], trigger, kind)
        claims = len(batch.sentence)
        if claims:
            tags = roles[:claims].float().reshape(claims, -1, len(ROLES), 3).permute(0, 3, 1, 2)
            per_tag = functional.cross_entropy(tags, batch.roles, ignore_index=IGNORED, reduction="none")
            weight = batch.weight[batch.sentence]
            loss = loss + 0.5 * (per_tag.sum((1, 2)) * weight).sum() / claims
            loss = loss + functional.cross_entropy(
                status[:claims].float(), batch.status, weight=STATUS_WEIGHTS, label_smoothing=0.05
            )
        is_claim = (torch.arange(len(row)) < claims).float()
        loss = loss + functional.binary_cross_entropy_with_logits(real.float(), is_claim)
    return loss


def likeliest(batch: Batch, logits: Tensor, *, most: int, least: float = -3.5) -> tuple[Tensor, Tensor, Tensor]:
    """The (word, kind) pairs of the largest log-odds, ``least`` and more: row, trigger and kind of each."""
    flat = torch.where(batch.first[:, :, None] > 0, logits, -99.0)
    best, at = flat.flatten().topk(min(most, flat.numel()))
    at = at[best > least]
    row, rest = at // (flat.shape[1] * flat.shape[2]), at % (flat.shape[1] * flat.shape[2])
    piece, kind = rest // flat.shape[2], rest % flat.shape[2]
    return row, (batch.word[row] == batch.word[row, piece][:, None]).float(), kind


def with_look_alikes(batch: Batch, logits: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The batch's pairs and, after them, the wrong (word, kind) pairs that the finder now likes best."""
    row, trigger, kind = likeliest(batch, logits.masked_fill(batch.kinds > 0, -99.0), most=8)
    return (
        torch.cat([batch.sentence, row]),
        torch.cat([batch.trigger, trigger]),
        torch.cat([batch.kind, kind]),
    )


def averaged(average: Reader, model: Reader, step: int) -> None:
    """Moves the running mean of a network's weights on by a step."""
    with torch.no_grad():
        keep = min(0.995, step / (step + 10))
        for ours, theirs in zip(average.parameters(), model.parameters(), strict=True):
            if theirs.requires_grad:
                ours.lerp_(theirs, 1 - keep)


def groups(model: Reader, rate: float, decay: float) -> list[dict[str, object]]:
    """Parameter groups: heads fastest, each encoder layer below slower by ``decay``; embeddings frozen."""
    model.words.requires_grad_(False)
    model.positions.requires_grad_(False)
    found: list[dict[str, object]] = []
    for layers, fastest in (([*model.lower, *model.finder], rate), ([*model.roles], 2 * rate)):
        for depth, layer in enumerate(reversed(layers)):
            found.append({"params": list(layer.parameters()), "lr": fastest * decay**depth})
    taken = {id(p) for g in found for p in g["params"]}  # type: ignore[attr-defined]
    rest = [p for p in model.parameters() if p.requires_grad and id(p) not in taken]
    return [*found, {"params": rest, "lr": rate * 5}]


def batches(
    examples: Sequence[Example], cutter: Tokenizer, chance: random.Random, places: Sequence[str], size: int
) -> Iterator[Batch]:
    """One epoch of batches of like length, names swapped in about half of the examples."""
    drawn = [swapped(e, places, chance) if chance.random() < 0.5 else e for e in examples]
    drawn.sort(key=lambda e: len(e.text) + chance.random() * 60)
    cuts = [drawn[i : i + size] for i in range(0, len(drawn), size)]
    chance.shuffle(cuts)
    for cut in cuts:
        yield collate(cut, cutter)


def train(
    examples: Sequence[Example],
    places: Sequence[str],
    base: Path,
    *,
    epochs: int = 12,
    rate: float = 1.5e-4,
    decay: float = 0.85,
    size: int = 16,
    seed: int = 0,
    shared: int = 2,
    start: Path | None = None,
) -> Reader:
    """One reader, its weights averaged over the end of the training."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    model = pretrained(base, shared=shared)
    if start:
        model.load_state_dict(torch.load(start, weights_only=True), strict=False)
    cutter = tokenizer(base)
    steps = epochs * (len(examples) // size + 1)
    optimizer = torch.optim.AdamW(groups(model, rate, decay), weight_decay=0.01, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [g["lr"] for g in optimizer.param_groups],
        total_steps=steps + 1,
        pct_start=0.1,
        anneal_strategy="linear",
    )
    average = copy.deepcopy(model).eval()
    step, began = 0, time.time()
    for epoch in range(epochs):
        model.train()
        total = 0.0
        for batch in batches(examples, cutter, chance, places, size):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(model, batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            total += float(loss.detach())
            averaged(average, model, step)
        print(
            f"epoch {epoch + 1}: loss {total / max(1, step) * (epoch + 1):.3f}, {time.time() - began:.0f} s",
            flush=True,
        )
    return average


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, required=True, help="folder with train_1..6.jsonl and dev.jsonl")
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--places", type=Path, required=True, help="folder with *.jsonl.gz gazetteers, for swapping")
    parser.add_argument("--base", type=Path, required=True, help="folder of the pre-trained MiniLM")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--decay", type=float, default=0.85)
    parser.add_argument("--shared", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate with so many folds")
    parser.add_argument("--ours", action="store_true", help="train on the sentences of data/ only")
    parser.add_argument("--only", type=int, action="append", help="train only this fold (again for more)")
    parser.add_argument("--together", action="store_true", help="hold the folds of --only out of one model")
    parser.add_argument("--start", type=Path, help="weights to start from instead of the pre-trained encoder")
    parser.add_argument("--without", type=Path, help="titles to leave out, one a line")
    parser.add_argument(
        "--new", nargs="*", default=(), help="files to learn now, as own_37: all of them, of others --some"
    )
    parser.add_argument("--some", type=int, default=6500, help="so many of the texts of other files, with --new")
    parser.add_argument("--gold-only", action="store_true", help="train on the gold folder's sentences only")
    parser.add_argument("--but", nargs="*", default=(), help="annotated articles to leave out, as wiki_5")
    args = parser.parse_args()
    torch.set_num_threads(2)
    args.out.mkdir(parents=True, exist_ok=True)
    held, always = load(args.gold, args.data, but=args.but)
    if args.without:
        out_of_it = set(args.without.read_text(encoding="utf-8").splitlines())
        held = [one for one in held if one.document not in out_of_it]
    if args.gold_only:
        held, always = ([one for one in some if not one.ours] for some in (held, always))
    if args.new:
        old = [one for one in (*held, *always) if one.ours and one.id.split("/")[0] not in args.new]
        left = {id(one) for one in random.Random(args.seed).sample(old, max(0, len(old) - args.some))}
        held, always = ([one for one in some if id(one) not in left] for some in (held, always))
    places = gazetteer(args.places)
    options = {k: getattr(args, k) for k in ("epochs", "rate", "decay", "seed", "shared", "start")}
    if args.ours:
        print(len(always), "examples of ours")
        torch.save(train(always, places, args.base, **options).state_dict(), args.out / "ours.pt")
        return
    if not args.folds:
        print(len(held) + len(always), "examples")
        torch.save(train([*held, *always], places, args.base, **options).state_dict(), args.out / "reader.pt")
        return
    parts = folds(held, args.folds)
    numbers = list(args.only if args.only is not None else range(args.folds))
    for out in [numbers] if args.together else [[n] for n in numbers]:
        kept = [e for i, part in enumerate(parts) if i not in out for e in part]
        print("without", out, len(kept) + len(always), "examples")
        state = train([*kept, *always], places, args.base, **options).state_dict()
        for number in out:
            torch.save(state, args.out / f"fold_{number}.pt")


if __name__ == "__main__":
    main()
