import { humanEffortLevels, skillKinds, triggers, type SkillInvocation } from '@skills/schema';
import fc from 'fast-check';

const hostileTexts = fc.constantFrom(
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\tx',
  '\rx',
  '\nx',
  "'",
  "''",
  "'=1+1",
  "''=1+1",
  "'honest",
  '"',
  '""',
  '","',
  'a\r\nb',
  'a\rb',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\0',
  ' ',
  '，',
  '＝1',
  'null',
  'true',
  '[]',
  '{}',
  '007',
  '1e5',
  '😀',
  '\u202e',
  'naïve café',
  '__proto__',
);
const texts = fc.oneof(
  { weight: 2, arbitrary: hostileTexts },
  {
    weight: 3,
    arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).map((text) => text.toWellFormed()),
  },
);
const lists = fc.array(fc.oneof(texts, fc.constant('')), { maxLength: 5 });
const finite = fc.double({ min: 0, max: 31_536_000, noNaN: true }).map((number) => number + 0);
const tokens = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1e12 }));
// JSON has no undefined and no -0, and zod drops a key named __proto__.
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value): unknown => JSON.parse(JSON.stringify(value)))
  .filter((value) => !JSON.stringify(value).includes('"__proto__"'));
const metadata = fc.dictionary(
  fc.string({ unit: 'binary', maxLength: 8 }).filter((key) => key !== '__proto__'),
  json,
  { maxKeys: 4, noNullPrototype: true },
);

/** Any invocation that the schema allows, absent fields left out. */
export const invocationArbitrary: fc.Arbitrary<SkillInvocation> = fc.record(
  {
    callId: texts,
    source: texts,
    kind: fc.constantFrom(...skillKinds),
    skillName: texts,
    invokedAtMs: fc.integer({ min: 946_684_800_000, max: 4_102_444_799_999 }),
    completed: fc.constantFrom(true, false, null),
    durationSeconds: finite,
    sessionId: texts,
    userId: texts,
    projectId: texts,
    agentId: texts,
    taskId: texts,
    workflowPath: texts,
    workflowPhase: texts,
    workflowStepId: texts,
    selectionRank: fc.integer({ min: 0, max: 1_000_000 }),
    alternatives: lists,
    followUpActions: lists,
    errorType: texts,
    model: texts,
    inputTokens: tokens,
    outputTokens: tokens,
    cacheReadTokens: tokens,
    cacheCreationTokens: tokens,
    costUsd: fc.oneof(fc.constantFrom(0, 1e-9, 0.1 + 0.2, 1e9), finite),
    humanEffortLevel: fc.constantFrom(...humanEffortLevels),
    browserUsed: fc.boolean(),
    rating: fc.double({ min: 1, max: 5, noNaN: true }),
    trigger: fc.constantFrom(...triggers),
    skillVersion: texts,
    metadata,
  },
  {
    requiredKeys: ['callId', 'source', 'kind', 'skillName', 'invokedAtMs', 'completed', 'sessionId'],
    noNullPrototype: true,
  },
);
