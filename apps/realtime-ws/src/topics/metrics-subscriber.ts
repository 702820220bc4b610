import { serverMessageSchema } from '../protocol/server-message.ts';
import type { ServerMessage } from '../protocol/server-message.ts';
import type { Subscriber } from './topic-hub.ts';

export type MetricsMessage = Extract<ServerMessage, { readonly type: 'metrics_update' }>;

/** Hears of all skills; may take its time. */
export type HearMetrics = (message: MetricsMessage) => void | Promise<void>;

/** A function in the place of a client. What it throws is reported and disturbs nobody else. */
export function subscriberOfMetrics(
  hear: HearMetrics,
  onError: (error: unknown) => void,
): { readonly subscriber: Subscriber; readonly leave: () => void } {
  let isOpen = true;
  const tell = async (bytes: Buffer): Promise<void> => {
    try {
      const message = serverMessageSchema.parse(JSON.parse(bytes.toString()));
      if (message.type === 'metrics_update') await hear(message);
    } catch (error) {
      onError(error);
    }
  };
  return {
    subscriber: {
      get isOpen() {
        return isOpen;
      },
      deliver: (_, bytes) => void tell(bytes),
    },
    leave: () => {
      isOpen = false;
    },
  };
}
