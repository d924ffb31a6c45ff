import type { OddPayment } from '../../api/payments.types.ts';
import { yuan } from '../../app/format.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { Decision } from '../../components/decision.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { BookingLines } from './booking-lines.tsx';
import { useDecideProposal } from './odd-payments.queries.ts';
import { texts } from './texts.ts';

/** What one person wants done, for another to agree: whoever proposed it cannot. */
export function OddProposal({ odd }: { odd: OddPayment }) {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  const word = useWord();
  const may = useMay();
  const { username } = useMe();
  const decide = useDecideProposal(odd.id);
  if (!odd.proposal) return null;
  const { action, accountNo, paymentNo, amountFen, note } = odd.proposal;
  const movedFen = amountFen ?? odd.amountFen;
  const mayDecide = may('POST /staff/odd-payments/:id/approval');
  return (
    <>
      <div>
        {word('odd-action', action)} {accountNo ? t('odd.to-account', { accountNo }) : null}
        {paymentNo ? <span className="mono">{paymentNo}</span> : null}{' '}
        {amountFen === undefined ? null : <Money fen={amountFen} />}
      </div>
      <div className="soft">
        {t('odd.proposed-by', { who: nameOf(odd.proposedBy ?? '') })} · {note}
      </div>
      {odd.proposedBy === `staff:${username}` || !mayDecide ? (
        <span className="soft">{t('odd.by-another')}</span>
      ) : (
        <Decision
          about={[
            word('odd-action', action),
            word('odd-kind', odd.kind),
            yuan(movedFen),
            accountNo ? t('odd.to-account', { accountNo }) : null,
            paymentNo,
          ]
            .filter(Boolean)
            .join(' · ')}
          approve={t('odd.approve')}
          reject={t('odd.reject')}
          effect={t(`odd-action.${action}-hint`)}
          decide={decide}
        >
          <BookingLines odd={odd} action={action} accountNo={accountNo ?? ''} amountFen={movedFen} />
        </Decision>
      )}
    </>
  );
}
