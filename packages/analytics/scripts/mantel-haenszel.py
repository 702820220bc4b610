"""Makes test/fixtures/mantel-haenszel.json: python3 mantel-haenszel.py (statsmodels, scipy, numpy).

The test is that of statsmodels; the interval is Sato's, summed with numpy.
"""

import json
import math
import pathlib

import numpy as np
import statsmodels.api as sm
from scipy import stats
rng=np.random.default_rng(20261121)
cases=[]
for k in [1,2,5,12,40]:
  for size in [6,40,400]:
    rows=[]
    for _ in range(k):
        nA=int(rng.integers(1,size)); nB=int(rng.integers(1,size))
        p=rng.uniform(.2,.95)
        rows.append([int(rng.binomial(nA,p)),nA,int(rng.binomial(nB,min(.99,p*rng.uniform(.7,1)))),nB])
    r=np.array(rows,dtype=float)
    tabs=[np.array([[a,nA-a],[b,nB-b]]) for a,nA,b,nB in rows if nA+nB>1]
    # Its own p-value is 1 - cdf, which has no digits left in the tail.
    p=float(stats.chi2.sf(sm.stats.StratifiedTable(tabs).test_null_odds(correction=False).statistic,1))
    a,n1,c,n0=r.T; N=n1+n0
    rd=((a/n1-c/n0)*n1*n0/N).sum()/(n1*n0/N).sum()
    # Sato (1989) as printed in Rothman, Greenland & Lash, Modern Epidemiology, 3rd ed., 15-?
    P=((n1**2*c-n0**2*a+n1*n0*(n0-n1)/2)/N**2).sum(); Q=((a*(n0-c)+c*(n1-a))/(2*N)).sum()
    se=np.sqrt(rd*P+Q)/(n1*n0/N).sum(); z=stats.norm.ppf(.975)
    cases.append(dict(strata=rows,difference=float(rd),lower=float(max(-1,rd-z*se)),upper=float(min(1,rd+z*se)),pValue=p))
import statsmodels, scipy
target = pathlib.Path(__file__).parent.parent / 'test' / 'fixtures' / 'mantel-haenszel.json'
target.write_text(json.dumps(dict(madeBy=f"statsmodels {statsmodels.__version__} StratifiedTable.test_null_odds, scipy {scipy.__version__}, numpy {np.__version__}",cases=[case for case in cases if not math.isnan(case['pValue'])])))
