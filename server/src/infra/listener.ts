/**
 * Hears what other processes announce by NOTIFY, on a connection of its own: LISTEN belongs to a session, so it must not go
 * through a pooler that shares sessions. A notification is a hint only; whatever was missed while the connection was away
 * the hearer reads from the tables when `onReturn` is called.
 */
import pg from 'pg';

export interface Listener {
  /** Resolves once it listens for the first time. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface ListenerOptions {
  url: string;
  channel: string;
  hear(payload: string): void;
  /** It listens again after the connection was lost. */
  onReturn(): void;
  onLoss(error: unknown): void;
}

const retryMs = 1_000;

export function createListener({ url, channel, hear, onReturn, onLoss }: ListenerOptions): Listener {
  let client: pg.Client | undefined;
  let started: Promise<void> | undefined;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const opened = new pg.Client({
      connectionString: url,
      application_name: 'dianting-listen',
      keepAlive: true,
    });
    let lost = false;
    const lose = (error: unknown) => {
      if (lost || stopped) return;
      lost = true;
      onLoss(error);
      opened.end().catch(() => {});
      again();
    };
    opened.on('notification', ({ payload }) => hear(payload ?? ''));
    opened.on('error', lose);
    opened.on('end', () => lose(new Error('connection ended')));
    try {
      await opened.connect();
      await opened.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      lost = true;
      await opened.end().catch(() => {});
      throw error;
    }
    client = opened;
  }

  function again(): void {
    retry = setTimeout(() => {
      if (stopped) return;
      connect().then(onReturn, again);
    }, retryMs);
  }

  return {
    start() {
      started ??= connect().catch(error => {
        started = undefined;
        throw error;
      });
      return started;
    },
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await started?.catch(() => {});
      await client?.end().catch(() => {});
    },
  };
}
