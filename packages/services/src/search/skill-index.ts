import { NgramTextEmbedder, type TextEmbedder } from '@skills/collaborative-filtering';
import type { SearchIndexPort, SkillText } from './search-ports.ts';

export type SkillIndexDependencies = {
  readonly index: SearchIndexPort;
  /** Another embedder than the local one, such as one behind a service. */
  readonly embedder?: TextEmbedder | undefined;
};

/** Keeps documents and embeddings as the skills are, and knows the embedder that made them. */
export class SkillIndex {
  readonly #index: SearchIndexPort;
  readonly #embedder: TextEmbedder | undefined;
  /** The local one as it was read last. */
  #read: TextEmbedder | undefined;

  constructor({ index, embedder }: SkillIndexDependencies) {
    this.#index = index;
    this.#embedder = embedder;
  }

  /**
   * Makes the index anew when skills or descriptions came, went or changed, or another embedder made it.
   *
   * @returns whether it had to
   */
  async refresh(): Promise<boolean> {
    const known = await this.#index.knownSkills();
    if (await this.#isCurrent(known)) return false;
    const texts = known.map(textOfSkill);
    const local = this.#embedder === undefined ? NgramTextEmbedder.learn(texts) : undefined;
    const embedder = local ?? this.#embedder;
    if (embedder === undefined) return false;
    const embeddings = await embedder.embed(texts);
    await this.#index.replaceIndex(
      known.map(({ skillName, description }, index) => ({
        skillName,
        description,
        embedding: embeddings[index] ?? new Float32Array(embedder.dimensions),
      })),
      { embedder: embedder.id, body: local?.pack() },
    );
    return true;
  }

  /** The embedder of the index; `undefined` before the first `refresh`. */
  async embedder(): Promise<TextEmbedder | undefined> {
    if (this.#embedder !== undefined) return this.#embedder;
    const id = await this.#index.modelId();
    if (id !== undefined && this.#read?.id === id) return this.#read;
    const model = await this.#index.storedModel();
    this.#read = model === undefined ? undefined : NgramTextEmbedder.restore(model.body);
    return this.#read;
  }

  async #isCurrent(known: readonly SkillText[]): Promise<boolean> {
    const indexed = await this.#index.indexedSkills();
    const isSame = (text: SkillText, at: number): boolean =>
      text.skillName === indexed[at]?.skillName && text.description === indexed[at].description;
    if (known.length !== indexed.length || !known.every(isSame)) return false;
    if (this.#embedder === undefined) return (await this.embedder()) !== undefined || known.length === 0;
    const documents = await this.#index.documents(this.#embedder.id);
    return documents.every(({ embedding }) => embedding !== null);
  }
}

/** What is embedded of a skill: its name says more than one word of the description. */
export function textOfSkill({ skillName, description }: SkillText): string {
  const name = skillName.replaceAll(/[-_:/.]+/g, ' ');
  return `${name}. ${name}. ${description}`;
}
