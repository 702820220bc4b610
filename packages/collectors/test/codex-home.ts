import { fileURLToPath } from 'node:url';

/** Fixtures of the Codex collector; see their NOTICE. */
export const codexFixtures: string = fileURLToPath(new URL('fixtures/codex/', import.meta.url));

const sessions = `${codexFixtures}home/.codex/sessions/2026/07/01/`;

/** A thread, a fork of it, and an agent that it spawned. */
export const codexHome = {
  folder: `${codexFixtures}home`,
  parent: `${sessions}rollout-2026-07-01T10-00-00-019f1d1f-0500-7000-8000-000000000001.jsonl`,
  fork: `${sessions}rollout-2026-07-01T11-00-00-019f1d55-f380-7000-8000-000000000009.jsonl`,
  agent: `${codexFixtures}home/.codex/archived_sessions/rollout-2026-07-01T10-01-02-019f1d1f-f762-7000-8000-000000000014.jsonl`,
  parentId: '019f1d1f-0500-7000-8000-000000000001',
  forkId: '019f1d55-f380-7000-8000-000000000009',
  agentId: '019f1d1f-f762-7000-8000-000000000014',
} as const;
