import type { FaultRule } from '../state/records.ts';

type Later = (ms: number, run: () => void) => void;

/** Waits on the sandbox's own timers, which end with it. */
export const sleep = (later: Later, ms: number): Promise<void> => new Promise(resolve => later(ms, resolve));

export const faultDelay = (rule: FaultRule, otherwise: number): number => rule.delayMs ?? otherwise;
