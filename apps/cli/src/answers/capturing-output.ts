import { silentProgress } from '../terminal/progress-line.ts';
import type { Output } from '../output.ts';

/** An output that keeps the result of a command instead of printing it. */
export function capturingOutput(): Output & { readonly captured: () => object | undefined } {
  let captured: object | undefined;
  let isSimulated = false;
  return {
    json: true,
    isTerminal: false,
    progress: silentProgress,
    result: async (value) => {
      captured = value;
    },
    ready: () => Promise.resolve(),
    markSimulated: () => {
      isSimulated = true;
    },
    bytes: () => Promise.reject(new RangeError('a question has one object for its result')),
    note: () => undefined,
    problem: () => undefined,
    captured: () => (captured !== undefined && isSimulated ? { ...captured, simulated: true } : captured),
  };
}
