"""A plot of times against sizes, both on logarithmic scales, as SVG."""

import math
from collections.abc import Mapping, Sequence

_COLOURS = ("#1b5e8c", "#b3541e", "#4d7a3a", "#6b4c8a")
_WIDTH, _HEIGHT, _LEFT, _BELOW, _ABOVE, _RIGHT = 640, 360, 70, 46, 40, 190


def growth(points: Sequence[tuple[float, float]]) -> float:
    """The exponent b of time = a·size^b, by least squares on the logarithms; 1 is in proportion."""
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def plot(title: str, across: str, up: str, lines: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """The lines by name, each through its points (size, time)."""
    every = [point for points in lines.values() for point in points]
    low = [math.floor(math.log10(min(point[axis] for point in every)) * 2) / 2 for axis in (0, 1)]
    high = [math.ceil(math.log10(max(point[axis] for point in every)) * 2) / 2 for axis in (0, 1)]

    def at(x: float, y: float) -> tuple[float, float]:
        share = [(math.log10(one) - low[i]) / (high[i] - low[i] or 1) for i, one in enumerate((x, y))]
        return (
            _LEFT + share[0] * (_WIDTH - _LEFT - _RIGHT),
            _HEIGHT - _BELOW - share[1] * (_HEIGHT - _BELOW - _ABOVE),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        f'font-size="12" role="img" aria-label="{title}"><rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="{_LEFT}" y="20" font-size="14">{title}</text>',
        f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2}" y="{_HEIGHT - 8}" text-anchor="middle">{across}</text>',
        f'<text transform="translate(14 {_HEIGHT / 2}) rotate(-90)" text-anchor="middle">{up}</text>',
    ]
    for axis in (0, 1):
        for power in range(math.ceil(low[axis]), math.floor(high[axis]) + 1):
            x, y = at(10**power if axis == 0 else 10 ** low[0], 10**power if axis else 10 ** low[1])
            end = (x, _ABOVE) if axis == 0 else (_WIDTH - _RIGHT, y)
            parts.append(f'<path d="M{x:.0f} {y:.0f}L{end[0]:.0f} {end[1]:.0f}" stroke="#ddd"/>')
            where = (
                f'x="{x:.0f}" y="{y + 16:.0f}" text-anchor="middle"'
                if axis == 0
                else f'x="{x - 6:.0f}" y="{y + 4:.0f}" text-anchor="end"'
            )
            parts.append(f"<text {where}>{10**power:,g}</text>")
    for number, (name, points) in enumerate(lines.items()):
        colour, places = _COLOURS[number % len(_COLOURS)], [at(*point) for point in sorted(points)]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
        told = f"{name} (growth {growth(points):.2f})" if len(points) > 1 else name
        parts.append(f'<text x="{places[-1][0] + 8:.0f}" y="{places[-1][1] + 4:.0f}" fill="{colour}">{told}</text>')
    return "\n".join([*parts, "</svg>", ""])
