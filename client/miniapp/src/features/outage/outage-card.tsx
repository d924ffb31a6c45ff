import type { MyOutage } from '@api/types';
import { LinkRow } from '@/components/link-row';
import { Box } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { type Translate, useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { dayOf, daysUntil, timeOf } from './outage-days';

/** From when to when; the day is said once when it is the same. */
export function windowOf({ fromAt, untilAt }: Pick<MyOutage, 'fromAt' | 'untilAt'>, t: Translate): string {
  const until = dayOf(fromAt) === dayOf(untilAt) ? timeOf(untilAt) : moment(untilAt, t.language);
  return t('outages.window', { from: moment(fromAt, t.language), until });
}

/** How soon, beside the date that is always said. */
export function soonness(outage: MyOutage, t: Translate): string {
  const { status } = outage;
  if (status !== 'published' && status !== 'changed') return statusWord(status, t);
  const days = daysUntil(outage.fromAt, Date.now());
  return days === 0
    ? t('outages.today')
    : days === 1
      ? t('outages.tomorrow')
      : t('outages.in-days', { days });
}

/** Drafts never come here. */
export function statusWord(status: MyOutage['status'], t: Translate): string {
  return status === 'draft' || status === 'negotiating' ? '' : t(`outages.status.${status}`);
}

export function OutageRow({ outage }: { outage: MyOutage }) {
  const t = useTexts();
  const homes = outage.homes.map(({ nickname, address }) => nickname ?? address).join(t('list.and'));
  return (
    <LinkRow
      title={windowOf(outage, t)}
      detail={
        <>
          <Box>{`${t(`outages.kind.${outage.kind}`)} · ${outage.reason}`}</Box>
          <Box>{homes}</Box>
        </>
      }
      value={soonness(outage, t)}
      onPress={() => go('outage', { outageNo: outage.outageNo })}
    />
  );
}
