import type { Sandbox } from '../sandbox.ts';
import { keepPoint, pointOf } from './points.ts';
import type { Relay, SupplyCommand } from './records.ts';
import { instant } from './signature.ts';

const wanted = ({ action }: SupplyCommand): Relay => (action === 'connect' ? 'connected' : 'suspended');

const ofPoint = (sandbox: Sandbox, meteringPoint: string): SupplyCommand[] =>
  sandbox.store.ofTrade('supplyCommand', meteringPoint).sort((a, b) => a.sequence - b.sequence);

/** After a command was taken: older waiting ones are superseded, and the point goes on with what is left. */
export function commandTaken(sandbox: Sandbox, command: SupplyCommand): void {
  for (const other of ofPoint(sandbox, command.meteringPoint)) {
    if (other.state === 'accepted' && other.sequence < command.sequence) {
      void finish(sandbox, other, 'cancelled', 'superseded');
    }
  }
  sandbox.later(sandbox.settings().supplyQueueMs, () => goOn(sandbox, command.meteringPoint));
}

/** Takes up what was waiting or under way when the sandbox was stopped. */
export function resumeSupply(sandbox: Sandbox): void {
  for (const command of sandbox.store.all('supplyCommand')) {
    if (command.state === 'executing') sandbox.later(0, () => void end(sandbox, command.commandNo));
    if (command.state === 'accepted') sandbox.later(0, () => goOn(sandbox, command.meteringPoint));
  }
}

/** One after the other: the next one starts when none is being executed. */
function goOn(sandbox: Sandbox, meteringPoint: string): void {
  const commands = ofPoint(sandbox, meteringPoint);
  if (commands.some(({ state }) => state === 'executing')) return;
  const command = commands.find(({ state }) => state === 'accepted');
  if (!command) return;
  const left = Date.parse(command.notAfter) - Date.now();
  if (left < 0) {
    void finish(sandbox, command, 'cancelled', 'expired');
    goOnLater(sandbox, meteringPoint, 0);
    return;
  }
  // Looked at again before long: the sandbox's clock may be moved.
  if (command.outcome === 'held') {
    goOnLater(sandbox, meteringPoint, Math.min(left + 1, 500));
    return;
  }
  sandbox.store.put('supplyCommand', command.commandNo, { ...command, state: 'executing', at: instant() });
  const wait = pointOf(sandbox, meteringPoint).executeMs ?? sandbox.settings().supplyExecuteMs;
  sandbox.later(wait, () => void end(sandbox, command.commandNo));
}

const goOnLater = (sandbox: Sandbox, meteringPoint: string, wait: number): void =>
  sandbox.later(wait, () => goOn(sandbox, meteringPoint));

/** Ends what the point has under way, at once; resolves when its result was told for the first time. */
export async function endNow(sandbox: Sandbox, meteringPoint: string): Promise<void> {
  goOn(sandbox, meteringPoint);
  const command = ofPoint(sandbox, meteringPoint).find(({ state }) => state === 'executing');
  if (command) await end(sandbox, command.commandNo);
}

async function end(sandbox: Sandbox, commandNo: string): Promise<void> {
  const command = sandbox.store.get('supplyCommand', commandNo);
  if (command?.state !== 'executing') return;
  const { meteringPoint, outcome } = command;
  if (outcome === 'done' || outcome === 'meter-silent-moved') move(sandbox, command);
  goOnLater(sandbox, meteringPoint, 0);
  if (outcome === 'done') await finish(sandbox, command, 'done', null);
  else if (outcome.startsWith('meter-silent')) await finish(sandbox, command, 'failed', 'meter-silent');
  else await finish(sandbox, command, 'failed', outcome);
}

function move(sandbox: Sandbox, command: SupplyCommand): void {
  const point = pointOf(sandbox, command.meteringPoint);
  if (point.relay === wanted(command)) return;
  keepPoint(sandbox, {
    ...point,
    relay: wanted(command),
    moves: point.moves + 1,
    movedAt: new Date().toISOString(),
  });
}

/** A command ends once, and its result is told to the address that came with it. */
async function finish(
  sandbox: Sandbox,
  command: SupplyCommand,
  state: SupplyCommand['state'],
  code: string | null,
): Promise<void> {
  const supply = code === 'meter-silent' ? 'unknown' : pointOf(sandbox, command.meteringPoint).relay;
  const ended: SupplyCommand = { ...command, state, code, supply, at: instant() };
  sandbox.store.put('supplyCommand', command.commandNo, ended);
  const number = sandbox.store.all('supplyCommand').filter(one => one.at <= ended.at).length;
  const eventId = `HE-${command.commandNo.slice(2)}-${number}`;
  await sandbox.deliveries.send({
    gateway: 'supply-control',
    kind: 'result',
    outTradeNo: command.meteringPoint,
    url: command.callbackUrl,
    eventId,
    facts: { eventId, ...stateOf(ended) },
  });
}

/** A command's state as the wire form has it. */
export const stateOf = ({ commandNo, state, code, supply, at }: SupplyCommand) => ({
  commandNo,
  state,
  code,
  supply,
  at,
});
