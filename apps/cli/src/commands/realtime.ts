import { once } from 'node:events';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { liveServerOptions } from '../live/live-server-options.ts';
import { openLiveServer } from '../live/open-live-server.ts';

/** `skills realtime` */
export const realtime: RunCommand = async ({ options }, context) => {
  await using server = await openLiveServer(liveServerOptions(options, context.environment), context);
  const { url } = server;
  await context.output.ready({ url }, `dashboard and live API at ${url}; ^C ends`);
  if (!context.signal.aborted) await once(context.signal, 'abort');
  return exitCodes.done;
};
