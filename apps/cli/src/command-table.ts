import type { CommandDefinition } from './command.ts';
import { capacityCommands } from './command-groups/capacity-commands.ts';
import { costCommands } from './command-groups/cost-commands.ts';
import { databaseCommands } from './command-groups/database-commands.ts';
import { executionCommands } from './command-groups/execution-commands.ts';
import { experimentCommands } from './command-groups/experiment-commands.ts';
import { libraryCommands } from './command-groups/library-commands.ts';
import { logCommands } from './command-groups/log-commands.ts';
import { predictionCommands } from './command-groups/prediction-commands.ts';
import { projectCommands } from './command-groups/project-commands.ts';
import { recommendationCommands } from './command-groups/recommendation-commands.ts';
import { reportCommands } from './command-groups/report-commands.ts';
import { serverCommands } from './command-groups/server-commands.ts';
import { sessionCommands } from './command-groups/session-commands.ts';
import { structureCommands } from './command-groups/structure-commands.ts';
import { workflowCommands } from './command-groups/workflow-commands.ts';

/** Every command of `skills`, in the order of the help. A test compares it with docs/cli.md. */
export const commandTable: readonly CommandDefinition[] = [
  ...logCommands,
  ...reportCommands,
  ...costCommands,
  ...predictionCommands,
  ...structureCommands,
  ...workflowCommands,
  ...executionCommands,
  ...capacityCommands,
  ...recommendationCommands,
  ...projectCommands,
  ...sessionCommands,
  ...experimentCommands,
  ...libraryCommands,
  ...databaseCommands,
  ...serverCommands,
];
