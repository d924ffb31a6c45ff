import type { ChatHours } from '@api/types';
import { useRef, useState } from 'react';
import { leaveMessage, startChat } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Box, Field, Press } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useHouseholds } from '@/state/household';

interface BeginChatProps {
  hours: ChatHours;
  onStarted: (chatNo: string) => void;
}

/** The first words: to a person while somebody is there, as a message that becomes a case otherwise. */
export function BeginChat({ hours, onStarted }: BeginChatProps) {
  const t = useTexts();
  const { current } = useHouseholds();
  const [text, setText] = useState('');
  const { busy, error, run } = useBusy();
  const key = useRef(newIdempotencyKey());
  const id = useRef(newIdempotencyKey());
  const about = current ? { accountNo: current.accountNo } : {};
  const send = () =>
    run(async () => {
      const wish = { text: text.trim(), ...about };
      if (hours.open) onStarted((await startChat({ id: id.current, ...wish }, key.current)).chatNo);
      else go('case', { caseNo: (await leaveMessage(wish, key.current)).caseNo });
    });
  const { from, until, opensAt } = hours;
  return (
    <Card title={hours.open ? t('chat.begin') : t('chat.away')} tone={hours.open ? 'plain' : 'owed'}>
      <Box>{hours.open ? t('chat.begin.how') : t('chat.away.how', { from, until })}</Box>
      {!hours.open && opensAt && (
        <Box className="quiet">{t('chat.away.opens', { time: moment(opensAt, t.language) })}</Box>
      )}
      <Box className="above-space">
        <Field
          label={hours.open ? t('chat.begin.words') : t('chat.away.words')}
          long
          hint={hours.open ? undefined : t('say.words.hint')}
          value={text}
          maxLength={1_000}
          onChange={setText}
        />
      </Box>
      {error && <ErrorState error={error} />}
      <Box className="actions">
        <Press
          look="main"
          disabled={busy || text.trim().length < (hours.open ? 1 : 5)}
          onPress={() => void send()}
        >
          {busy ? t('state.sending') : hours.open ? t('chat.begin.send') : t('chat.away.send')}
        </Press>
      </Box>
    </Card>
  );
}
