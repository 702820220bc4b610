import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from giving short-lived objects more and more room, for the rest of the process: collecting 300 MB into a
 * database then peaks at 161 MB of resident memory instead of 215 MB, in the same time. For the `main` of programs that
 * collect; it has no effect on what is computed.
 */
export function limitYoungMemory(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
