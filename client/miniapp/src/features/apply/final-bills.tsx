import { getFinalBills } from '@/api/hall';
import { day, month } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';
import { PayNow } from './pay-now';

/** What is still owed of households one has left. Nothing is offered from memory. */
export function FinalBills() {
  const t = useTexts();
  const { data, stale } = useResource('final-bills', getFinalBills);
  if (!data || stale || data.length === 0) return null;
  return (
    <PayNow
      title={t('apply.final-bills')}
      what={t('apply.final-bills.what')}
      items={data.map(({ payableId, kind, accountNoMasked, month: billed, owedFen, dueOn }) => ({
        payableId,
        title: `${t(`payable.${kind}`, { month: month(billed, t.language) })} ${accountNoMasked}`,
        detail: t('checkout.due', { day: day(dueOn, t.language) }),
        amountFen: owedFen,
      }))}
    />
  );
}
