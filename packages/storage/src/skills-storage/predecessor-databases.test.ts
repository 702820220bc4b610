import { copyFileSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openTestStorage } from '../../test/open-test-storage.ts';

// Beside the checkout, not in it: databases and files that the predecessor itself wrote, too large for fixtures.
const data = fileURLToPath(new URL('../../../../../shared/data/session-buddy/', import.meta.url));

describe.skipIf(!existsSync(data))('over what the predecessor wrote', () => {
  test.each(['original/v3.db', 'original/v4.db', 'derived/v4-schema/.session-buddy/skills.db'])(
    'answers from %s what its log says',
    async (file) => {
      const path = join(mkdtempSync(join(tmpdir(), 'skills-predecessor-')), 'skills.db');
      copyFileSync(join(data, file), path);
      const before = new DatabaseSync(join(data, file), { readOnly: true });
      const totals = before
        .prepare(
          `SELECT skill_name, count(*) AS total, sum(completed = 1) AS completed, sum(completed = 0) AS failed
           FROM skill_invocation GROUP BY skill_name ORDER BY total DESC, skill_name`,
        )
        .all();
      const first = before.prepare('SELECT id, skill_name, session_id, user_query FROM skill_invocation LIMIT 1').get();
      before.close();

      const { storage } = await openTestStorage(path);
      const metrics = await storage.getAllMetrics();
      const invocation = await storage.getInvocation(BigInt(Number(first?.['id'])));

      expect(
        metrics.map((skill) => ({
          skill_name: skill.skillName,
          total: skill.totalInvocations,
          completed: skill.completedInvocations,
          failed: skill.abandonedInvocations,
        })),
      ).toEqual(totals);
      expect(invocation).toMatchObject({
        skillName: first?.['skill_name'],
        sessionId: first?.['session_id'],
        userQuery: first?.['user_query'],
      });
      expect(await storage.validateSchema()).toEqual([]);
    },
  );

  test.each(['json-v0-crackerjack', 'json-v1-session-buddy', 'json-doc-v1.0'])(
    'imports the file of %s whole',
    async (name) => {
      const { storage } = await openTestStorage();

      const imported = await storage.importFromJson(
        join(data, 'derived', name, '.session-buddy', 'skill_metrics.json'),
      );

      expect(imported.totalInJson).toBeGreaterThan(0);
      expect(imported.rejected).toEqual([]);
      expect(imported.imported + imported.skipped).toBe(imported.totalInJson);
    },
  );
});
