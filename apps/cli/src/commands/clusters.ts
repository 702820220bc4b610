import { clusterBases } from '@skills/services';
import { choiceOption, flagOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { clustersPage } from '../pages/clusters-page.ts';

/** `skills clusters` */
export const clusters: RunCommand = async ({ options }, { compose, output }) => {
  const by = choiceOption(options, 'by', clusterBases);
  // Asking for a basis without clusters to show would show others.
  const isUpdate = flagOption(options, 'update') || by !== undefined;
  const library = await compose.skillLibrary(isUpdate ? 'write' : 'read');
  if (isUpdate) await library.bringUpToDate();
  const result = await (isUpdate ? library.clusters.update({ by: by ?? 'both' }) : library.clusters.list());
  await output.result(result, (page) => clustersPage(result, page));
  return exitCodes.done;
};
