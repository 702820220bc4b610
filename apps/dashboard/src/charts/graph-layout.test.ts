import { expect, test } from 'vitest';
import { graphLayout } from './graph-layout.ts';
import type { Point } from './graph-layout.ts';

const nodes = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, weight: 1 }));
const edges = [
  { from: 'a', to: 'd', weight: 1 },
  { from: 'b', to: 'e', weight: 1 },
];

function distance(places: ReadonlyMap<string, Point>, from: string, to: string): number {
  const [start, end] = [places.get(from), places.get(to)];
  return start === undefined || end === undefined ? NaN : Math.hypot(start.x - end.x, start.y - end.y);
}

test('nodes with an edge stand nearer than those without, and none on another', () => {
  const places = graphLayout(nodes, edges);
  const pairs = nodes.flatMap(({ id }, index) => nodes.slice(index + 1).map((other) => [id, other.id] as const));
  const distances = pairs.map(([from, to]) => distance(places, from, to));

  expect(distance(places, 'a', 'd')).toBeLessThan(distance(places, 'a', 'b'));
  expect(distance(places, 'b', 'e')).toBeLessThan(distance(places, 'b', 'c'));
  expect(Math.min(...distances)).toBeGreaterThan(0.05);
  for (const { x, y } of places.values()) expect([x >= 0, x <= 1, y >= 0, y <= 1]).not.toContain(false);
});

test('the same graph looks the same every time, and one node stands in the middle', () => {
  expect(graphLayout(nodes, edges)).toEqual(graphLayout(nodes, edges));
  expect(graphLayout(nodes.slice(0, 1), [])).toEqual(new Map([['a', { x: 0.5, y: 0.5 }]]));
});
