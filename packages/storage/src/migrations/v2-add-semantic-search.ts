import type { Migration } from './migration.ts';

/** `embedding`: 384 little-endian float32. Not indexed: the predecessor's index held every blob a second time. */
export const embeddingColumn = 'ALTER TABLE skill_invocation ADD COLUMN embedding BLOB;\n';

export const v2AddSemanticSearch: Migration = {
  version: 'V2__add_semantic_search',
  number: 2,
  description: 'Add vector embedding support for semantic search',
  up: [embeddingColumn],
  down: ['ALTER TABLE skill_invocation DROP COLUMN embedding;\n'],
  mend: ['DROP INDEX IF EXISTS idx_invocation_embedding;\n'],
  discards: [],
};
