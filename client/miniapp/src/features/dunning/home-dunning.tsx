import { getConfig, getDunning } from '@/api/hall';
import { Card } from '@/components/card';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { callNumber } from '@/navigation/call-number';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { type Notice, noticeOf } from './notice';

/** On the first page: power that is off or about to go, what brings it back, and whom to call. Else nothing. */
export function HomeDunning({ accountNo }: { accountNo: string }) {
  const t = useTexts();
  const { data } = useResource(`dunning:${accountNo}`, () => getDunning(accountNo));
  const notice = data && noticeOf(data, t);
  return notice ? <Standing notice={notice} accountNo={accountNo} /> : null;
}

function Standing({ notice, accountNo }: { notice: Notice; accountNo: string }) {
  const t = useTexts();
  const { data: config } = useResource('config', getConfig);
  const { tone, title, text, payable } = notice;
  return (
    <Card title={title} tone={tone}>
      <Box>{text}</Box>
      {payable && <Box className="quiet">{t('dunning.hardship')}</Box>}
      <Box className="actions">
        {payable && (
          <Press look="quiet" onPress={() => go('checkout', { accountNo, mode: 'bills' })}>
            {t('dunning.pay')}
          </Press>
        )}
        {config && (
          <Press look="text" onPress={() => callNumber(config.hotline)}>
            {t('help.call', { number: config.hotline })}
          </Press>
        )}
      </Box>
    </Card>
  );
}
