"""Makes the reference vectors beside this file: python3 make-vectors.py

A row holds the inputs and then the expected values, at full precision.
"""

import pathlib
import random

import scipy
from scipy.stats import binomtest, norm

here = pathlib.Path(__file__).parent


def write(name, columns, rows):
    lines = [f"# scipy {scipy.__version__}", ",".join(columns)]
    lines += [",".join(repr(cell) for cell in row) for row in rows]
    (here / f"{name}.csv").write_text("\n".join(lines) + "\n")


random.seed(1)
probabilities = [i / 200 for i in range(1, 200)]
probabilities += [10**-k for k in (3, 4, 5, 8, 10, 15, 16, 30, 100, 200, 300, 307)]
probabilities += [5e-324, 0.075, 0.925, 0.07499999, 0.92500001, 0.975, 0.995, 0.9999999, 1 - 2**-53]
write("normal-quantile", ["probability", "z"], [[p, float(norm.ppf(p))] for p in probabilities])

counts = [(k, n) for n in (1, 2, 3, 5, 10) for k in range(n + 1)]
counts += [(0, 10**6), (1, 10**6), (500_000, 10**6), (10**6, 10**6), (9_999_999, 10**7)]
for _ in range(60):
    n = int(10 ** random.uniform(0, 7))
    counts.append((random.randint(0, n), n))
rows = []
for successes, trials in counts:
    for confidence in (0.8, 0.95, 0.999):
        interval = binomtest(successes, trials).proportion_ci(confidence, method="wilson")
        rows.append([successes, trials, confidence, float(interval.low), float(interval.high)])
write("wilson-score-interval", ["successes", "trials", "confidence", "lower", "upper"], rows)
