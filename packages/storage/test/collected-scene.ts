import type { CollectedBatch, SkillInvocation } from '@skills/schema';
import * as fc from 'fast-check';
import { aBatch, noonMs } from './open-test-log.ts';

/** One thing that a source may say; a batch is any number of them in any order. */
export type Saying =
  | { readonly invocations: CollectedBatch['invocations'] }
  | { readonly completions: CollectedBatch['completions'] }
  | { readonly usages: CollectedBatch['usages'] }
  | { readonly offers: CollectedBatch['offers'] }
  | { readonly sessions: CollectedBatch['sessions'] }
  | { readonly projects: CollectedBatch['projects'] };

const sessionId = fc.constantFrom('s1', 's2', 's3');
const projectId = fc.constantFrom('app-000001', 'lib-000002');
const atMs = fc.integer({ min: 0, max: 60 * 12 }).map((fiveMinutes) => noonMs + fiveMinutes * 300_000);
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const truth = fc.record({
  skillName: fc.constantFrom('review', 'deploy', 'a.b["c"]', '__proto__'),
  kind: fc.constantFrom('skill' as const, 'tool' as const),
  invokedAtMs: atMs,
  completed: fc.option(fc.boolean()),
  // Whole milliseconds, so that an end time says the same as a duration.
  durationSeconds: optional(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90_000_000 })).map((ms) => ms / 1000)),
  sessionId,
  userId: optional(fc.constantFrom('ada', 'bob')),
  projectId: optional(projectId),
  workflowPath: optional(fc.constantFrom('quick', '', 'idx[0]')),
  errorType: optional(fc.constantFrom('timeout', 'E.dot.path', '__proto__')),
  model: optional(fc.constantFrom('m1', 'm2')),
  inputTokens: optional(fc.nat(1000)),
  outputTokens: optional(fc.nat(1000)),
  costUsd: optional(fc.double({ min: 0, max: 10, noNaN: true })),
  taskId: optional(fc.constantFrom('t1')),
  followUpActions: optional(fc.array(fc.constantFrom('retry', 'constructor'), { minLength: 1, maxLength: 3 })),
  browserUsed: optional(fc.boolean()),
});

/** Which fields a view tells, from the first on. */
const told = fc.array(fc.boolean(), { minLength: 14, maxLength: 14 });

const call = fc.record({
  truth,
  views: fc.array(told, { minLength: 1, maxLength: 3 }),
  end: fc.constantFrom('none', 'time', 'duration'),
});

/** Views of one call that do not contradict each other: each tells a part of the truth. */
const sayingsOfCall = call.map(({ truth: whole, views, end }) => (callId: string): readonly Saying[] => {
  const { completed, durationSeconds, invokedAtMs } = whole;
  const said = views.map((isTold): Saying => {
    const [a, b, c, d, e, f, g, h, i, j, k, l, m, n] = isTold;
    const view: SkillInvocation = {
      callId,
      source: 'test',
      kind: whole.kind,
      skillName: whole.skillName,
      invokedAtMs,
      sessionId: whole.sessionId,
      completed: a === true ? completed : null,
      durationSeconds: b === true ? durationSeconds : undefined,
      userId: c === true ? whole.userId : undefined,
      projectId: d === true ? whole.projectId : undefined,
      workflowPath: e === true ? whole.workflowPath : undefined,
      errorType: f === true ? whole.errorType : undefined,
      model: g === true ? whole.model : undefined,
      inputTokens: h === true ? whole.inputTokens : undefined,
      outputTokens: i === true ? whole.outputTokens : undefined,
      costUsd: j === true ? whole.costUsd : undefined,
      taskId: k === true ? whole.taskId : undefined,
      followUpActions: l === true ? whole.followUpActions : undefined,
      browserUsed: m === true ? whole.browserUsed : undefined,
      selectionRank: n === true ? 1 : undefined,
    };
    return { invocations: [view] };
  });
  const endedAtMs = durationSeconds === undefined ? undefined : invokedAtMs + Math.round(durationSeconds * 1000);
  if (end === 'time') said.push({ completions: [{ callId, completed, endedAtMs }] });
  if (end === 'duration') said.push({ completions: [{ callId, completed, durationSeconds }] });
  return said;
});

const usage = fc
  .record({
    messageId: fc.constantFrom('m1', 'm2', 'm3'),
    sessionId,
    projectId: optional(projectId),
    model: fc.constantFrom('opus', 'haiku'),
    agentId: optional(fc.constantFrom('a1', 'a2')),
    atMs,
    skillName: optional(fc.constantFrom('review', 'deploy')),
    inputTokens: fc.nat(100),
    outputTokens: fc.nat(3),
    cacheReadTokens: fc.nat(100),
    cacheCreationTokens: fc.nat(100),
    cacheCreation1hTokens: fc.nat(100),
    costUsd: optional(fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map((view): Saying => ({ usages: [{ ...view, source: 'test' }] }));

const other: fc.Arbitrary<Saying> = fc.oneof(
  fc
    .record({ skillName: fc.constantFrom('review', 'dead'), sessionId, offeredAtMs: atMs })
    .map((offer) => ({ offers: [offer] })),
  fc
    .record({ sessionId, projectId: optional(projectId), firstAtMs: atMs, lastAtMs: atMs })
    .map((session) => ({ sessions: [session] })),
  projectId.map((id) => ({ projects: [{ projectId: id, name: id.slice(0, 3), path: `/home/ada/${id}` }] })),
);

const world = fc
  .record({
    calls: fc.array(sayingsOfCall, { maxLength: 25 }),
    usages: fc.array(usage, { maxLength: 8 }),
    others: fc.array(other, { maxLength: 6 }),
  })
  .map(({ calls, usages, others }) =>
    calls.flatMap((toSayings, index) => toSayings(`call ${index}`)).concat(usages, others),
  );

export type Scene = {
  readonly said: readonly Saying[];
  readonly shuffled: readonly Saying[];
  /** Where the shuffled sayings are cut into batches. */
  readonly cuts: readonly number[];
  readonly repeats: readonly boolean[];
};

/** What is said, and the same again in another order, cut into batches of which some come twice. */
export const scene: fc.Arbitrary<Scene> = world.chain((said) =>
  fc.record({
    said: fc.constant(said),
    shuffled: fc.shuffledSubarray(said, { minLength: said.length }),
    cuts: fc.array(fc.nat(said.length), { maxLength: 6 }),
    repeats: fc.array(fc.boolean(), { maxLength: 7 }),
  }),
);

export function toBatch(said: readonly Saying[]): CollectedBatch {
  return aBatch({
    invocations: said.flatMap((saying) => ('invocations' in saying ? saying.invocations : [])),
    completions: said.flatMap((saying) => ('completions' in saying ? saying.completions : [])),
    usages: said.flatMap((saying) => ('usages' in saying ? saying.usages : [])),
    offers: said.flatMap((saying) => ('offers' in saying ? saying.offers : [])),
    sessions: said.flatMap((saying) => ('sessions' in saying ? saying.sessions : [])),
    projects: said.flatMap((saying) => ('projects' in saying ? saying.projects : [])),
  });
}

export function cutIntoBatches(said: readonly Saying[], cuts: readonly number[]): readonly CollectedBatch[] {
  const bounds = [0, ...cuts.toSorted((left, right) => left - right), said.length];
  return bounds.slice(1).map((end, index) => toBatch(said.slice(bounds[index], end)));
}
