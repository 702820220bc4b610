"""Prints the Chebyshev coefficients of src/distributions/erfc.ts: python3 erfc-coefficients.py (needs mpmath).

They are of (1 + 2x) exp(x^2) erfc(x) over x >= 0, in t = (x - 4) / (x + 4), from 120 Chebyshev nodes with 40 digits.
"""

from mpmath import cos, erfc, exp, mp, mpf, pi, sqrt

mp.dps = 40
nodes, terms = 120, 28


def scaled(t):
    x = 4 * (1 + t) / (1 - t)
    if x < 200:
        return exp(x * x) * erfc(x) * (1 + 2 * x)
    series, term = mpf(0), mpf(1)
    for n in range(40):
        series += term
        term *= -(2 * n + 1) / (2 * x * x)
    return series / (x * sqrt(pi)) * (1 + 2 * x)


values = [scaled(cos(pi * (j + mpf(0.5)) / nodes)) for j in range(nodes)]
for i in range(terms):
    total = sum(value * cos(pi * i * (j + mpf(0.5)) / nodes) for j, value in enumerate(values))
    print(repr(float(2 * total / nodes)))
