/** How often the stand-ins did wrong, and how often they had to. */
import type { Sandbox } from '../support/sandbox.ts';
import { type FaultRule, faultRules, leastOfFault } from './faults.ts';

export interface FaultCount {
  gateway: string;
  on: string;
  fault: string;
  done: number;
  wanted: number;
}

interface Counted {
  gateway: string;
  on: string;
  fault: string;
  count: number;
}

/** @param errands of which the run consists */
export async function faultCounts(sandbox: Sandbox, errands: number): Promise<FaultCount[]> {
  const answer = await sandbox.get<{ counts?: Counted[] } | Counted[]>('/control/faults/counts');
  const counts = Array.isArray(answer) ? answer : (answer.counts ?? []);
  return faultRules.map(rule => ({
    gateway: rule.gateway,
    on: rule.on,
    fault: rule.fault,
    done: counts.find(each => isSame(each, rule))?.count ?? 0,
    wanted: leastOfFault(rule, errands),
  }));
}

export const isSame = (count: Pick<FaultCount, 'gateway' | 'on' | 'fault'>, rule: FaultRule) =>
  count.gateway === rule.gateway && count.on === rule.on && count.fault === rule.fault;
