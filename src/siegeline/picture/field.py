"""Field: what places with evidence say of the places around them.

A Gaussian field over a mesh, with the precision matrix of Lindgren, Rue and Lindström (Journal of the Royal Statistical
Society B 73, 2011) for its order 1: stiffness + (8 / range²) × area. Evidence is read with noise; the field's mean
solves one sparse system, here by conjugate gradients from where the day before left off. So a day costs little, and the
cost grows with the number of places. Far from evidence the mean goes to nought: nobody knows.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from siegeline.picture.ground import Floats, Indices
from siegeline.picture.mesh import Mesh

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Singles = npt.NDArray[np.float32]
TOLERANCE = 3e-4  # of the field, whose values lie between -1 and 1: then no place is off by more than about 0.01
_LOOK = 3  # rounds between looks at whether it is done
MOST = 500  # rounds; a cold start takes some 100


@dataclass(frozen=True, eq=False)
class Field:
    """A field over ``mesh``: ``pull`` is what draws each place to nought, on the scale of the ways' stiffness."""

    mesh: Mesh
    pull: Floats

    @classmethod
    def of_range(cls, mesh: Mesh, range_km: float) -> "Field":
        """A field in which evidence reaches some ``range_km`` km where nothing else speaks."""
        return cls(mesh, 8 / range_km**2 * mesh.area)

    @cached_property
    def precision(self) -> "csr_array":
        """The field's precision matrix, without evidence."""
        from scipy.sparse import csr_array

        count = len(self.mesh.area)
        at = np.arange(count)
        return (self.mesh.stiffness + csr_array((self.pull, (at, at)))).tocsr()

    @cached_property
    def _ordered(self) -> "tuple[Indices, csr_array, Indices]":
        """The places so ordered that neighbours stand together, the precision so, and where its diagonal stands."""
        from scipy.sparse.csgraph import reverse_cuthill_mckee

        order = np.asarray(reverse_cuthill_mckee(self.precision, symmetric_mode=True), dtype=np.intp)
        matrix = self.precision[order][:, order].astype(np.float32).tocsr()
        matrix.sort_indices()
        rows = np.repeat(np.arange(len(order)), np.diff(matrix.indptr))
        return order, matrix, np.flatnonzero(matrix.indices == rows)

    def mean(self, said: Floats, weight: Floats, start: Floats | None = None, *, rounds: int = MOST) -> Floats:
        """The field's mean at every place; solved until a sweep changes no place by ``TOLERANCE``, or for ``rounds``.

        ``said`` (places, columns) is what the evidence at each place says, ``weight`` (places,) its precision, nought
        where there is none; ``start`` a field nearby, as the day before's.
        """
        order, matrix, diagonal = self._ordered
        matrix = matrix.copy()
        matrix.data[diagonal] += weight[order].astype(np.float32)
        inverse = 1 / matrix.data[diagonal]
        found = np.zeros_like(said) if start is None else start.copy()
        for column in range(said.shape[1]):
            right = (weight * said[:, column])[order].astype(np.float32)
            found[order, column] = _solved(matrix, inverse, right, found[order, column].astype(np.float32), rounds)
        return found


def _solved(matrix: "csr_array", inverse: Singles, right: Singles, start: Singles, rounds: int) -> Singles:
    """Conjugate gradients with the diagonal as preconditioner (Hestenes and Stiefel, 1952), in single precision."""
    found = start
    rest = right - matrix @ found
    step = inverse * rest
    ahead, energy = step.copy(), float(rest @ step)
    for turn in range(rounds):
        # what one sweep over the places would still change
        if turn % _LOOK == 0 and np.abs(step).max(initial=0.0) < TOLERANCE:
            break
        pushed = matrix @ ahead
        if energy <= 0:
            break
        length = np.float32(energy / float(ahead @ pushed))
        found = found + length * ahead
        rest -= length * pushed
        step = inverse * rest
        before, energy = energy, float(rest @ step)
        ahead *= np.float32(energy / before)
        ahead += step
    return found
