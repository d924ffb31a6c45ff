import type { Clock } from '../../infra/clock.ts';
import { businessDate } from '../../shared/dates.ts';
import { toKwh } from '../../shared/energy.ts';
import { notFound } from '../../shared/errors.ts';
import type { ForecastView } from './forecast.schemas.ts';
import type { WorkedOut, WorkOut } from './work-out.ts';

/** Worked out for this answer, from what is on file now. */
export function createReadForecast({ clock, workOut }: { clock: Clock; workOut: WorkOut }) {
  return async (holderPeriodId: number): Promise<ForecastView> => {
    const [worked] = await workOut([holderPeriodId], businessDate(clock.now()));
    if (!worked) throw notFound();
    return show(worked);
  };
}

export type ReadForecast = ReturnType<typeof createReadForecast>;

function show({ holder, outlook }: WorkedOut): ForecastView {
  const { asOf, used, perDay, forecast } = outlook;
  return {
    paymentMode: holder.paymentMode,
    asOf,
    since: outlook.billedTo,
    energySince: used === null ? null : toKwh(used),
    costSinceFen: outlook.usedFen,
    keptFen: holder.keptFen,
    owedFen: holder.owedFen,
    runningFen: outlook.runningFen,
    perDayEnergy: perDay === null ? null : toKwh(perDay),
    perDayFen: outlook.perDayFen,
    daysLeft: outlook.daysLeft,
    missingDays: outlook.missingDays,
    month: forecast && {
      month: forecast.month,
      energy: toKwh(forecast.energy),
      fen: forecast.fen,
      lowFen: forecast.low,
      highFen: forecast.high,
    },
  };
}
