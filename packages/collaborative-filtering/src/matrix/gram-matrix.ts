import { type InteractionMatrix, itemsOf } from './interaction-matrix.ts';

/**
 * In how many users' rows two items stand together: row-major, `itemCount` × `itemCount`, symmetric, with the users of
 * each item on the diagonal.
 */
export function gramMatrix(matrix: InteractionMatrix): Float64Array<ArrayBuffer> {
  const { users, itemCount } = matrix;
  const gram = new Float64Array(itemCount * itemCount);
  for (let user = 0; user < users; user += 1) {
    const items = itemsOf(matrix, user);
    for (let left = 0; left < items.length; left += 1) {
      const row = (items[left] ?? 0) * itemCount;
      for (let right = left; right < items.length; right += 1) {
        const cell = row + (items[right] ?? 0);
        gram[cell] = (gram[cell] ?? 0) + 1;
      }
    }
  }
  for (let row = 0; row < itemCount; row += 1) {
    for (let column = row + 1; column < itemCount; column += 1) {
      gram[column * itemCount + row] = gram[row * itemCount + column] ?? 0;
    }
  }
  return gram;
}
