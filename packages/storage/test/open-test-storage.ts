import { SkillsStorage } from '../src/skills-storage/skills-storage.ts';
import { noonMs, openTestLog, testPseudonym, type TestLog } from './open-test-log.ts';

export type TestStorage = TestLog & {
  readonly storage: SkillsStorage;
  /** A storage over the same log whose clock shows another time. */
  readonly at: (nowMs: number) => SkillsStorage;
};

/** A storage at noon, in memory unless a file is named; it keeps queries. */
export async function openTestStorage(url?: string): Promise<TestStorage> {
  const log = await openTestLog(url);
  const at = (nowMs: number): SkillsStorage =>
    new SkillsStorage({ ...log, pseudonymise: testPseudonym, now: () => nowMs, keepQueries: true });
  return { ...log, storage: at(noonMs), at };
}
