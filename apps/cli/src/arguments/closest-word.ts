/**
 * The candidate that a mistyped word most likely stands for: at most a third of its letters differ.
 *
 * @example
 * closestWord('stauts', ['status', 'check']); // 'status'
 */
export function closestWord(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(
      ({ candidate, distance }) => distance <= Math.max(word.length, candidate.length) / 3 || isStart(word, candidate),
    )
    .toSorted((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

function isStart(word: string, candidate: string): boolean {
  return word.length >= 3 && candidate.startsWith(word);
}

/** Damerau–Levenshtein, optimal string alignment: a swap of neighbours is one edit. */
function editDistance(a: string, b: string): number {
  let beforePrevious: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substitution = at(previous, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = isSwap ? at(beforePrevious, column - 2) + 1 : Infinity;
      current.push(Math.min(at(previous, column) + 1, at(current, column - 1) + 1, substitution, swap));
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
