"""Fits a linear model of many sparse features with Adam; everything drawn comes from a fixed seed."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

import numpy as np
from scipy import sparse  # pyright: ignore[reportMissingTypeStubs]

LEARNING_RATE = 0.05
LAST_STEPS = 0.7
"""After this share of the steps, the rate falls to a third, and the mean of the weights from there on is returned.

So they come to rest, and what was left out in the last steps makes little difference (Polyak and Juditsky 1992).
"""
BETA1, BETA2 = 0.9, 0.999


def features_of(stems: Sequence[str]) -> list[str]:
    """Return the distinct stems and pairs of neighbouring stems, in reading order."""
    pairs = [f"{stems[i]} {stems[i + 1]}" for i in range(len(stems) - 1)]
    return list(dict.fromkeys([*stems, *pairs]))


def input_matrix(
    bags: Sequence[Sequence[str | None]],
    column: dict[str, int],
    known: Set[str],
) -> Any:
    """Return texts over features, scaled as at run time; the last column counts unknown words.

    *known* are the stems that stand for something.
    """
    data: list[float] = []
    rows: list[int] = []
    columns: list[int] = []
    for row, stems in enumerate(bags):
        familiar = [s for s in stems if s is not None and s in known]
        missing = len(stems) - len(familiar)
        own = [column[f] for f in features_of(familiar) if f in column]
        scale = 1 / np.sqrt(max(1, len(own) + missing))
        rows += [row] * (len(own) + 1)
        columns += [*own, len(column)]
        data += [scale] * len(own) + [missing * scale]
    return sparse.csr_matrix((np.array(data, np.float32), (rows, columns)), shape=(len(bags), len(column) + 1))


def fit(
    inputs: Any,
    targets: Any,
    importance: Any,
    *,
    steps: int,
    decay: float,
    dropout: float,
    start: tuple[Any, Any] | None = None,
    kept: Any = None,
) -> tuple[Any, Any]:
    """Return weights and bias that minimise the cross entropy, by Adam (Kingma and Ba 2015).

    In each step a share *dropout* of the features of each text is left out (Srivastava et al. 2014), so that a
    text is not only understood as a whole. *start*: begin from these weights and bias, not from zero; *kept*: ones
    for the weights that may differ from zero.
    """
    draw = np.random.default_rng(0)
    share = (importance / importance.mean() / len(targets)).astype(np.float32)[:, None]
    targets = targets.astype(np.float32)
    if start is None:
        start = np.zeros((inputs.shape[1], targets.shape[1])), np.zeros(targets.shape[1])
    weights, bias = (part.astype(np.float32) for part in start)
    moments = [(np.zeros_like(part), np.zeros_like(part)) for part in (weights, bias)]
    first_rested = int(LAST_STEPS * steps) + 1
    rested = [np.zeros_like(weights), np.zeros_like(bias)]
    part_of = inputs.copy()
    for step in range(1, steps + 1):
        part_of.data = inputs.data * (draw.random(inputs.nnz) >= dropout) / np.float32(1 - dropout)
        shares = _softmax(part_of @ weights + bias)
        error = (shares - targets) * share
        slope = part_of.T.tocsr() @ error + 2 * decay * weights
        if kept is not None:
            slope *= kept
        rate = LEARNING_RATE if step < first_rested else LEARNING_RATE / 3
        for parameter, gradient, (first, second) in zip(
            (weights, bias), (slope, error.sum(axis=0)), moments, strict=True
        ):
            first *= BETA1
            first += (1 - BETA1) * gradient
            second *= BETA2
            second += (1 - BETA2) * gradient**2
            parameter -= rate * (first / (1 - BETA1**step)) / (np.sqrt(second / (1 - BETA2**step)) + 1e-8)
        if step >= first_rested:
            rested[0] += weights
            rested[1] += bias
    count = np.float32(steps - first_rested + 1)
    return rested[0] / count, rested[1] / count


def _softmax(logits: Any) -> Any:
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def prune(weights: Any, smallest: float) -> Any:
    """Return *weights* less the middle of their row, which adds nothing to a comparison; small ones become zero."""
    centred = weights - np.median(weights, axis=1, keepdims=True)
    centred[np.abs(centred) < smallest] = 0
    return centred
