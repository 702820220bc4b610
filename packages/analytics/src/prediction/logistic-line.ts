import { logistic } from './log-odds.ts';

/** Log-odds of a success as a straight line. */
export type LogisticLine = { readonly slope: number; readonly intercept: number };

const mostSteps = 50;

/**
 * Maximum likelihood line of the log-odds, by Newton steps that are halved when they do not help. Targets are
 * `(successes + 1) / (successes + 2)` and `1 / (failures + 2)` instead of 1 and 0, so that separable rows have an answer.
 *
 * @param inputs - one number per row
 * @param labels - outcomes 0 and 1
 * @see Lin, Lin and Weng (2007), Machine Learning 68:267-276, doi:10.1007/s10994-007-5018-6
 */
export function fitLogisticLine(inputs: Float64Array, labels: Uint8Array): LogisticLine {
  const successes = labels.reduce((sum, label) => sum + label, 0);
  const high = (successes + 1) / (successes + 2);
  const low = 1 / (labels.length - successes + 2);
  const target = (row: number): number => (labels[row] === 1 ? high : low);
  let line: LogisticLine = { slope: 1, intercept: 0 };
  let loss = lossOf(line, inputs, target);
  for (let step = 0; step < mostSteps; step += 1) {
    const move = newtonMove(line, inputs, target);
    let size = 1;
    let next = moved(line, move, size);
    let nextLoss = lossOf(next, inputs, target);
    while (!(nextLoss <= loss) && size > 1e-10) {
      size /= 2;
      next = moved(line, move, size);
      nextLoss = lossOf(next, inputs, target);
    }
    const gain = loss - nextLoss;
    if (!(gain >= 0)) break;
    line = next;
    loss = nextLoss;
    if (gain <= 1e-12 * Math.max(1, loss)) break;
  }
  return line;
}

function moved({ slope, intercept }: LogisticLine, move: LogisticLine, size: number): LogisticLine {
  return { slope: slope + size * move.slope, intercept: intercept + size * move.intercept };
}

function lossOf({ slope, intercept }: LogisticLine, inputs: Float64Array, target: (row: number) => number): number {
  let loss = 0;
  for (const [row, input] of inputs.entries()) {
    const z = slope * input + intercept;
    // log(1 + exp(z)) - target * z without overflow.
    loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - target(row) * z;
  }
  return loss;
}

function newtonMove(line: LogisticLine, inputs: Float64Array, target: (row: number) => number): LogisticLine {
  let [slopeGradient, interceptGradient] = [0, 0];
  // A touch of ridge keeps the matrix invertible when every input is the same.
  let [slopes, cross, intercepts] = [1e-9, 0, 1e-9];
  for (const [row, input] of inputs.entries()) {
    const probability = logistic(line.slope * input + line.intercept);
    const rest = target(row) - probability;
    const weight = probability * (1 - probability);
    slopeGradient += rest * input;
    interceptGradient += rest;
    slopes += weight * input * input;
    cross += weight * input;
    intercepts += weight;
  }
  const determinant = slopes * intercepts - cross * cross;
  return {
    slope: (intercepts * slopeGradient - cross * interceptGradient) / determinant,
    intercept: (slopes * interceptGradient - cross * slopeGradient) / determinant,
  };
}
