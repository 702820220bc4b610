import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FindAsset, HttpAnswer } from '@skills/realtime-ws';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

// The page runs its own scripts, talks to its own server, and is not framed. What is dynamic is set through the DOM.
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Where the built dashboard is: beside the bundle when this is one, else where its own package builds it. */
export function dashboardFolder(): string {
  const beside = fileURLToPath(new URL('./dashboard/', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../../dashboard/dist/', import.meta.url));
}

/**
 * The files of the built dashboard, held in memory. Paths of the page's own views (`/skills/code-review`) get the page.
 *
 * @param folder - of the build
 */
export function dashboardAssets(folder: string): FindAsset {
  if (!existsSync(join(folder, 'index.html'))) return (path) => (path === '/' ? notBuilt : undefined);
  const files = new Map<string, HttpAnswer>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${path.slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, '')}`, fileAnswer(path));
  }
  const page = files.get('/index.html');
  return (path) => files.get(path) ?? (extname(path) === '' ? page : undefined);
}

function fileAnswer(path: string): HttpAnswer {
  // Vite puts a hash into the names of what it builds.
  const isImmutable = /-[\w-]{8}\.\w+$/.test(path);
  return {
    status: 200,
    contentType: contentTypes[extname(path)] ?? 'application/octet-stream',
    body: readFileSync(path),
    headers: {
      'content-security-policy': contentPolicy,
      'cache-control': isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  };
}

const notBuilt: HttpAnswer = {
  status: 503,
  contentType: 'text/plain; charset=utf-8',
  body: 'The dashboard is not built. Build it with: pnpm --filter @skills/dashboard build\n',
};
