import type { CommandDefinition } from '../command.ts';
import { host, port } from './shared-options.ts';

/** What keeps running until it is interrupted. */
export const serverCommands: readonly CommandDefinition[] = [
  {
    name: 'up',
    summary: 'collect as it happens, with the dashboard, the live API and the metrics, in one process',
    options: [
      port,
      host,
      ['--metrics-port <port>', 'where Prometheus finds the metrics (default 9090)'],
      ['--no-metrics', 'without metrics for Prometheus'],
      ['--no-collect', 'without reading what assistants write'],
    ],
    examples: ['skills up', 'skills up --port 8800 --no-metrics'],
    isServer: true,
    load: async () => (await import('../commands/up.ts')).up,
  },
  {
    name: 'realtime',
    summary: 'the dashboard, the live topics and the JSON API on one port',
    options: [port, host],
    examples: ['skills realtime', 'skills realtime --port 8800 --json'],
    isServer: true,
    load: async () => (await import('../commands/realtime.ts')).realtime,
  },
  {
    name: 'exporter',
    summary: 'tell Prometheus what the database holds, at /metrics',
    options: [
      port,
      host,
      ['--allow-host <names>', 'further names by which it may be called, with commas between them'],
      ['--web.config.file <file>', 'TLS and users, as every exporter of Prometheus reads them'],
      ['--regroup', 'choose anew which skills have series of their own'],
    ],
    isServer: true,
    examples: ['skills exporter', 'skills exporter --port 9464 --web.config.file web.yml'],
    load: async () => (await import('../commands/exporter.ts')).exporter,
  },
];
