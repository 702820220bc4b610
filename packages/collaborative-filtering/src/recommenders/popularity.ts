import type { InteractionMatrix } from '../matrix/interaction-matrix.ts';
import type { Recommender } from './recommender.ts';

/** The same for everybody: how many users an item has. */
export function fitPopularity(matrix: InteractionMatrix): Recommender {
  const scores = usersPerItem(matrix);
  return { name: 'popularity', score: () => scores };
}

export function usersPerItem({ itemCount, items }: InteractionMatrix): Float64Array {
  const users = new Float64Array(itemCount);
  for (let position = 0; position < items.length; position += 1) {
    const item = items[position] ?? 0;
    users[item] = (users[item] ?? 0) + 1;
  }
  return users;
}
