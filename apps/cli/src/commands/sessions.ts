import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { sessionListPage, sessionPage } from '../pages/sessions-page.ts';
import { limitOption, projectOption } from './report-options.ts';

const defaultLimit = 20;

/** `skills sessions list` */
export const listSessions: RunCommand = async ({ options }, { compose, output }) => {
  const limit = limitOption(options, defaultLimit);
  const reports = await compose.reports();
  const result = await reports.sessions.list({ limit, projectId: await projectOption(options, reports) });
  await output.result(result, (page) => sessionListPage(result, page));
  return exitCodes.done;
};

/** `skills sessions show ID` */
export const showSession: RunCommand = async ({ arguments: [sessionId = ''] }, { compose, output }) => {
  const reports = await compose.reports();
  const result = await reports.sessions.show(sessionId);
  await output.result(result, (page) => sessionPage(result, page));
  return exitCodes.done;
};
