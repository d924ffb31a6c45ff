import { App, Button } from 'antd';
import { useMay, useMe } from '../../app/session.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useDeskPost } from './counter.queries.ts';
import { deviceTexts } from './device-texts.ts';
import type { CashBox } from './shifts.queries.ts';

/** What one person has counted, for another to confirm: only then it is booked. */
export function ConfirmBox({ box: { boxNo, countedBy, explanation } }: { box: CashBox }) {
  const t = useFeatureTexts(deviceTexts);
  const may = useMay();
  const { username } = useMe();
  const { message } = App.useApp();
  const confirm = useDeskPost<{ approve: boolean }, CashBox>(
    () => `/staff/desk/cash-boxes/${boxNo}/confirmation`,
    given => given,
  );
  const decide = (approve: boolean) =>
    confirm.mutate({ approve }, { onError: error => void message.error(error.message) });
  return (
    <>
      {explanation ? <div className="soft">{explanation}</div> : null}
      {countedBy !== username && may('POST /staff/desk/cash-boxes/:boxNo/confirmation') ? (
        <span className="till-acts">
          <Button size="small" type="primary" loading={confirm.isPending} onClick={() => decide(true)}>
            {t('confirm-count')}
          </Button>
          <Button size="small" disabled={confirm.isPending} onClick={() => decide(false)}>
            {t('count-again')}
          </Button>
        </span>
      ) : (
        <div className="soft">{t('confirm-by-another')}</div>
      )}
    </>
  );
}
