const quoted = /"(?:[^"\\]|\\[^])*"|'[^']*'/g;
const heredoc = /<<-?\s*['"]?(\w+)['"]?[^]*?\n\s*\1\b/g;
const separator = /&&|\|\||[;|&\n(]/;
/** Programs and assignments that only stand before the program that matters. */
const wrapper =
  /^(?:\w+=\S*|sudo|time|env|command|exec|nice|npx|bunx|rtk|xvfb-run|timeout(?:\s+-\S+)*\s+\S+|(?:npm|pnpm|yarn|bundle|mise|corepack)\s+(?:exec|dlx)|(?:uv|poetry|pipenv|pdm|hatch)\s+run|bun\s+x|mise\s+x|--|-\S+)\s+/;

/** Programs that check whatever their arguments are. */
const checkers = new Set(
  `vitest jest mocha ava playwright cypress karma tsc tsgo vue-tsc svelte-check eslint oxlint tslint stylelint
  markdownlint knip attw publint pytest py.test tox nox mypy pyright basedpyright flake8 pylint bandit golangci-lint
  staticcheck gotestsum ginkgo phpunit pest phpstan psalm rspec rubocop standardrb ctest xcodebuild swiftlint ktlint
  detekt shellcheck hadolint yamllint actionlint pre-commit ninja elm-test`.split(/\s+/),
);

/** Programs that check when one of their words says so. */
const runners = new Set(
  `npm pnpm yarn bun deno turbo nx lerna rush biome ruff go cargo gradle gradlew mvn mvnw sbt mill lein mix rake rails
  swift flutter dart dotnet bazel zig meson stack cabal dune make gmake just task mise composer invoke inv earthly
  terraform cmake`.split(/\s+/),
);
const checkWord =
  /^(?::(?:\S*:)?)?(?:tests?|t|lint|typecheck|type-check|types|check|vet|build|--build|compile|verify|validate|package|e2e|unit|spec|ci|clippy|nextest|analyze|dialyzer|credo)(?:$|[:_-]\w|:)/;
const formatCheck = /^(?:prettier|black|ruff\s+format|cargo\s+fmt|terraform\s+fmt|biome|deno\s+fmt|gofmt)\s.*-check\b/;
const pythonCheck =
  /^python[\d.]*\s+(?:-m\s+(?:pytest|unittest|mypy|pyright|flake8|pylint|ruff|build|compileall|py_compile)|(?:\S*manage|setup)\.py\s+(?:test|build|check))\b/;

/** Programs, and what may stand before one, assignments aside. */
const firstWords = [
  ...[...checkers, ...runners, 'prettier', 'black', 'gofmt', 'python'].map((name) => name.replaceAll('.', '\\.')),
  ...'sudo time env command exec nice npx rtk xvfb-run bundle corepack uv poetry pipenv pdm hatch -\\S'.split(' '),
].join('|');
/**
 * Where a command may begin in JSON text that is read as latin1: behind a separator, a bracket, a folder, an escaped line
 * break or tab, and a byte that is not ASCII, which may be of white space.
 */
const opener = String.raw`(?:[;|&(/\x80-\xff]|\\[nrtf])`;
// One after the other they take half the time of one expression for all.
const firstWord = new RegExp(`^"? *(?:${firstWords})`);
const directWord = new RegExp(`${opener}(?:${firstWords})`);
const indentedWord = new RegExp(`${opener} +(?:${firstWords})`);
const assignment = new RegExp(`(?:^"?|${opener}) *\\w+=`);

/**
 * Whether a command may be a check, from its JSON text as latin1: most commands cannot, so they need not be unescaped and
 * taken apart. Behind a here-document, `<<`, a command may begin anywhere.
 */
export function mayBeVerificationCommand(json: string): boolean {
  return (
    firstWord.test(json) ||
    directWord.test(json) ||
    indentedWord.test(json) ||
    (json.includes('=') && assignment.test(json)) ||
    json.includes('\\u') ||
    json.includes('<<')
  );
}

/**
 * Whether a shell command runs tests, a linter, a type checker or a build: the programs above, as listed in
 * docs/outcome-rule.md. Text in quotes and here-documents is not looked at, so a commit message that mentions
 * `npm test` is no check.
 *
 * @example
 * isVerificationCommand('cd app && CI=1 pnpm run test:unit 2>&1 | tail -5'); // true
 */
export function isVerificationCommand(command: string): boolean {
  const code = command.slice(0, 16_384).replace(heredoc, '').replace(quoted, "''");
  return code.split(separator).some((part) => isCheck(unwrapped(part.trim())));
}

function isCheck(part: string): boolean {
  if (formatCheck.test(part) || pythonCheck.test(part)) return true;
  const space = part.search(/\s/);
  const path = space < 0 ? part : part.slice(0, space);
  const program = path.slice(path.lastIndexOf('/') + 1);
  if (checkers.has(program)) return true;
  if (space < 0 || !runners.has(program)) return false;
  // A package manager also runs checkers by name: `pnpm vitest run`.
  const words = part.slice(space).trimStart().split(/\s+/, 6);
  return words.some((word) => checkWord.test(word) || checkers.has(word));
}

function unwrapped(part: string): string {
  let rest = part;
  for (let step = 0; step < 8; step += 1) {
    const shorter = rest.replace(wrapper, '');
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest;
}
