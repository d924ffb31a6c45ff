/** What a household must know of its arrears, and in which words. */
import type { Dunning } from '@api/types';
import { day, moment, yuan } from '@/i18n/formats';
import type { Translate } from '@/i18n/texts';

export interface Notice {
  tone: 'owed' | 'danger' | 'plain';
  title: string;
  text: string;
  /** Paying helps. */
  payable: boolean;
}

/** Reminders are messages; the first page speaks only once a formal notice stands, or power is off. */
export function noticeOf(dunning: Dunning, t: Translate): Notice | null {
  if (dunning.stage === 'restoring') return restoring(dunning, t);
  if (dunning.supply.state === 'suspended') return off(dunning, t);
  return standing(dunning, t);
}

function restoring({ restoreBy, supply, debtFen }: Dunning, t: Translate): Notice | null {
  if (supply.state === 'connected' || !restoreBy) return null;
  // By instalments or for special needs it comes back before all is paid.
  const text = t(debtFen > 0 ? 'dunning.restoring.owing' : 'dunning.restoring', {
    time: moment(restoreBy, t.language),
  });
  return { tone: 'plain', title: t('dunning.restoring.title'), text, payable: false };
}

function off({ debtFen, supply: { since } }: Dunning, t: Translate): Notice {
  const time = since ? moment(since, t.language) : '';
  const payable = debtFen > 0;
  const text = payable ? t('dunning.suspended', { time, amount: yuan(debtFen) }) : t('dunning.off', { time });
  return { tone: 'danger', title: t('dunning.suspended.title'), text, payable };
}

function standing(dunning: Dunning, t: Translate): Notice | null {
  const { stage, debtFen, daysOverdue, disconnectOn, disconnectAt } = dunning;
  const amount = yuan(debtFen);
  const notice = (tone: Notice['tone'], title: string, text: string) => ({
    tone,
    title,
    text,
    payable: true,
  });
  switch (stage) {
    // Who at the utility is looking at it is nothing the household need know: the day of the notice is.
    case 'noticed':
    case 'proposed':
    case 'submitted':
    case 'approved': {
      if (!disconnectOn) return null;
      const values = { amount, days: daysOverdue, day: day(disconnectOn, t.language) };
      return notice('owed', t('dunning.noticed.title'), t('dunning.noticed', values));
    }
    case 'last-call': {
      if (!disconnectAt) return null;
      const text = t('dunning.last-call', { amount, time: moment(disconnectAt, t.language) });
      return notice('danger', t('dunning.last-call.title'), text);
    }
    case 'disconnecting':
      return notice('danger', t('dunning.disconnecting.title'), t('dunning.disconnecting', { amount }));
    default:
      return null;
  }
}
