import { expect, test } from 'vitest';
import { markedSparkline } from './marked-sparkline.ts';

const plain = (text: string): string => text;

test('draws values against the greatest, with the mark before the value it names', () => {
  const drawn = markedSparkline({ values: [8, 4, null, 0, 1], mark: 2 }, { columns: 20, paint: plain });

  expect(drawn).toBe('█▄│·▁▁');
});

test('paints what follows the mark', () => {
  const drawn = markedSparkline({ values: [1, 1, 1], mark: 1 }, { columns: 20, paint: (text) => `<${text}>` });

  expect(drawn).toBe('█│<██>');
});

test('keeps the latest values when there are more than columns, and the mark at the edge', () => {
  const drawn = markedSparkline({ values: [1, 2, 3, 4], mark: 0 }, { columns: 3, paint: plain });

  expect(drawn).toBe('│▆█');
});

test('draws nothing of nothing', () => {
  expect(markedSparkline({ values: [], mark: 0 }, { columns: 10, paint: plain })).toBe('');
});
