import type { Sandbox } from '../sandbox.ts';
import type { CommandOrder, Outcome, SupplyPoint } from './records.ts';

/** A metering point; one that nobody spoke of yet is there all the same, and connected. */
export function pointOf(sandbox: Sandbox, meteringPoint: string): SupplyPoint {
  return (
    sandbox.store.get('supplyPoint', meteringPoint) ?? {
      meteringPoint,
      relay: 'connected',
      moves: 0,
      sequence: -1,
      next: [],
    }
  );
}

export const keepPoint = (sandbox: Sandbox, point: SupplyPoint): void =>
  sandbox.store.put('supplyPoint', point.meteringPoint, point);

/** What was chosen for this command: by its point, for the next command of any point, or nothing. */
export function takeOutcome(sandbox: Sandbox, point: SupplyPoint): Outcome {
  const [first, ...others] = point.next;
  if (first) {
    keepPoint(sandbox, { ...point, next: others });
    return first;
  }
  const [any, ...rest] = sandbox.store.get('supplyNext', 'any')?.outcomes ?? [];
  if (any) {
    sandbox.store.put('supplyNext', 'any', { outcomes: rest });
    return any;
  }
  return point.always ?? 'done';
}

/** Why a command is refused by itself, whatever was chosen. */
export function refusalOf(point: SupplyPoint, order: CommandOrder): string | undefined {
  if (point.meter && point.meter !== order.meter) return 'meter-differs';
  if (order.sequence <= point.sequence) return 'sequence-old';
  if (Date.parse(order.notAfter) < Date.now()) return 'expired';
  return undefined;
}
