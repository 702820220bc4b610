// Compiles packages/collectors/assembly/json-tape.ts after it was changed:
// `npx -y pnpm@12 exec node scripts/compile-json-tape.ts`. What comes out is committed, so that nobody else needs the
// compiler, which is 100 MB; a test notices when it is not of the present source.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const compiler = 'assemblyscript@0.28.20';
// 92 MiB: texts, brackets and the tape, of which only what is used takes room.
const pages = 1472;

const sourcePath = fileURLToPath(new URL('../packages/collectors/assembly/json-tape.ts', import.meta.url));
const targetPath = fileURLToPath(new URL('../packages/collectors/src/json-tape/json-tape-module.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
try {
  const output = join(folder, 'json-tape.wasm');
  const options = ['-O3', '--runtime', 'stub', '--use', 'abort=', '--noAssert', '--enable', 'simd'];
  execFileSync(
    'npx',
    ['-y', '-p', compiler, 'asc', sourcePath, '--outFile', output, '--initialMemory', String(pages), ...options],
    { stdio: 'inherit' },
  );
  const hash = createHash('sha256').update(readFileSync(sourcePath)).digest('hex');
  const lines = readFileSync(output)
    .toString('base64')
    .replaceAll(/.{1,116}/g, '$&\n');
  writeFileSync(
    targetPath,
    [
      `// Made by scripts/compile-json-tape.ts with ${compiler}.`,
      'export const jsonTapeModule = {',
      '  /** SHA-256 of assembly/json-tape.ts. */',
      `  source: '${hash}',`,
      '  wasm: `',
      `${lines}\`,`,
      '} as const;',
      '',
    ].join('\n'),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
