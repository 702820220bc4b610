#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { compose } from '@skills/composition';
import { exitCodes } from './exit-code.ts';
import { runCli } from './run-cli.ts';

// A reader that has seen enough (`skills top | head -1`) is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.failed);
  });
}

// The first interrupt lets the command finish what it holds; the second ends the process.
const interrupt = new AbortController();
const interrupted = (): void => {
  if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
  interrupt.abort();
  // Nothing more is read; whoever waits for input is released.
  process.stdin.destroy();
};
process.on('SIGINT', interrupted);
process.on('SIGTERM', interrupted);

process.exitCode = await runCli(
  {
    words: process.argv.slice(2),
    version: versionOf(readFileSync(new URL('../package.json', import.meta.url), 'utf8')),
    environment: process.env,
    standardInput: process.stdin,
    standardOutput: process.stdout,
    standardError: process.stderr,
    signal: interrupt.signal,
    nowMs: Date.now,
  },
  compose,
);

function versionOf(packageJson: string): string {
  const content: unknown = JSON.parse(packageJson);
  const isVersioned = typeof content === 'object' && content !== null && 'version' in content;
  return isVersioned ? String(content.version) : 'unknown';
}
