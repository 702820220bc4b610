import { SkillsError, type TaxonomyAssignResult, type TaxonomyResult, type TaxonomySeed } from '@skills/schema';
import { CategoryClassifier } from './category-classifier.ts';
import type { LabelledSkill } from './labelled-skills.ts';
import { seedTaxonomy } from './seed-taxonomy.ts';

export type TaxonomyPort = {
  seed(seed: TaxonomySeed, nowMs: number): Promise<void>;
  taxonomy(): Promise<TaxonomyResult>;
  choose(skillName: string, categoryName: string | null, nowMs: number): Promise<void>;
  forget(skillName: string): Promise<void>;
  assignAutomatically(
    mappings: readonly { readonly skillName: string; readonly categoryName: string; readonly confidence: number }[],
    nowMs: number,
  ): Promise<number>;
};

export type KnownSkillsPort = {
  knownSkills(): Promise<readonly { readonly skillName: string; readonly description: string }[]>;
};

export type SkillTaxonomyDependencies = {
  readonly taxonomy: TaxonomyPort;
  readonly skills: KnownSkillsPort;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};

export type AssignOptions = {
  /** Below it a skill is left without a category. Default 0.5: more likely right than wrong. */
  readonly minConfidence?: number;
};

/** Which skill belongs to which category. */
export class SkillTaxonomy {
  readonly #taxonomy: TaxonomyPort;
  readonly #skills: KnownSkillsPort;
  readonly #now: () => number;

  constructor({ taxonomy, skills, now }: SkillTaxonomyDependencies) {
    this.#taxonomy = taxonomy;
    this.#skills = skills;
    this.#now = now;
  }

  /** Writes what is missing of the seed; any number of times. */
  async init(): Promise<TaxonomyResult> {
    await this.#taxonomy.seed(seedTaxonomy, this.#now());
    return this.list();
  }

  async list(): Promise<TaxonomyResult> {
    return this.#taxonomy.taxonomy();
  }

  /**
   * Puts every skill that nobody mapped into the category that its name and description speak for, when that is sure
   * enough. What people said counts as labelled, so that the classifier learns from it.
   *
   * @throws {SkillsError} 'not-found' before `init`
   */
  async assign({ minConfidence = 0.5 }: AssignOptions = {}): Promise<TaxonomyAssignResult> {
    if (!(minConfidence >= 0 && minConfidence <= 1)) {
      throw new RangeError(`minConfidence requires a fraction in [0, 1], got ${minConfidence}`);
    }
    const { categories, mappings } = await this.#initialised();
    const known = await this.#skills.knownSkills();
    // A hundred kilobytes that nothing else needs.
    const { labelledSkills } = await import('./labelled-skills.ts');
    const classifier = new CategoryClassifier(
      withPeople(
        labelledSkills,
        known,
        mappings.filter(({ source }) => source === 'manual'),
      ),
    );
    const names = new Set(categories.map(({ categoryName }) => categoryName));
    const mapped = new Set(mappings.filter(({ source }) => source !== 'automatic').map(({ skillName }) => skillName));
    const open = known.filter(({ skillName }) => !mapped.has(skillName));
    const guesses = open.flatMap(({ skillName, description }) => {
      const { categoryName, confidence } = classifier.guess({ name: skillName, description });
      const isKnown = categoryName !== null && names.has(categoryName);
      return isKnown && confidence >= minConfidence ? [{ skillName, categoryName, confidence }] : [];
    });
    await this.#taxonomy.assignAutomatically(guesses, this.#now());
    return {
      ...(await this.list()),
      classifier: classifier.figures,
      assigned: guesses.length,
      unassigned: open.length - guesses.length,
    };
  }

  /**
   * Puts one skill where a person says, for good; `null` for no category.
   *
   * @param categoryName - in any case of its letters
   * @throws {SkillsError} 'invalid-input' naming the categories there are
   */
  async choose(skillName: string, categoryName: string | null): Promise<TaxonomyAssignResult> {
    const { categories } = await this.#initialised();
    const found = categories.find((each) => each.categoryName.toLowerCase() === categoryName?.toLowerCase());
    if (categoryName !== null && found === undefined) {
      const names = categories.map((each) => each.categoryName).join(', ');
      throw new SkillsError(
        'invalid-input',
        `no category is called ${categoryName}; there are ${names}, none and auto`,
      );
    }
    await this.#taxonomy.choose(skillName, found?.categoryName ?? null, this.#now());
    return { ...(await this.list()), classifier: null, assigned: 1, unassigned: 0 };
  }

  /** Lets the classifier decide about a skill again, and assigns anew. */
  async forget(skillName: string, options: AssignOptions = {}): Promise<TaxonomyAssignResult> {
    await this.#taxonomy.forget(skillName);
    return this.assign(options);
  }

  async #initialised(): Promise<TaxonomyResult> {
    const taxonomy = await this.list();
    if (taxonomy.categories.length > 0) return taxonomy;
    throw new SkillsError('not-found', 'there are no categories yet: `skills taxonomy init` makes them');
  }
}

type Mapping = TaxonomyResult['mappings'][number];

/** What people said goes before what the sample says of the same name. */
function withPeople(
  sample: readonly LabelledSkill[],
  known: Awaited<ReturnType<KnownSkillsPort['knownSkills']>>,
  manual: readonly Mapping[],
): readonly LabelledSkill[] {
  const descriptions = new Map(known.map(({ skillName, description }) => [skillName, description]));
  const said = Map.groupBy(manual, ({ skillName }) => skillName);
  return [
    ...sample.filter(({ name }) => !said.has(name)),
    ...[...said].map(([name, mappings]) => ({
      name,
      description: descriptions.get(name) ?? '',
      categories: mappings.flatMap(({ categoryName }) => (categoryName === null ? [] : [categoryName])),
      source: 'manual',
    })),
  ];
}
