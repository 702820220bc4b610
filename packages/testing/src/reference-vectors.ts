import { readFileSync } from 'node:fs';

/**
 * Rows of numbers that an independent implementation made: the inputs, then the expected values. The files and the
 * script that made them stand in `vectors/`.
 *
 * @throws {Error} when there is no such file, or a cell of it is not a number
 */
export function referenceVectors(name: string): readonly (readonly number[])[] {
  const text = readFileSync(new URL(`../vectors/${name}.csv`, import.meta.url), 'utf8');
  const [, ...lines] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const row = line.split(',').map(Number);
    if (row.some(Number.isNaN)) throw new Error(`vectors/${name}.csv has a row that is not of numbers: ${line}`);
    return row;
  });
}
