import { statSync } from 'node:fs';
import { emptyWebConfig, readWebConfig, type WebConfig } from './web-config.ts';

/**
 * A web configuration that follows its file: looked at with every request, as exporters do, and read again when the file or
 * one that it names has changed. While what stands there is wrong, what stood there before holds.
 */
export class WebConfigFile {
  readonly #path: string | undefined;
  readonly #onProblem: (error: unknown) => void;
  #config: WebConfig;
  #seen: string;

  /** @throws {SkillsError} 'invalid-input' when it cannot be read in the first place */
  constructor(path: string | undefined, onProblem: (error: unknown) => void) {
    this.#path = path;
    this.#onProblem = onProblem;
    this.#config = path === undefined ? emptyWebConfig : readWebConfig(path);
    this.#seen = this.#fingerprint();
  }

  /** The same object as long as nothing has changed. */
  get current(): WebConfig {
    if (this.#path === undefined) return this.#config;
    const seen = this.#fingerprint();
    if (seen === this.#seen) return this.#config;
    this.#seen = seen;
    try {
      this.#config = readWebConfig(this.#path);
      this.#seen = this.#fingerprint();
    } catch (error) {
      this.#onProblem(error);
    }
    return this.#config;
  }

  #fingerprint(): string {
    return [this.#path ?? '', ...this.#config.files].map(fileVersion).join(' ');
  }
}

function fileVersion(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats === undefined ? '-' : `${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`;
}
