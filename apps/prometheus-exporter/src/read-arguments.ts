import { parseArgs } from 'node:util';
import { SkillsError } from '@skills/schema';

/** What the command line of `skills-exporter` says. */
export type ExporterArguments = {
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly allowedHosts: readonly string[];
  readonly databaseUrl: string | undefined;
  readonly webConfigFile: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
};

export const usage = `skills-exporter [options]

Tells Prometheus what the skills database holds, at /metrics.

  --port <port>             default 9090
  --host <address>          default 127.0.0.1
  --allow-host <name>       a further name by which it may be called; may be given several times
  --db <url>                database to use (or SKILLS_DATABASE_URL)
  --web.config.file <file>  TLS and users, as every exporter of Prometheus reads them
  --json                    the ready line as JSON
  --help                    this text

SKILLS_EXPORTER_TOKEN asks for "Authorization: Bearer ..." with that token.
`;

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  db: { type: 'string' },
  'web.config.file': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** @throws {SkillsError} 'invalid-usage' naming what is not understood */
export function readArguments(words: readonly string[]): ExporterArguments {
  const { values } = parsed(words);
  return {
    port: values.port === undefined ? undefined : portOf(values.port),
    host: values.host,
    allowedHosts: values['allow-host'] ?? [],
    databaseUrl: values.db,
    webConfigFile: values['web.config.file'],
    json: values.json === true,
    help: values.help === true,
  };
}

function parsed(words: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof options }>> {
  try {
    return parseArgs({ args: [...words], options });
  } catch (error) {
    throw new SkillsError('invalid-usage', error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** @throws {SkillsError} 'invalid-usage' unless it is a port */
export function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new SkillsError('invalid-usage', `--port ${text}: expected an integer from 1 to 65535`);
}
