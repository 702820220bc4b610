"""Makes test/fixtures/weighted-least-squares.json: python3 weighted-least-squares.py (numpy, scipy).

Weighted least squares by the singular value decomposition of the scaled design (numpy.linalg.lstsq), which has nothing in
common with the normal equations that it checks; and scipy.stats.linregress for a plain line.
"""

import json
import pathlib

import numpy as np
from scipy import stats

rng = np.random.default_rng(7)
cases = []
for rows, columns, spread in [(4, 2, 1), (8, 2, 1000), (21, 8, 10), (35, 8, 1), (90, 8, 1000), (400, 3, 1)]:
    design = np.column_stack(
        [np.ones(rows), np.arange(rows) - (rows - 1) / 2]
        + [(np.arange(rows) % 7 == day).astype(float) for day in range(1, columns - 1)]
    )
    weights = np.exp(rng.uniform(0, np.log(spread + 1), rows))
    values = 3 + design @ rng.normal(size=design.shape[1]) + rng.normal(size=rows) / np.sqrt(weights)
    scale = np.sqrt(weights)
    coefficients = np.linalg.lstsq(design * scale[:, None], values * scale, rcond=None)[0]
    inverse = np.linalg.pinv(design * scale[:, None])
    cases.append(
        {
            "design": design.tolist(),
            "values": values.tolist(),
            "weights": weights.tolist(),
            "coefficients": coefficients.tolist(),
            "inverse": (inverse @ inverse.T).tolist(),
        }
    )

lines = []
for rows, slope in [(5, 0.0), (9, 0.4), (12, -0.05)]:
    values = 10 + slope * np.arange(rows) + rng.normal(size=rows) * 0.5
    line = stats.linregress(np.arange(rows), values)
    half = stats.t.ppf(0.975, rows - 2) * line.stderr
    lines.append(
        {
            "values": values.tolist(),
            "slope": line.slope,
            "lower": line.slope - half,
            "upper": line.slope + half,
            "pValue": line.pvalue,
        }
    )

path = pathlib.Path(__file__).parent.parent / "test" / "fixtures" / "weighted-least-squares.json"
path.write_text(json.dumps({"numpy": np.__version__, "cases": cases, "lines": lines}) + "\n")
