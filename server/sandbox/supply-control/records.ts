/** What a metering point's next command comes to: a code of the refusals or failures, or one of this stand-in's own. */
export const OUTCOMES = [
  'done',
  'point-unknown',
  'meter-differs',
  'no-remote-control',
  'protected',
  'sequence-old',
  'expired',
  'meter-silent',
  /** Likewise silent, though the relay has moved. */
  'meter-silent-moved',
  'relay-stuck',
  'meter-rejected',
  /** Waits until `notAfter` is over, and is cancelled then. */
  'held',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const REFUSALS: readonly string[] = [
  'point-unknown',
  'meter-differs',
  'no-remote-control',
  'protected',
  'sequence-old',
  'expired',
];

export type Relay = 'connected' | 'suspended';

export interface SupplyPoint {
  meteringPoint: string;
  meter?: string;
  relay: Relay;
  /** How often it really moved. */
  moves: number;
  movedAt?: string;
  /** The greatest that was taken. */
  sequence: number;
  /** For the next commands, one each; then `always`. */
  next: Outcome[];
  always?: Outcome;
  /** How long this meter takes, where not as the setting says. */
  executeMs?: number;
}

export interface CommandOrder {
  commandNo: string;
  action: 'disconnect' | 'connect';
  meteringPoint: string;
  meter: string;
  sequence: number;
  issuedAt: string;
  notAfter: string;
  callbackUrl: string;
}

export interface SupplyCommand extends CommandOrder {
  state: 'accepted' | 'executing' | 'done' | 'failed' | 'refused' | 'cancelled';
  code: string | null;
  supply: Relay | 'unknown';
  at: string;
  outcome: Outcome;
}
