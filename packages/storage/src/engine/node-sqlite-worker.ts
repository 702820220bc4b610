/** Entry of the worker thread: one `NodeSqliteSession`, called by messages. Started by `node-sqlite-worker-session.ts`. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { NodeSqliteSession } from './node-sqlite-session.ts';
import type { SqlSession } from './sql-session.ts';
import {
  toPortableError,
  type WorkerCall,
  type WorkerOptions,
  type WorkerRequest,
  type WorkerResponse,
} from './worker-messages.ts';

if (parentPort === null) throw new RangeError('node-sqlite-worker runs only as a worker thread');
serve(parentPort, workerData);

function serve(port: MessagePort, options: WorkerOptions): void {
  const respond = (response: WorkerResponse): void => port.postMessage(response);
  const answer = async (id: number, step: () => unknown): Promise<void> => {
    try {
      respond({ kind: 'result', id, value: await step() });
    } catch (error) {
      respond({ kind: 'failure', id, error: toPortableError(error) });
    }
  };
  void answer(0, () => {
    const session = new NodeSqliteSession({
      ...options,
      onWarning: (message) => respond({ kind: 'warning', message }),
    });
    port.on('message', (request: WorkerRequest) => {
      void answer(request.id, async () => perform(session, request.call));
    });
    return session.readsWaitForTransaction;
  });
}

async function perform(session: SqlSession, call: WorkerCall): Promise<unknown> {
  switch (call.method) {
    case 'read':
      return session.read(call.sql, call.parameters);
    case 'all':
      return session.all(call.sql, call.parameters);
    case 'run':
      return session.run(call.sql, call.parameters);
    case 'runMany':
      return session.runMany(call.sql, call.rows);
    case 'script':
      return session.script(call.sql);
    case 'begin':
      return session.begin();
    case 'commit':
      return session.commit();
    case 'rollback':
      return session.rollback();
    case 'close':
      return session.close();
    default:
      return call satisfies never;
  }
}
