/** Where the head-end tells results. Verify → store → acknowledge → handle. */
import { signedBy } from '../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import type { CommandsRepository } from './commands.repository.ts';
import type { SupplyControlSettings } from './settings.ts';
import { judge } from './supply-command.ts';
import { parseResult, refusalOf } from './wire.ts';

export const resultsPath = '/notify/supply-control';

interface ResultsDependencies {
  commands: CommandsRepository;
  settings: SupplyControlSettings | undefined;
  clock: Clock;
  logger: Logger;
}

export function resultsRoutes({ commands, settings, clock, logger }: ResultsDependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: resultsPath,
      root: true,
      access: signedBy('the metering head-end'),
      summary: 'Results of supply commands',
      tag: 'notifications',
      bodyType: 'raw',
      bodyLimit: 16 * 1024,
      async handle({ headers, rawBody }) {
        const request = { method: 'POST', path: resultsPath, headers, body: rawBody };
        const refused = settings
          ? refusalOf(request, { peer: settings.peer, key: settings.peerKey, now: clock.now() })
          : 'caller-unknown';
        if (refused) {
          logger.warn({ problem: refused }, 'result of a supply command refused');
          return json(401, { code: refused });
        }
        const result = parseResult(rawBody);
        if (!result) return json(400, { code: 'bad-request', field: 'body' });
        await commands.store(result.eventId, rawBody);
        // Handled at once; should this be cut off, the job finds it.
        await handleResults({ commands, clock, logger });
        return rawReply({ status: 204 });
      },
    }),
  ];
}

/** One that cannot be handled holds up neither the others nor the commands: it is logged, and tried again by the next run. */
export async function handleResults({
  commands,
  clock,
  logger,
}: Pick<ResultsDependencies, 'commands' | 'clock' | 'logger'>): Promise<void> {
  for (const { id, body } of await commands.unhandled(100)) {
    const result = parseResult(body);
    if (!result) continue;
    const { commandNo } = result;
    await commands
      .handle(id, commandNo, action => judge(action, result), result, clock.now())
      .catch(error => logger.error({ err: error, commandNo }, 'result of a supply command not handled'));
  }
}

const json = (status: number, body: unknown) =>
  rawReply({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
