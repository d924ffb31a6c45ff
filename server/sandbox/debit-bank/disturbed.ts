import { faultDelay, sleep } from '../faults/timing.ts';
import type { Sandbox } from '../sandbox.ts';

/** Misbehaviour around one file operation: true when the caller should do nothing more. */
export async function disturbed(
  sandbox: Sandbox,
  path: string,
  stage: 'call-before' | 'call-after',
  hands: { cut: () => void; fail: () => void },
): Promise<boolean> {
  const occasion = { gateway: 'debit-bank' as const, on: 'transfer', outTradeNo: path.split('/').at(-1) };
  const rule = sandbox.faults.take(stage, occasion);
  if (!rule) return false;
  sandbox.faults.done(occasion, rule.fault);
  if (rule.fault === 'delay') {
    await sleep(sandbox.later, faultDelay(rule, 1000));
    return false;
  }
  if (rule.fault === 'error-5xx' || rule.fault === 'decline' || rule.fault === 'error-after') hands.fail();
  else hands.cut();
  return true;
}
