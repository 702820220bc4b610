#!/usr/bin/env node
import { compose } from '@skills/composition';
import { SkillsError } from '@skills/schema';
import { readArguments, usage } from './read-arguments.ts';
import { runExporter } from './run-exporter.ts';

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());
process.once('SIGTERM', () => interrupt.abort());
const say = (text: string): void => void process.stderr.write(`${text}\n`);

try {
  const given = readArguments(process.argv.slice(2));
  if (given.help) process.stdout.write(usage);
  else await run(given);
} catch (error) {
  say(`skills-exporter: ${error instanceof Error ? error.message : String(error)}`);
  const isMistake = error instanceof SkillsError && ['invalid-usage', 'invalid-input'].includes(error.code);
  process.exitCode = isMistake ? 2 : 1;
}

async function run(given: ReturnType<typeof readArguments>): Promise<void> {
  const environment = process.env;
  await using composition = compose({
    databaseUrl: given.databaseUrl ?? (environment['SKILLS_DATABASE_URL'] || undefined),
    environment,
    nowMs: Date.now,
    note: say,
    onSimulated: () => undefined,
  });
  await runExporter({
    exporter: {
      source: await composition.metrics(),
      ...(given.port === undefined ? {} : { port: given.port }),
      ...(given.host === undefined ? {} : { host: given.host }),
      allowedHosts: given.allowedHosts,
      webConfigFile: given.webConfigFile,
      token: environment['SKILLS_EXPORTER_TOKEN'] || undefined,
      onProblem: (error) => say(`skills-exporter: ${error instanceof Error ? error.message : String(error)}`),
    },
    signal: interrupt.signal,
    onReady: (url) => (given.json ? process.stdout.write(`${JSON.stringify({ url })}\n`) : say(`metrics at ${url}`)),
  });
}
