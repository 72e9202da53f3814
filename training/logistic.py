"""Logistic regression for the few numbers that the rules and the joining need."""

import numpy as np


def logistic(table: np.ndarray, right: np.ndarray, *, ridge: float, counts: np.ndarray | None = None) -> np.ndarray:
    """Weights, one a column of ``table``, under which ``right`` (0 or 1 a row) is likeliest; by Newton's method.

    ``counts``: how much each row counts, 1 where None.
    """
    weights, much = np.zeros(table.shape[1]), np.ones(len(table)) if counts is None else counts
    for _ in range(50):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (much * (chance - right)) + ridge * weights
        bend = (table * (much * chance * (1 - chance))[:, None]).T @ table + ridge * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights
