/** What a command to the head-end is, and how it may go on. Pure. */

export type SupplyAction = 'disconnect' | 'connect';

/**
 * - `waiting`: written down, told to nobody yet;
 * - `unknown`: told, or perhaps told; no answer proves anything yet. It is never failed by silence;
 * - `accepted`: the head-end has it;
 * - `done`, `failed`, `refused`, `cancelled`: ended, as the head-end said, or withdrawn here before anybody was told.
 */
export const commandStatuses = [
  'waiting',
  'unknown',
  'accepted',
  'done',
  'failed',
  'refused',
  'cancelled',
] as const;
export type CommandStatus = (typeof commandStatuses)[number];

/** The database holds the same table in `check_supply_transition`. */
export const transitions: Readonly<Record<CommandStatus, readonly CommandStatus[]>> = {
  waiting: ['unknown', 'accepted', 'done', 'failed', 'refused', 'cancelled'],
  unknown: ['accepted', 'done', 'failed', 'refused', 'cancelled'],
  accepted: ['done', 'failed', 'cancelled'],
  done: [],
  failed: [],
  refused: [],
  cancelled: [],
};

export const supplyStates = ['connected', 'suspended', 'unknown'] as const;
export type Supply = (typeof supplyStates)[number];

/** Whether a disconnect may be told. `not-yet`: its reason can neither be upheld nor given up at this moment. */
export type MayDisconnect = 'yes' | 'no' | 'not-yet';

/** A command as the head-end tells it. */
export interface ToldState {
  commandNo: string;
  state: 'accepted' | 'executing' | 'done' | 'failed' | 'refused' | 'cancelled';
  code: string | null;
  supply: Supply;
  at: Date;
}

export interface Verdict {
  status: CommandStatus;
  code: string | null;
  /** What is known of the supply now; undefined: nothing new. */
  supply?: Supply;
  /** A fitter must go. */
  field: boolean;
}

export function judge(action: SupplyAction, { state, code, supply }: ToldState): Verdict {
  if (state === 'accepted' || state === 'executing') return { status: 'accepted', code: null, field: false };
  if (state === 'done')
    return {
      status: 'done',
      code: null,
      supply: action === 'connect' ? 'connected' : 'suspended',
      field: false,
    };
  if (state === 'refused') {
    // Overtaken by a later command, or too late: it has not been and will not be executed.
    if (code === 'sequence-old' || code === 'expired')
      return { status: 'cancelled', code, field: action === 'connect' && code === 'expired' };
    // Who is never disconnected is left alone by fitters too; a reconnect always has somebody go.
    return { status: 'refused', code, field: action === 'connect' || code !== 'protected' };
  }
  if (state === 'failed') return { status: 'failed', code, supply, field: true };
  return { status: 'cancelled', code, field: action === 'connect' && code === 'expired' };
}

/** Seconds until the head-end is asked again: soon at first, then every few minutes. */
export function pauseSeconds(attempts: number): number {
  return Math.min(300, 5 * 2 ** Math.min(Math.max(0, attempts - 1), 6));
}
