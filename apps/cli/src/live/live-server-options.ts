import { integerOption, textOption } from '../arguments/option-values.ts';
import type { OptionValues } from '../arguments/option-values.ts';
import { isLoopback } from '@skills/http-guard';
import { SkillsError } from '@skills/schema';
import type { CommandContext } from '../command-context.ts';
import type { LiveServerOptions } from './open-live-server.ts';

const usualPort = 8765;

/**
 * Where the live server listens and who may ask it: `--host`, `--port`, SKILLS_ALLOWED_HOSTS and SKILLS_TOKEN.
 *
 * @throws {SkillsError} 'invalid-usage', naming the option; so for an address that others can reach, without a token
 */
export function liveServerOptions(
  options: OptionValues,
  environment: CommandContext['environment'],
): LiveServerOptions {
  const host = textOption(options, 'host') ?? '127.0.0.1';
  const token = environment['SKILLS_TOKEN'] || undefined;
  if (!isLoopback(host) && token === undefined) {
    throw new SkillsError('invalid-usage', `--host ${host}: others can reach it, so SKILLS_TOKEN must be set`);
  }
  return {
    host,
    port: integerOption(options, 'port', { least: 0, most: 65_535 }) ?? usualPort,
    isPortFree: false,
    hosts: (environment['SKILLS_ALLOWED_HOSTS'] ?? '').split(',').filter((name) => name !== ''),
    token,
  };
}
