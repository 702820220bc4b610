import { scaledErfc } from './erfc.ts';
import { stirlingError } from './log-gamma.ts';
import { poissonDeviance } from './poisson-deviance.ts';
import { requirePositive } from './requirements.ts';

type GammaTails = { readonly lower: number; readonly upper: number };

/**
 * Regularised lower incomplete gamma function P(a, x): the probability that a gamma variable of shape a is at most x.
 *
 * @param a - shape, finite and `> 0`
 * @param x - `>= 0`; `Infinity` gives 1
 * @throws {RangeError} when an argument is outside its range
 * @see DLMF 8.2.4
 * @example
 * regularizedGammaLower(1, 2); // 0.8646647167633873, that is 1 - exp(-2)
 */
export function regularizedGammaLower(a: number, x: number): number {
  return gammaTails(a, x).lower;
}

/**
 * Regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x), computed for itself: relative error about 1e-13
 * down to 1e-300.
 *
 * @param a - shape, finite and `> 0`
 * @param x - `>= 0`; `Infinity` gives 0
 * @throws {RangeError} when an argument is outside its range
 * @see DLMF 8.2.4
 * @example
 * regularizedGammaUpper(1, 700); // 9.859676543759771e-305
 */
export function regularizedGammaUpper(a: number, x: number): number {
  return gammaTails(a, x).upper;
}

function gammaTails(a: number, x: number): GammaTails {
  requirePositive(a, 'the shape a of an incomplete gamma function');
  if (!(x >= 0)) throw new RangeError(`x of an incomplete gamma function must be >= 0, got ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  if (a > 1e7 && Math.abs(x / a - 1) < 0.01) return asymptoticTails(a, x);
  // x^a e^-x / Γ(a)
  const factor = Math.sqrt(a / (2 * Math.PI)) * Math.exp(-poissonDeviance(a, x) - stirlingError(a));
  if (x < a + 1) {
    const lower = Math.min(1, factor * lowerSeries(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, factor * upperFraction(a, x));
  return { lower: 1 - upper, upper };
}

/** Σ xⁿ / (a (a+1) … (a+n)) (DLMF 8.7.1). */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > 1e-17 * sum; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Legendre's continued fraction (DLMF 8.9.2), contracted to its even part, by Lentz's method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1; ; n += 1) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) <= 4e-16) return value;
  }
}

/**
 * First terms of Temme's uniform expansion for large a, where fraction and series would take thousands of steps; the
 * error is of order 1 / a².
 * @see DLMF 8.12.3 to 8.12.10
 */
function asymptoticTails(a: number, x: number): GammaTails {
  const half = poissonDeviance(a, x) / a;
  const eta = Math.sign(x - a) * Math.sqrt(2 * half);
  const mu = (x - a) / a;
  // c0 = 1/μ - 1/η, c1 = 1/η³ - 1/μ³ - 1/μ² - 1/(12 μ); by their series in η (DLMF 8.12.12), as both cancel near 0.
  const c0 =
    Math.abs(eta) < 0.01
      ? -1 / 3 + eta / 12 - (2 * eta ** 2) / 135 + eta ** 3 / 864 + eta ** 4 / 2835
      : 1 / mu - 1 / eta;
  const c1 = -1 / 540 - eta / 288 + eta ** 2 / 378;
  const density = Math.exp(-a * half);
  const tail = 0.5 * density * scaledErfc(Math.abs(eta) * Math.sqrt(a / 2));
  const correction = (density / Math.sqrt(2 * Math.PI * a)) * (c0 + c1 / a);
  return x > a
    ? { upper: tail + correction, lower: 1 - tail - correction }
    : { lower: tail - correction, upper: 1 - tail + correction };
}
