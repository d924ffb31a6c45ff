/** Tells the head-end what is ordered and asks how it stands, until every command has ended. */
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { CommandsRepository, DueCommand } from './commands.repository.ts';
import type { HeadEnd, Told } from './head-end.ts';
import { judge, type MayDisconnect, pauseSeconds } from './supply-command.ts';

export interface SendDependencies {
  commands: CommandsRepository;
  headEnd: HeadEnd | undefined;
  clock: Clock;
  crashPoints: CrashPoints;
  logger: Logger;
  metrics: Metrics;
  mayDisconnect(reason: string): Promise<MayDisconnect>;
}

const batchSize = 20;
/** What is not known now is known within minutes. */
const putOffSeconds = 60;

export async function sendCommands(dependencies: SendDependencies, signal: AbortSignal): Promise<void> {
  const { commands, headEnd, clock, logger } = dependencies;
  if (!headEnd) return commands.allToFitters(clock.now());
  for (;;) {
    const due = signal.aborted ? [] : await commands.claim(clock.now(), batchSize);
    const results = await Promise.allSettled(due.map(command => follow(command, headEnd, dependencies)));
    for (const result of results)
      if (result.status === 'rejected') logger.error({ err: result.reason }, 'supply command not followed');
    if (due.length < batchSize) return;
  }
}

async function follow(command: DueCommand, headEnd: HeadEnd, dependencies: SendDependencies): Promise<void> {
  const { commands, clock, crashPoints, metrics, mayDisconnect } = dependencies;
  crashPoints.reach('supply-claimed');
  // Paid since it was ordered, nobody is cut off: it is only asked about.
  const may = command.action === 'connect' ? 'yes' : await mayDisconnect(command.reason);
  const told = await reach(command, headEnd, may === 'yes', clock.now());
  crashPoints.reach('supply-answered');
  const now = clock.now();
  const nextAt = new Date(now.getTime() + pauseSeconds(command.attempts) * 1000);
  if (!told.known) {
    metrics.count('hall_supply_commands_total', { action: command.action, result: 'no-answer' });
    return commands.silent(command.id, told.reason, nextAt, now);
  }
  // It never arrived, and whether its reason stands is not known at this moment: it waits, for no longer than it is good for.
  if (!told.state && may === 'not-yet' && !command.overtaken && now < command.notAfter)
    return commands.putOff(command.id, new Date(now.getTime() + putOffSeconds * 1000), now);
  // It never arrived and may not be told any more: so it will never be executed.
  const verdict = told.state
    ? judge(command.action, told.state)
    : {
        status: 'cancelled' as const,
        code: command.overtaken ? 'superseded' : may === 'no' ? 'not-wanted' : 'expired',
        field: command.action === 'connect' && !command.overtaken,
      };
  metrics.count('hall_supply_commands_total', { action: command.action, result: verdict.status });
  await commands.heard(command.id, verdict, told.state ?? { state: 'not-found' }, nextAt, now);
}

/** A command may be told again for as long as it is to be executed; afterwards it is only asked about. */
async function reach(command: DueCommand, headEnd: HeadEnd, wanted: boolean, now: Date): Promise<Told> {
  const { commandNo, status, overtaken, notAfter } = command;
  if (status !== 'accepted' && wanted && !overtaken && now < notAfter) return headEnd.tell(command);
  return headEnd.ask(commandNo);
}
