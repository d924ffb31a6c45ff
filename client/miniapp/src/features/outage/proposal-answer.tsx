import type { OutageAnswer, OutageProposal } from '@api/types';
import { useRef, useState } from 'react';
import { answerOutageProposal } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { useBusy } from '@/components/busy';
import { ErrorState } from '@/components/error-state';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { dayOf, instantOf, timeOf } from './outage-days';

interface ProposalAnswerProps {
  proposal: OutageProposal;
  accountNo: string;
  onAnswered: (proposals: OutageProposal[]) => void;
}

/** Agree, or ask for another time with a reason. */
export function ProposalAnswer({ proposal, accountNo, onAnswered }: ProposalAnswerProps) {
  const t = useTexts();
  const [choice, setChoice] = useState<'agree' | 'counter' | null>(null);
  const toggle = (next: 'agree' | 'counter') => setChoice(choice === next ? null : next);
  const { busy, error, run } = useBusy();
  const key = useRef(newIdempotencyKey());
  const send = (answer: OutageAnswer) =>
    run(async () => onAnswered(await answerOutageProposal(accountNo, proposal.id, answer, key.current)));
  return (
    <>
      {error && <ErrorState error={error} />}
      <Box className="actions">
        <Press look="main" disabled={busy} expanded={choice === 'agree'} onPress={() => toggle('agree')}>
          {t('proposals.agree')}
        </Press>
        {choice === 'agree' && (
          <Box role="group" label={t('proposals.agree')}>
            <Box>{t('proposals.agree.sure')}</Box>
            <Box className="chips chips--spaced">
              <Press look="chip" disabled={busy} onPress={() => void send({ act: 'agree' })}>
                {t('proposals.agree.yes')}
              </Press>
              <Press look="chip" onPress={() => setChoice(null)}>
                {t('action.keep')}
              </Press>
            </Box>
          </Box>
        )}
        <Press look="quiet" expanded={choice === 'counter'} onPress={() => toggle('counter')}>
          {t('proposals.counter')}
        </Press>
      </Box>
      {choice === 'counter' && (
        <CounterForm proposal={proposal} busy={busy} onSend={counter => void send(counter)} />
      )}
    </>
  );
}

interface CounterFormProps {
  proposal: OutageProposal;
  busy: boolean;
  onSend: (answer: OutageAnswer) => void;
}

function CounterForm({ proposal, busy, onSend }: CounterFormProps) {
  const t = useTexts();
  const last = proposal.rounds.at(-1);
  const [date, setDate] = useState(last ? dayOf(last.fromAt) : '');
  const [from, setFrom] = useState(last ? timeOf(last.fromAt) : '');
  const [until, setUntil] = useState(last ? timeOf(last.untilAt) : '');
  const [note, setNote] = useState('');
  const fromAt = instantOf(date, from);
  const untilAt = instantOf(date, until);
  const right = fromAt && untilAt && fromAt < untilAt && Date.parse(fromAt) > Date.now();
  const hint = t('proposals.time.hint');
  return (
    <Box as="section">
      <Field
        label={t('proposals.day')}
        hint={t('proposals.day.hint')}
        maxLength={10}
        value={date}
        onChange={setDate}
        problem={right ? null : t('proposals.wrong')}
      />
      <Field label={t('proposals.from')} hint={hint} maxLength={5} value={from} onChange={setFrom} />
      <Field label={t('proposals.until')} hint={hint} maxLength={5} value={until} onChange={setUntil} />
      <Field
        label={t('proposals.note')}
        hint={t('proposals.note.hint')}
        maxLength={200}
        value={note}
        onChange={setNote}
      />
      <Press
        look="main"
        disabled={busy || !right || note.trim().length < 2}
        onPress={() => right && onSend({ act: 'counter', fromAt, untilAt, note: note.trim() })}
      >
        {busy ? t('state.sending') : t('proposals.counter.send')}
      </Press>
    </Box>
  );
}
