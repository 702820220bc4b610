"""Makes the reference vectors beside this file: python3 make-vectors.py

A row holds the inputs and then the expected values, at full precision.
"""

import pathlib
import random

import mpmath
import scipy
from scipy.stats import binomtest, norm

here = pathlib.Path(__file__).parent


def write(name, columns, rows, made_by="scipy"):
    version = {"scipy": scipy.__version__, "mpmath": mpmath.__version__}[made_by]
    lines = [f"# {made_by} {version}", ",".join(columns)]
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


# Special functions, from mpmath with 50 digits: both tails, over shapes from 0.03 to 100,000.
mpmath.mp.dps = 50
random.seed(7)
rows = []
while len(rows) < 120:
    a, b = 10 ** random.uniform(-1.5, 4.5), 10 ** random.uniform(-1.5, 4.5)
    mean, spread = a / (a + b), (a * b / (a + b) ** 2 / (a + b + 1)) ** 0.5
    x = mean + random.uniform(-30, 30) * spread if len(rows) % 2 else random.random()
    if not 0 < x < 1:
        continue
    try:
        below = mpmath.betainc(a, b, 0, x, regularized=True)
        above = mpmath.betainc(b, a, 0, 1 - mpmath.mpf(x), regularized=True)
    except ValueError:  # no convergence for a few large shapes
        continue
    if abs(below + above - 1) < 1e-30 and min(below, above) > 1e-300:
        rows.append([a, b, x, float(below), float(above)])
write("regularized-beta", ["a", "b", "x", "lower", "upper"], rows, made_by="mpmath")
rows = []
while len(rows) < 120:
    a = 10 ** random.uniform(-1.5, 5)
    x = abs(a + random.uniform(-30, 30) * a**0.5) if len(rows) % 2 else 10 ** random.uniform(-2, 3)
    below, above = (mpmath.gammainc(a, *ends, regularized=True) for ends in ((0, x), (x, mpmath.inf)))
    if abs(below + above - 1) < 1e-30 and min(below, above) > 1e-300:
        rows.append([a, x, float(below), float(above)])
write("regularized-gamma", ["a", "x", "lower", "upper"], rows, made_by="mpmath")
points = [random.uniform(-6, 26.5) for _ in range(80)] + [0.0, 0.5, -0.5, 1e-9, 26.5]
write("erfc", ["x", "erfc"], [[x, float(mpmath.erfc(x))] for x in points], made_by="mpmath")
points = [10 ** random.uniform(-5, 9) for _ in range(80)] + [0.5, 1.5, 3.0, 12.0, 171.5]
write("log-gamma", ["a", "log_gamma"], [[a, float(mpmath.loggamma(a))] for a in points], made_by="mpmath")
