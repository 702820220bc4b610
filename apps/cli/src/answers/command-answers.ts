import { Readable } from 'node:stream';
import type { Composition } from '@skills/composition';
import { SkillsError } from '@skills/schema';
import type { CommandContext } from '../command-context.ts';
import { commandTable } from '../command-table.ts';
import { parseLine } from '../parse-line.ts';
import { analyticsPaths } from './analytics-paths.ts';
import type { AnalyticsPath } from './analytics-paths.ts';
import { capturingOutput } from './capturing-output.ts';
import { questionOf, questionWords } from './question-words.ts';

export type CommandAnswersOptions = {
  /** Over a database that it only reads. */
  readonly compose: Composition;
  readonly nowMs: () => number;
  readonly environment: CommandContext['environment'];
};

/** The result of a question by its path behind `/api/`; `undefined` when there is no such question. */
export type CommandAnswers = (path: readonly string[], query: URLSearchParams) => Promise<object | undefined>;

/** Answers what the command line answers with `--json`: `/api/top?limit=5` is `skills top --limit 5`. */
export function commandAnswers(options: CommandAnswersOptions): CommandAnswers {
  const answerOne: CommandAnswers = async (path, query) => {
    const question = questionOf(commandTable, path);
    return question === undefined ? undefined : ask(questionWords(question.command, question.rest, query), options);
  };
  const answerPath = async (
    { question, field }: AnalyticsPath,
    query: URLSearchParams,
  ): Promise<object | undefined> => {
    const result = await answerOne(question, query);
    return result === undefined || field === undefined ? result : onlyField(result, field);
  };
  return async (path, query) => {
    const [first, name = '', ...more] = path;
    if (first !== 'analytics' || more.length > 0) return answerOne(path, query);
    if (name === 'all') {
      const entries = Object.entries(analyticsPaths);
      const results = await Promise.all(entries.map(([, page]) => answerPath(page, query)));
      return Object.fromEntries(entries.map(([key], index) => [key, results[index]]));
    }
    const page = Object.hasOwn(analyticsPaths, name) ? analyticsPaths[name] : undefined;
    return page === undefined ? undefined : answerPath(page, query);
  };
}

async function ask(words: readonly string[], options: CommandAnswersOptions): Promise<object | undefined> {
  const parsed = parseLine(words, { version: '', columns: 80 });
  if (parsed.kind === 'mistake') throw new SkillsError('invalid-usage', parsed.message);
  if (parsed.kind === 'answer') return undefined;
  const { nowMs, environment, compose } = options;
  const output = capturingOutput();
  const { isSimulated } = await compose.reports();
  if (isSimulated) output.markSimulated();
  const run = await parsed.command.load();
  const { signal } = new AbortController();
  await run(parsed.input, { nowMs, environment, signal, compose, output, standardInput: Readable.from([]) });
  return output.captured();
}

/** With what says that it is of a simulated world. */
function onlyField(result: object, field: string): object {
  return Object.fromEntries(Object.entries(result).filter(([name]) => name === field || name === 'simulated'));
}
