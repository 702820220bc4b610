import type { RelationshipType } from '@skills/schema';

/**
 * Words for a lift, as the view `v_skill_dependency_network` has them.
 *
 * @example
 * relationshipType(2.1); // 'strong_positive'
 */
export function relationshipType(lift: number): RelationshipType {
  if (lift > 2) return 'strong_positive';
  if (lift > 1.5) return 'moderate_positive';
  if (lift > 1) return 'weak_positive';
  if (lift === 1) return 'independent';
  return lift > 0.5 ? 'weak_negative' : 'moderate_negative';
}
