import type { SearchIndexPort, SkillDocument } from '../src/search/search-ports.ts';

export type MemorySkill = Pick<SkillDocument, 'skillName' | 'description'> &
  Partial<Pick<SkillDocument, 'isInstalled' | 'category'>>;

export type MemoryIndex = SearchIndexPort & {
  /** What there is to be indexed; a test may change it. */
  skills: MemorySkill[];
  /** How often the index was made. */
  made: number;
};

/** An index in memory whose words are matched by whole words, the most of them first. */
export function memoryIndex(skills: readonly MemorySkill[]): MemoryIndex {
  let indexed: { readonly embedder: string; readonly body: Uint8Array | undefined } | undefined;
  let documents: (Pick<SkillDocument, 'skillName' | 'description'> & { readonly embedding: Float32Array })[] = [];
  const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const index: MemoryIndex = {
    skills: [...skills],
    made: 0,
    knownSkills: async () =>
      index.skills
        .map(({ skillName, description }) => ({ skillName, description }))
        .toSorted((a, b) => (a.skillName < b.skillName ? -1 : 1)),
    indexedSkills: async () => documents.map(({ skillName, description }) => ({ skillName, description })),
    modelId: async () => (indexed?.body === undefined ? undefined : indexed.embedder),
    storedModel: async () =>
      indexed?.body === undefined ? undefined : { embedder: indexed.embedder, body: indexed.body },
    replaceIndex: async (given, model) => {
      documents = [...given];
      indexed = model;
      index.made += 1;
    },
    documents: async (embedder) =>
      documents.map((document) => {
        const skill = index.skills.find(({ skillName }) => skillName === document.skillName);
        return {
          skillName: document.skillName,
          description: document.description,
          embedding: indexed?.embedder === embedder ? document.embedding : null,
          isInstalled: skill?.isInstalled ?? false,
          category: skill?.category ?? null,
          invocations: 0,
          completionRate: null,
        };
      }),
    byWords: async (text, { limit, isTelling = () => true }) => {
      const asked = new Set(wordsOf(text).filter(isTelling));
      const hits = (document: (typeof documents)[number]): number =>
        new Set(wordsOf(`${document.skillName} ${document.description}`).filter((word) => asked.has(word))).size;
      return documents
        .filter((document) => hits(document) > 0)
        .toSorted((a, b) => hits(b) - hits(a))
        .slice(0, limit)
        .map(({ skillName }) => skillName);
    },
  };
  return index;
}
