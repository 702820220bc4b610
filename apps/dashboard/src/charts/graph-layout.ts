export type GraphNode = { readonly id: string; readonly weight: number };
export type GraphEdge = { readonly from: string; readonly to: string; readonly weight: number };
export type Point = { readonly x: number; readonly y: number };

const rounds = 300;

/**
 * Places for the nodes of a graph in the unit square: nodes push each other away, edges pull (Fruchterman and Reingold
 * 1991). It begins on a circle with neighbours side by side, so that the same graph always looks the same and few edges
 * have to cross the middle.
 *
 * @returns places in [0, 1] by id
 * @see doi:10.1002/spe.4380211102
 */
export function graphLayout(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ReadonlyMap<string, Point> {
  const places = new Map(
    besideNeighbours(nodes, edges).map((id, index) => {
      const angle = (2 * Math.PI * index) / nodes.length;
      return [id, { x: Math.cos(angle), y: Math.sin(angle) }];
    }),
  );
  const spring = Math.sqrt(4 / Math.max(1, nodes.length));
  for (let round = 0; round < rounds; round += 1) {
    const heat = 0.2 * (1 - round / rounds);
    move(places, forces(places, edges, spring), heat);
  }
  return intoUnitSquare(places);
}

/** Ids, each followed by those that an edge leads to. */
function besideNeighbours(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): readonly string[] {
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    if (ordered.has(id)) return;
    ordered.add(id);
    for (const { from, to } of edges) {
      if (from === id) visit(to);
      if (to === id) visit(from);
    }
  };
  for (const { id } of nodes) visit(id);
  return [...ordered];
}

type Places = Map<string, { x: number; y: number }>;

function forces(places: Places, edges: readonly GraphEdge[], spring: number): Places {
  const forced: Places = new Map([...places.keys()].map((id) => [id, { x: 0, y: 0 }]));
  const add = (id: string, x: number, y: number): void => {
    const force = forced.get(id);
    if (force === undefined) return;
    force.x += x;
    force.y += y;
  };
  for (const [id, place] of places) {
    // Towards the middle, so that parts without an edge between them stay in sight.
    add(id, -0.6 * spring * place.x, -0.6 * spring * place.y);
    for (const [otherId, other] of places) {
      if (id === otherId) continue;
      const { x, y, length } = between(place, other);
      add(id, (-x * spring * spring) / length, (-y * spring * spring) / length);
    }
  }
  for (const { from, to } of edges) {
    const [start, end] = [places.get(from), places.get(to)];
    if (start === undefined || end === undefined) continue;
    const { x, y, length } = between(start, end);
    const pull = (length * length) / spring;
    add(from, x * pull, y * pull);
    add(to, -x * pull, -y * pull);
  }
  return forced;
}

function move(places: Places, forced: Places, heat: number): void {
  for (const [id, place] of places) {
    const { x = 0, y = 0 } = forced.get(id) ?? {};
    const length = Math.hypot(x, y) || 1;
    const step = Math.min(length, heat) / length;
    place.x += x * step;
    place.y += y * step;
  }
}

/** The unit vector from one to the other, and how far it is; never 0. */
function between(from: Point, to: Point): Point & { readonly length: number } {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = Math.max(0.001, Math.hypot(x, y));
  return { x: x / length, y: y / length, length };
}

function intoUnitSquare(places: Places): ReadonlyMap<string, Point> {
  const xs = [...places.values()].map(({ x }) => x);
  const ys = [...places.values()].map(({ y }) => y);
  const fit = (value: number, all: readonly number[]): number => {
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return most - least < 1e-9 ? 0.5 : (value - least) / (most - least);
  };
  return new Map([...places].map(([id, { x, y }]) => [id, { x: fit(x, xs), y: fit(y, ys) }]));
}
