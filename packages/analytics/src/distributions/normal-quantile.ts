type Coefficients = readonly number[];

// Rational approximations of AS241 (PPND16), lowest power first: numerators and denominators of the middle, the near
// tail and the far tail.
const middle: readonly [Coefficients, Coefficients] = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852546,
  ],
];
const nearTail: readonly [Coefficients, Coefficients] = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
];
const farTail: readonly [Coefficients, Coefficients] = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
];

/**
 * Quantile of the standard normal distribution: the z below which a fraction `probability` lies. Relative error about
 * 1e-16, down to the smallest doubles.
 *
 * @param probability - in [0, 1]
 * @returns z, `-Infinity` at 0 and `Infinity` at 1
 * @throws {RangeError} when the probability is outside [0, 1]
 * @see Wichura (1988), algorithm AS 241, JRSS C 37(3):477-484, doi:10.2307/2347330
 * @example
 * normalQuantile(0.975); // 1.959963984540054
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`normalQuantile requires a probability in [0, 1], got ${probability}`);
  }
  if (probability === 0 || probability === 1) return probability === 0 ? -Infinity : Infinity;
  const centred = probability - 0.5;
  if (Math.abs(centred) <= 0.425) return centred * quotient(middle, 0.180625 - centred * centred);
  const depth = Math.sqrt(-Math.log(centred < 0 ? probability : 1 - probability));
  const z = depth <= 5 ? quotient(nearTail, depth - 1.6) : quotient(farTail, depth - 5);
  return centred < 0 ? -z : z;
}

function quotient([numerator, denominator]: readonly [Coefficients, Coefficients], x: number): number {
  return polynomial(numerator, x) / polynomial(denominator, x);
}

function polynomial(coefficients: Coefficients, x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
