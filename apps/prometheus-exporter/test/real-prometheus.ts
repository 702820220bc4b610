import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@skills/testing';
import { z } from 'zod';

/** Debian's `prometheus` package has both. */
export const hasPrometheus: boolean = ['prometheus', 'promtool'].every(
  (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
);

const instantResultSchema = z.object({
  metric: z.record(z.string(), z.string()),
  /** When, and the value as text. */
  value: z.tuple([z.number(), z.string()]),
});
type InstantResult = z.infer<typeof instantResultSchema>;

const answerSchema = z.object({
  status: z.string(),
  error: z.string().optional(),
  data: z.object({ result: z.array(instantResultSchema) }).optional(),
});

export type RealPrometheus = AsyncDisposable & {
  readonly query: (promql: string) => Promise<readonly InstantResult[]>;
};

/** A Prometheus of its own that scrapes an exporter, and itself, each second. */
export async function startPrometheus(target: string, ruleFiles: readonly string[]): Promise<RealPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'skills-prometheus-'));
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const job = (name: string, scraped: string): object => ({ job_name: name, static_configs: [{ targets: [scraped] }] });
  // JSON is YAML.
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: ruleFiles,
    scrape_configs: [job('skills', target), job('prometheus', address)],
  };
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
    ],
    { stdio: 'ignore' },
  );
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + 20_000;
  while (!(await isReady(address))) {
    if (Date.now() > deadline || child.exitCode !== null) {
      await stop();
      throw new RangeError(`prometheus is not ready (exit code ${child.exitCode})`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    async query(promql) {
      const answer = await fetch(`http://${address}/api/v1/query?${new URLSearchParams({ query: promql }).toString()}`);
      const { status, error, data } = answerSchema.parse(await answer.json());
      if (status !== 'success' || data === undefined) throw new RangeError(`${promql}: ${error}`);
      return data.result;
    },
    [Symbol.asyncDispose]: stop,
  };
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`http://${address}/-/ready`)).ok;
  } catch {
    return false;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}
