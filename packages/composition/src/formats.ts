import { readEventFile, readNdjson, writeEvents, writeFileAtomically } from '@skills/exporters';
import type { Formats } from './composition.ts';

/** Reading and writing events in files. */
export const formats: Formats = {
  write: writeEvents,
  save: writeFileAtomically,
  readFile: (format, path) => readEventFile(path, format),
  readLines: readNdjson,
};
