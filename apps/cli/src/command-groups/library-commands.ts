import type { CommandDefinition } from '../command.ts';
import { limit } from './shared-options.ts';

/** Skills beside their calls. */
export const libraryCommands: readonly CommandDefinition[] = [
  {
    name: 'search',
    summary: 'find a skill by what it is for',
    arguments: ['[text...]'],
    options: [
      ['--like <skill>', 'skills that say the same as this one, instead of a text'],
      ['--phase <name>', 'what did well in this phase of a workflow comes first'],
      ['--phase-weight <share>', 'how much that counts (default 0.3)'],
      ['--category <name>', 'only this category of the taxonomy'],
      ['--installed', 'only skills that are installed on this machine'],
      ['--method <method>', 'fused (default), bm25 or embedding'],
      limit,
    ],
    examples: ['skills search fill in a pdf form', 'skills search --like code-review'],
    api: {},
    load: async () => (await import('../commands/search.ts')).search,
  },
  {
    name: 'clusters',
    summary: 'skills that belong together',
    options: [
      ['--update', 'make them anew; names stay with the clusters that go on'],
      ['--by <basis>', 'make them by behaviour, text or both (default both)'],
    ],
    examples: ['skills clusters --update', 'skills clusters --by text'],
    api: { without: ['update'] },
    load: async () => (await import('../commands/clusters.ts')).clusters,
  },
  {
    name: 'taxonomy init',
    summary: 'make the categories, with their examples',
    load: async () => (await import('../commands/taxonomy.ts')).initTaxonomy,
  },
  {
    name: 'taxonomy list',
    summary: 'categories, and which skill belongs where',
    api: {},
    load: async () => (await import('../commands/taxonomy.ts')).listTaxonomy,
  },
  {
    name: 'taxonomy assign',
    summary: 'put skills into categories by what they say, or one where you say',
    arguments: ['[skill]', '[category...]'],
    options: [['--min-confidence <share>', 'leave out what is less sure (default 0.5)']],
    examples: [
      'skills taxonomy assign',
      "skills taxonomy assign pdf 'Documentation'",
      'skills taxonomy assign pdf none',
      'skills taxonomy assign pdf auto',
    ],
    load: async () => (await import('../commands/taxonomy.ts')).assignTaxonomy,
  },
  {
    name: 'catalog',
    summary: 'which skills are installed, and what becomes of them',
    options: [['--from <folder>', 'a folder of skills instead of those of the assistants'], limit],
    isWindowed: true,
    examples: ['skills catalog --since 90d', 'skills catalog --from ./skills'],
    api: { without: ['from'] },
    load: async () => (await import('../commands/catalog.ts')).catalog,
  },
];
