import { expect, test } from 'vitest';
import fc from 'fast-check';
import { isVerificationCommand, mayBeVerificationCommand } from './verification-command.ts';

test.for([
  'npm test',
  'npm run test:unit -- --watch=false',
  'cd app && CI=1 pnpm --filter web run typecheck 2>&1 | tail -5',
  'npx -y vitest run src/a.test.ts',
  'pnpm vitest run',
  'bun test src/',
  'yarn lint',
  './node_modules/.bin/tsc -b',
  'timeout 60 go test ./...',
  'go vet ./... && go build ./...',
  'golangci-lint run',
  'cargo +nightly clippy --all',
  'uv run pytest -q',
  'python3 -m unittest discover',
  'python manage.py test',
  'ruff check .',
  'prettier --check .',
  './gradlew :app:check',
  'mvn -q verify',
  'make lint',
  'mise run test:integration',
  'dotnet test',
  'bundle exec rspec',
  'cmake --build build',
  'biome check --error-on-warnings',
  'echo start; npm test',
])('sees a check in %s', (command) => {
  expect(isVerificationCommand(command)).toBe(true);
  expect(mayBeVerificationCommand(JSON.stringify(command))).toBe(true);
  expect(mayBeVerificationCommand(JSON.stringify(`cd x\n\t${command}`))).toBe(true);
});

test('says of every command that is a check that it may be one, however it is escaped', () => {
  const word = fc.constantFrom(
    'npm',
    'test',
    'go',
    'vet',
    'tsc',
    '-b',
    '&&',
    ';',
    '\n',
    '\t',
    '"',
    "'",
    '/',
    ' ',
    ' ',
    'x',
  );

  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const command = words.join('');
      const escaped = JSON.stringify(command);
      const byNumber = escaped.replaceAll('\\n', '\\u000a');

      fc.pre(isVerificationCommand(command));

      expect(mayBeVerificationCommand(escaped)).toBe(true);
      expect(mayBeVerificationCommand(byNumber)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('asks no further about a command that names no program', () => {
  expect(mayBeVerificationCommand('"ls -la src\\nand more"')).toBe(false);
});

test.for([
  '',
  'ls test',
  'cat package.json | grep test',
  'git commit -m "npm test"',
  "git commit -m 'fix\n\nnpm test passes'",
  "cat > notes.md <<'EOF'\nnpm test\nEOF",
  'npm install vitest-utils',
  'npm run dev',
  'git checkout test',
  'grep -rn "cargo test" .',
  'echo pytest-is-nice',
  'go run ./cmd/server',
  'docker compose up',
])('sees no check in %s', (command) => {
  expect(isVerificationCommand(command)).toBe(false);
});

test('answers at once whatever the command is', () => {
  const started = performance.now();

  isVerificationCommand('<<a '.repeat(50_000));
  isVerificationCommand('"'.repeat(100_000));
  isVerificationCommand('sudo '.repeat(50_000));

  expect(performance.now() - started).toBeLessThan(1000);
});
