import { basename } from 'node:path';
import type { EraseResult } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import {
  allowAgain,
  copiesOfDatabase,
  countErasableRows,
  deleteCopies,
  erasureSteps,
  eraseSubject,
  findProject,
  findUser,
  finishCompaction,
  isCompactionPending,
  loadIdentityKey,
  notePendingCompaction,
  ProjectRepository,
  pseudonymise,
  tombstone,
} from '@skills/storage';
import type { ErasableRows, ErasureSubject, SqlEngine } from '@skills/storage';
import type { ComposeOptions, EraseRequest, Erasure } from './composition.ts';
import { measured } from './measured.ts';
import type { Store } from './open-store.ts';

/** Forgetting a project or a user for good. */
export function buildErasure(store: Store, { environment, nowMs }: ComposeOptions): Erasure {
  const pseudonymOf = (userId: string): string => {
    const key = loadIdentityKey(store.url, environment);
    return pseudonymise(userId, { key, purpose: 'user' });
  };
  const subjectOf = async (engine: SqlEngine, { kind, id }: EraseRequest): Promise<ErasureSubject> => {
    if (kind === 'user') return findUser(engine, pseudonymOf(id));
    const { projectId } = await new ProjectRepository({ engine }).resolveProject(id);
    return findProject(engine, projectId);
  };
  return {
    async erase(request) {
      const { kind, dryRun, withCopies, progress } = request;
      const show = (done: number, detail: string): void =>
        progress.update({ label: 'erase', done, total: erasureSteps.length + 1, detail });
      if (store.path !== undefined && (await store.untouched('reading')) === undefined) {
        throw new SkillsError('not-found', `no database at ${store.url}`);
      }
      const engine = await store.writer();
      // One that was killed had come to its end but for this: the subject is not found any more.
      if (!dryRun && store.path !== undefined && (await isCompactionPending(engine))) {
        await finishCompaction(engine, store.path);
      }
      const subject = await subjectOf(engine, request);
      const before = await countErasableRows(engine);
      const end = new Error('the dry run ends here');
      let after = before;
      const work = async (): Promise<void> =>
        engine.transaction(async (transaction) => {
          await eraseSubject(transaction, subject, {
            tombstoneOf: (what, id) => tombstone(pseudonymOf, what, id),
            nowMs: nowMs(),
            onStep: (step) => show(erasureSteps.indexOf(step), step),
          });
          after = await countErasableRows(transaction);
          if (dryRun) throw end;
          if (store.path !== undefined) await notePendingCompaction(transaction);
        });
      await (dryRun ? work() : measured({ engine, nowMs }, 'erase', work))
        .catch((error: unknown) => {
          if (error !== end) throw error;
        })
        .finally(() => progress.end());
      const copies = store.path === undefined ? [] : copiesOfDatabase(store.path);
      if (withCopies && !dryRun) deleteCopies(copies);
      if (!dryRun) show(erasureSteps.length, 'writing the file anew');
      const file = dryRun || store.path === undefined ? undefined : await finishCompaction(engine, store.path);
      progress.end();
      return {
        kind,
        action: 'erased',
        dryRun,
        tables: changedTables(before, after),
        tombstones: 1 + subject.sessions.length + subject.files.length,
        copies: copies.map((path) => basename(path)),
        copiesDeleted: withCopies && !dryRun && copies.length > 0,
        bytes: file === undefined ? null : { before: file.bytesBefore, after: file.bytesAfter },
      };
    },
    async allow({ kind, id }) {
      const engine = await store.writer();
      const externalId = kind === 'user' ? pseudonymOf(id) : id;
      const removed = await engine.transaction((transaction) =>
        allowAgain(transaction, tombstone(pseudonymOf, kind, externalId)),
      );
      if (removed === 0) throw new SkillsError('not-found', `no ${kind} of that id was erased`);
      return {
        kind,
        action: 'allowed',
        dryRun: false,
        tables: [],
        tombstones: removed,
        copies: [],
        copiesDeleted: false,
        bytes: null,
      };
    },
  };
}

function changedTables(before: ErasableRows, after: ErasableRows): EraseResult['tables'] {
  return Object.keys(before)
    .map((table) => ({ table, before: before[table] ?? 0, after: after[table] ?? 0 }))
    .filter((counts) => counts.before !== counts.after);
}
