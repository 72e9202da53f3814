"""The network: a shared lower encoder, a tower that finds triggers, a tower that reads one's roles.

Both towers start as copies of the same pre-trained upper layers. The lower layers run once a sentence; the
second tower runs once a (trigger, kind) pair on their output, with the trigger marked.
"""

import copy
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import torch
from prepare import KINDS, ROLES, STATUSES
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
MAX_PIECES = 256
STYLES = 3
DISTANCES = (-24.0, -14.0, -8.0, -5.0, -3.0, -1.5, -0.5, 0.5, 1.5, 3.0, 5.0, 8.0, 14.0, 24.0)  # pieces


class Dropout(nn.Module):
    """Dropout whose mask the rows of a batch share: random numbers are a tenth of the work on a CPU."""

    def __init__(self, chance: float = 0.1) -> None:
        super().__init__()
        self.keep = 1.0 - chance

    def forward(self, x: Tensor) -> Tensor:
        """x: (rows, ...)."""
        if not self.training:
            return x
        return x * (torch.rand_like(x[:1]) < self.keep).to(x.dtype).div_(self.keep)


def attention(query: Tensor, key: Tensor, value: Tensor, bias: Tensor) -> Tensor:
    """Attention by heads of (rows, pieces, width); ``bias`` is added to every weight's logit."""
    rows, pieces, _ = query.shape

    def heads(y: Tensor) -> Tensor:
        return y.reshape(rows, pieces, HEADS, WIDTH // HEADS).transpose(1, 2)

    q, k, v = heads(query), heads(key), heads(value)
    weights = torch.softmax(q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias, -1)
    return (weights @ v).transpose(1, 2).reshape(rows, pieces, WIDTH)


class Layer(nn.Module):
    """One BERT encoder layer. ``attention`` is what mixes the pieces; an export puts an operator in its place."""

    def __init__(self, inner: int = INNER) -> None:
        super().__init__()
        self.attention: Callable[[Tensor, Tensor, Tensor, Tensor], Tensor] = attention
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout()

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: (batch, pieces, width); bias: (batch, 1, 1, pieces), very negative where there is padding."""
        mixed = self.attention(self.query(x), self.key(x), self.value(x), bias)
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        result: Tensor = self.norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))
        return result


class Reader(nn.Module):
    """Trigger and role networks over one encoder.

    ``shared`` is the number of lower layers that both use, ``finder`` and ``roles`` those that each has of its own, and
    ``inner`` the width within a layer.
    """

    def __init__(self, *, shared: int = 2, finder: int = 4, roles: int = 4, inner: int = INNER) -> None:
        super().__init__()
        self.shared, self.inner = shared, inner
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(MAX_PIECES, WIDTH)
        self.styles = nn.Embedding(STYLES, WIDTH)  # who annotated: people differ in what they call a claim
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout()
        self.lower = nn.ModuleList(Layer(inner) for _ in range(shared))
        self.finder = nn.ModuleList(Layer(inner) for _ in range(finder))
        self.roles = nn.ModuleList(Layer(inner) for _ in range(roles))
        self.kind_head = nn.Sequential(nn.Dropout(0.1), nn.Linear(WIDTH, len(KINDS)))
        self.marks = nn.Embedding(2, WIDTH)  # 0: the trigger, 1: [CLS]
        self.distances = nn.Embedding(len(DISTANCES) + 1, WIDTH)
        self.told = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, WIDTH))
        self.kinds = nn.Embedding(len(KINDS), WIDTH)
        self.role_head = nn.Sequential(
            nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(WIDTH, 3 * len(ROLES))
        )
        self.status_head = nn.Sequential(nn.Dropout(0.1), nn.Linear(2 * WIDTH, len(STATUSES)))
        self.real_head = nn.Sequential(nn.Dropout(0.1), nn.Linear(2 * WIDTH, 1))
        for table in (self.marks, self.kinds, self.distances):
            nn.init.normal_(table.weight, std=0.2)
        nn.init.zeros_(self.styles.weight)
        nn.init.constant_(self.kind_head[1].bias, -4.0)  # type: ignore[arg-type]

    def lower_states(self, pieces: Tensor, mask: Tensor, style: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """The shared states (batch, pieces, width) and the attention bias.

        ``style`` (batch,) tells whose annotations are to be given, the gold folder's where None.
        """
        told = self.styles.weight[0] if style is None else self.styles(style)[:, None, :]
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + told
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.lower:
            x = layer(x, bias)
        return x, bias

    def find(self, states: Tensor, bias: Tensor) -> Tensor:
        """Logits a piece and kind: (batch, pieces, kinds)."""
        for layer in self.finder:
            states = layer(states, bias)
        result: Tensor = self.kind_head(states)
        return result

    def read(self, states: Tensor, bias: Tensor, trigger: Tensor, kind: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """For one trigger a row: role logits (rows, pieces, 3 x roles), status logits, claim logit.

        ``trigger`` is (rows, pieces), 1 on the trigger's pieces; ``kind`` is (rows,).
        """
        return self.told_by(self.role_states(states, bias, trigger, kind), trigger)

    def role_states(self, states: Tensor, bias: Tensor, trigger: Tensor, kind: Tensor) -> Tensor:
        """What the second tower makes of the shared states with a trigger marked: (rows, pieces, width)."""
        flag = trigger.to(states.dtype)[:, :, None]
        size = trigger.sum(1, keepdim=True).clamp(min=1.0)
        kinds = self.kinds(kind)
        told = self.told(torch.cat([(states * flag).sum(1) / size.to(states.dtype), kinds], -1))[:, None, :]
        place = torch.arange(states.shape[1], dtype=trigger.dtype, device=trigger.device)[None, :]
        away = place - (trigger * place).sum(1, keepdim=True) / size
        step = (away[:, :, None] >= torch.tensor(DISTANCES, dtype=away.dtype)).sum(2)
        first = functional.one_hot(torch.zeros_like(kind), states.shape[1]).to(states.dtype)[:, :, None]
        marked = flag * (self.marks.weight[0] + kinds[:, None, :]) + first * self.marks.weight[1]
        x = states + told + self.distances(step) + marked
        for layer in self.roles:
            x = layer(x, bias)
        return x

    def told_by(self, x: Tensor, trigger: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """As ``read``, of the second tower's states."""
        flag = trigger.to(x.dtype)[:, :, None]
        at_trigger = (x * flag).sum(1) / flag.sum(1).clamp(min=1.0)
        both = torch.cat([at_trigger, x[:, 0]], -1)
        return self.role_head(x), self.status_head(both), self.real_head(both)[:, 0]


def pretrained(folder: Path, *, shared: int = 2) -> Reader:
    """A reader whose encoder holds the weights of a six-layer MiniLM in ``folder`` (model.safetensors)."""
    reader = Reader(shared=shared, finder=LAYERS - shared, roles=LAYERS - shared)
    weights = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
    with torch.no_grad():
        reader.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        kind_of_token = weights["embeddings.token_type_embeddings.weight"][0]
        reader.positions.weight.copy_(weights["embeddings.position_embeddings.weight"][:MAX_PIECES] + kind_of_token)
        _copy(reader.norm, weights, "embeddings.LayerNorm")
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "norm": "output.LayerNorm",
        }
        for number, layer in enumerate([*reader.lower, *reader.finder]):
            for ours, theirs in names.items():
                _copy(getattr(layer, ours), weights, f"encoder.layer.{number}.{theirs}")
        reader.roles.load_state_dict(copy.deepcopy(reader.finder.state_dict()))
    return reader


def shaped(names: Iterable[str], inner: int) -> Reader:
    """A reader with the layers that the names of its weights tell of."""
    layers = {found.groups() for name in names if (found := re.match(r"(lower|finder|roles)\.(\d+)\.", name))}
    shared, finder, roles = (sum(part == one for part, _ in layers) for one in ("lower", "finder", "roles"))
    return Reader(shared=shared, finder=finder, roles=roles, inner=inner)


def network_of(state: Mapping[str, Tensor]) -> Reader:
    """A reader of the shape that trained weights have, with these weights."""
    reader = shaped(state, len(state["finder.0.inner.bias"]))
    reader.load_state_dict(dict(state), strict=False)
    return reader


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.load_state_dict({"weight": weights[f"{name}.weight"], "bias": weights[f"{name}.bias"]})
