/** 结算: the terminal's batch is closed with our totals beside the acquirer's. */
import type { StaffActor } from '../../../http/access.ts';
import { auditStatement } from '../../../infra/with-audit.ts';
import { staffName } from '../../../shared/audit.ts';
import { batchOpenSales, terminalBusy, terminalNotFound } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import type { BatchRow } from './pos.repository.ts';
import { acquirerOf, terminalKey } from './terminal-key.ts';

/** @throws AppError cards-not-taken, terminal-not-found, terminal-busy, batch-open-sales */
export async function settleBatch(
  actor: StaffActor,
  terminal: string,
  requestId: string,
  core: DeskCore,
): Promise<BatchRow> {
  const { db, pos, clock } = core;
  acquirerOf(core);
  const now = clock.now();
  const asked = await db.inSqlTransaction(async tx => {
    const row = await pos.terminal(terminal, tx);
    if (!row) throw terminalNotFound();
    if (await pos.isBusy(tx, terminal)) throw terminalBusy();
    const { uncertain, ...totals } = await pos.totals(tx, terminal, row.batch);
    if (uncertain > 0) throw batchOpenSales();
    const trace = await pos.nextTrace(tx, terminal);
    const nextAt = new Date(now.getTime() + 60_000);
    const settledBy = actor.username;
    const batch = { ...totals, terminal, batch: row.batch, trace, settledBy, askedAt: now, nextAt };
    await tx.query(
      auditStatement({
        actor: staffName(actor),
        action: 'card-batch.settle',
        subject: `card-batch:${terminal}-${row.batch}`,
        detail: totals,
        requestId,
      }),
    );
    return pos.addBatch(tx, batch);
  });
  await askTotals(asked, core);
  return (await pos.batch(terminal, asked.batch))!;
}

/** Settlements without an answer are sent again, under the same number. */
export async function followDueBatches(core: DeskCore): Promise<void> {
  if (!core.acquirer) return;
  for (const batch of await core.pos.claimBatches(core.clock.now(), 20)) await askTotals(batch, core);
}

async function askTotals(batch: BatchRow, core: DeskCore): Promise<void> {
  const { db, pos, logger } = core;
  const answer = await acquirerOf(core).settle(await terminalKey(batch.terminal, core), batch);
  if (answer.status === 'equal' || answer.status === 'different') {
    if (answer.status === 'different')
      logger.warn({ terminal: batch.terminal, batch: batch.batch }, 'batch totals differ from the acquirer');
    await db.inSqlTransaction(async tx => {
      await pos.terminal(batch.terminal, tx);
      await pos.endBatch(tx, batch, { status: answer.status, theirs: answer.theirs, at: answer.at });
    });
  } else logger.warn({ terminal: batch.terminal, answer }, 'batch not settled, asked again');
}
