import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseInput, SkillsError } from '@skills/schema';
import { parse } from 'yaml';
import { z } from 'zod';

/** How the server proves who it is, and what clients show; one of each text and file. */
export type TlsConfig = {
  readonly cert?: string | undefined;
  readonly cert_file?: string | undefined;
  readonly key?: string | undefined;
  readonly key_file?: string | undefined;
  readonly client_ca?: string | undefined;
  readonly client_ca_file?: string | undefined;
  readonly client_auth_type: (typeof clientAuthTypes)[number];
  readonly min_version: 'TLS12' | 'TLS13';
  readonly max_version: 'TLS12' | 'TLS13';
};

const clientAuthTypes = [
  'NoClientCert',
  'RequestClientCert',
  'RequireAnyClientCert',
  'VerifyClientCertIfGiven',
  'RequireAndVerifyClientCert',
] as const;
const safeHeaders = [
  'Strict-Transport-Security',
  'X-Content-Type-Options',
  'X-Frame-Options',
  'X-XSS-Protection',
  'Content-Security-Policy',
] as const;
// A cost of 16 takes some 5 s; more would make each scrape time out.
const bcryptHash = /^\$2[aby]\$(?:0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}$/;

const tlsSchema: z.ZodType<TlsConfig> = z
  .strictObject({
    cert: z.string().optional(),
    cert_file: z.string().optional(),
    key: z.string().optional(),
    key_file: z.string().optional(),
    client_ca: z.string().optional(),
    client_ca_file: z.string().optional(),
    client_auth_type: z.enum(clientAuthTypes).default('NoClientCert'),
    min_version: z.enum(['TLS12', 'TLS13'], { error: 'expected TLS12 or TLS13' }).default('TLS12'),
    max_version: z.enum(['TLS12', 'TLS13'], { error: 'expected TLS12 or TLS13' }).default('TLS13'),
  })
  .refine((tls) => (tls.cert === undefined) !== (tls.cert_file === undefined), 'expected one of cert and cert_file')
  .refine((tls) => (tls.key === undefined) !== (tls.key_file === undefined), 'expected one of key and key_file')
  .refine(
    (tls) =>
      !tls.client_auth_type.includes('Verify') || tls.client_ca !== undefined || tls.client_ca_file !== undefined,
    'client_auth_type needs client_ca_file',
  );

const webConfigSchema = z.strictObject({
  tls_server_config: tlsSchema.nullish(),
  basic_auth_users: z
    .record(
      z.string().min(1),
      z.string().regex(bcryptHash, 'expected a bcrypt hash of cost 4 to 16, as htpasswd -B makes'),
    )
    .nullish(),
  rate_limit: z
    .strictObject({
      interval: z.string().regex(/^\d+(?:\.\d+)?(?:ms|s|m)$|^0$/, 'expected a time such as 1s'),
      burst: z.int().min(1).max(10_000).default(1),
    })
    .nullish(),
  http_server_config: z
    .strictObject({
      /** Taken and without effect: answers are small and few. */
      http2: z.boolean().optional(),
      headers: z.partialRecord(z.enum(safeHeaders), z.string()).nullish(),
    })
    .nullish(),
});

/** What a `--web.config.file` says. */
export type WebConfig = {
  readonly tls: TlsConfig | undefined;
  /** Bcrypt hashes by user; empty when no password is asked for. */
  readonly users: ReadonlyMap<string, string>;
  /** `undefined` for no limit. */
  readonly rateLimit: { readonly intervalMs: number; readonly burst: number } | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Files that it names, as whole paths. */
  readonly files: readonly string[];
};

export const emptyWebConfig: WebConfig = {
  tls: undefined,
  users: new Map(),
  rateLimit: undefined,
  headers: {},
  files: [],
};

/**
 * Reads the file that exporters of Prometheus share. What it has that is not served here (`cipher_suites`) is refused and not passed
 * over in silence. Paths in it are relative to it.
 *
 * @throws {SkillsError} 'invalid-input' naming the file and what is wrong
 * @see https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md
 */
export function readWebConfig(path: string): WebConfig {
  try {
    const {
      tls_server_config: tls,
      basic_auth_users: users,
      ...rest
    } = parseInput(webConfigSchema, parse(readFileSync(path, 'utf8')) ?? {});
    const folder = dirname(resolve(path));
    const settled = tls === undefined || tls === null ? undefined : inFolder(tls, folder);
    return {
      tls: settled,
      users: new Map(Object.entries(users ?? {})),
      rateLimit: toRateLimit(rest.rate_limit),
      headers: rest.http_server_config?.headers ?? {},
      files: [settled?.cert_file, settled?.key_file, settled?.client_ca_file].filter((file) => file !== undefined),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SkillsError('invalid-input', `--web.config.file ${path}: ${reason}`, { cause: error });
  }
}

function inFolder(tls: TlsConfig, folder: string): TlsConfig {
  const whole = (file: string | undefined): string | undefined =>
    file === undefined ? undefined : resolve(folder, file);
  return {
    ...tls,
    cert_file: whole(tls.cert_file),
    key_file: whole(tls.key_file),
    client_ca_file: whole(tls.client_ca_file),
  };
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

function toRateLimit(limit: z.infer<typeof webConfigSchema>['rate_limit']): WebConfig['rateLimit'] {
  const [, amount, unit = ''] = /^([\d.]+)(ms|s|m)?$/.exec(limit?.interval ?? '0') ?? [];
  const intervalMs = Number(amount) * (unitMs[unit] ?? 0);
  return limit === undefined || limit === null || intervalMs === 0 ? undefined : { intervalMs, burst: limit.burst };
}
