/**
 * Who may call a route. Required on every route: none is public by accident.
 * A route with `:accountNo` in its path names the level of binding its caller needs; the handler gets the household.
 */

export type StaffRole = 'clerk' | 'finance' | 'supervisor' | 'administrator' | 'auditor' | 'crew';
export type BindingLevel = 'pay-only' | 'full';

/** What a connected system may bring. */
export const systemScopes = [
  'accounts',
  'meters',
  'readings',
  'opening-energy',
  'grid-points',
  'grid-streets',
] as const;
export type SystemScope = (typeof systemScopes)[number];

export type Access =
  | { kind: 'anyone'; because: string }
  | { kind: 'signed'; by: string }
  | { kind: 'resident' }
  | { kind: 'household'; level: BindingLevel; holder: boolean }
  | { kind: 'staff'; roles: StaffRole[] }
  | { kind: 'system'; scope: SystemScope };

export type AccessOf<K extends Access['kind']> = Extract<Access, { kind: K }>;

/** Open to everybody; says why. */
export const anyone = (because: string): AccessOf<'anyone'> => ({ kind: 'anyone', because });
/** The message carries its sender's signature, which the handler verifies. */
export const signedBy = (by: string): AccessOf<'signed'> => ({ kind: 'signed', by });
/** Any signed-in person; the handler sees only what belongs to `actor`. */
export const resident = (): AccessOf<'resident'> => ({ kind: 'resident' });
/** A person bound to `:accountNo` at that level (`full` includes `pay-only`). `holder` asks for the contract holder. */
export const household = (
  level: BindingLevel,
  options: { holder?: boolean } = {},
): AccessOf<'household'> => ({
  kind: 'household',
  level,
  holder: options.holder ?? false,
});
export const staff = (...roles: StaffRole[]): AccessOf<'staff'> => ({ kind: 'staff', roles });

/** A connected system of the utility that may bring such data, by its key. */
export const system = (scope: SystemScope): AccessOf<'system'> => ({ kind: 'system', scope });

/** A signed-in person. */
export interface ResidentActor {
  kind: 'resident';
  personId: string;
  /** Which door the person came through: decides the wallets offered. */
  provider: 'wechat' | 'alipay' | 'phone';
  /** The identity's subject there: openid, Alipay user id. */
  subject: string;
  appId: string;
  phoneProvedAt: Date | null;
  /** When the wallet that the account began with last said who is there. */
  walletProvedAt: Date | null;
}

export interface StaffActor {
  kind: 'staff';
  staffId: string;
  username: string;
  roles: StaffRole[];
}

export interface SystemActor {
  kind: 'system';
  code: string;
  /** Which of its keys it used. */
  keyId: string;
}

/** The household of `:accountNo` as seen by the caller's binding. */
export interface BoundHousehold {
  accountNo: string;
  accountId: number;
  holderPeriodId: number;
  level: BindingLevel;
  isHolder: boolean;
  bindingId: string;
}

export interface HouseholdCaller {
  actor: ResidentActor;
  household: BoundHousehold | undefined;
}

/** A changing request of staff, by the path that is declared. */
export interface OwnMatterCall {
  actor: StaffActor;
  method: string;
  path: string;
  params: Readonly<Record<string, unknown>>;
  requestId: string;
}

/** What the HTTP layer asks of the modules to admit a caller. */
export interface Gatekeeper {
  /** @throws AppError where what it changes concerns whoever asks for it */
  ownMatter(call: OwnMatterCall): Promise<void>;
  /** The person behind a bearer token, or undefined. */
  resident(token: string): Promise<ResidentActor | undefined>;
  staff(token: string): Promise<StaffActor | undefined>;
  /** The connected system behind a key. @throws AppError where it is known and may not do this, or not from there */
  system(
    key: string,
    call: { scope: SystemScope; ip: string; requestId: string },
  ): Promise<SystemActor | undefined>;
  /** The person behind a bearer token with their binding to this account's present holder period, if there is one. */
  household(token: string, accountNo: string): Promise<HouseholdCaller | undefined>;
}
