import { readFileSync } from 'node:fs';
import type { SecureContextOptions, TlsOptions, TLSSocket } from 'node:tls';
import type { TlsConfig } from './web-config.ts';

const versions = { TLS12: 'TLSv1.2', TLS13: 'TLSv1.3' } as const;

/** Keys and versions: what may change while the server runs. Reads the files that are named. */
export function secureContextOptions(tls: TlsConfig): SecureContextOptions {
  const content = (text: string | undefined, file: string | undefined): string | Buffer | undefined =>
    text ?? (file === undefined ? undefined : readFileSync(file));
  return {
    cert: content(tls.cert, tls.cert_file),
    key: content(tls.key, tls.key_file),
    ca: content(tls.client_ca, tls.client_ca_file),
    minVersion: versions[tls.min_version],
    maxVersion: versions[tls.max_version],
  };
}

/** Whether clients are asked for a certificate; `isWelcome` looks at what they show. */
export function clientCertificateOptions({ client_auth_type: type }: TlsConfig): TlsOptions {
  return { requestCert: type !== 'NoClientCert', rejectUnauthorized: type === 'RequireAndVerifyClientCert' };
}

/** Whether a client that has shown its certificate, or none, may go on. */
export function isWelcome({ client_auth_type: type }: TlsConfig, socket: TLSSocket): boolean {
  const isShown = Object.keys(socket.getPeerCertificate()).length > 0;
  if (type === 'RequireAnyClientCert') return isShown;
  if (type === 'VerifyClientCertIfGiven') return !isShown || socket.authorized;
  return type !== 'RequireAndVerifyClientCert' || socket.authorized;
}
