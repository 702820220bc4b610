import { closestWord } from './closest-word.ts';
import type { OptionSpec } from './option-spec.ts';
import type { OptionValues } from './option-values.ts';

export type ReadWords = {
  readonly positionals: readonly string[];
  readonly options: OptionValues;
};

/** A word of the command line that means nothing; the message is one clear line. */
export class UsageMistake extends Error {}

/**
 * Tells options from other words. `--name value` and `--name=value` are the same, `--` ends the options, a lone `-` is
 * no option. Of a repeated option the last one counts.
 *
 * @param optionsFor - the options that are known once these positional words have been read
 * @throws {UsageMistake} for an unknown option, a missing value and a value that is not taken
 */
export function readWords(
  words: readonly string[],
  optionsFor: (positionals: readonly string[]) => readonly OptionSpec[],
): ReadWords {
  const positionals: string[] = [];
  const options: Record<string, string | boolean> = {};
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') {
      positionals.push(...words.slice(index + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      positionals.push(word);
      continue;
    }
    const [flag, attached] = splitAtEquals(word === '-h' ? '--help' : word);
    const spec = known(flag, optionsFor(positionals));
    if (spec.placeholder === undefined) {
      if (attached !== undefined) throw new UsageMistake(`option '${flag}' takes no value`);
      Object.assign(options, spec.flag.startsWith('--no-') ? { [negated(spec)]: false } : { [spec.name]: true });
      continue;
    }
    const value = attached ?? words[index + 1];
    if (value === undefined) throw new UsageMistake(`option '${flag} ${spec.placeholder}' argument missing`);
    options[spec.name] = value;
    if (attached === undefined) index += 1;
  }
  return { positionals, options };
}

function splitAtEquals(word: string): readonly [flag: string, value: string | undefined] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function known(flag: string, specs: readonly OptionSpec[]): OptionSpec {
  const spec = specs.find((candidate) => candidate.flag === flag);
  if (spec !== undefined) return spec;
  const closest = closestWord(
    flag,
    specs.map((candidate) => candidate.flag),
  );
  throw new UsageMistake(`unknown option '${flag}'${closest === undefined ? '' : ` (Did you mean ${closest}?)`}`);
}

/** `--no-color` sets `color`. */
function negated({ flag }: OptionSpec): string {
  return flag.slice('--no-'.length);
}
