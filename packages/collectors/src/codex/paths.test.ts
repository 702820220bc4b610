import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codexFixtures, codexHome } from '../../test/codex-home.ts';
import { discoverCodex } from './paths.ts';

test('looks where CODEX_HOME says instead of in the home directory', () => {
  const environment = { variables: { CODEX_HOME: join(codexHome.folder, '.codex') }, homeDirectory: '/nowhere' };

  expect(discoverCodex(environment).files).toEqual([codexHome.parent, codexHome.fork, codexHome.agent]);
});

test('an empty CODEX_HOME is none', () => {
  const environment = { variables: { CODEX_HOME: '' }, homeDirectory: codexHome.folder };

  expect(discoverCodex(environment).files).toHaveLength(3);
});

test('takes a file that it is given, whatever its name is', () => {
  const file = join(codexFixtures, 'samples', 'rollout-1.jsonl');

  expect(discoverCodex({ variables: {}, homeDirectory: '/nowhere' }, file).files).toEqual([file]);
});
