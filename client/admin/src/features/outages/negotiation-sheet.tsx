import { Button } from 'antd';
import { useState } from 'react';
import { minuteOf } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { AnswerDialog } from './answer-dialog.tsx';
import { type OutageFile, useAct } from './outages.queries.ts';
import { texts } from './texts.ts';
import { talkTones } from './tones.ts';

/** Every round with every large customer; a customer's time can be taken with one press. */
export function NegotiationSheet({ file }: { file: OutageFile }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const act = useAct(file.outageNo);
  const [answering, setAnswering] = useState<number | null>(null);
  const answered = file.negotiations.find(({ id }) => id === answering);
  const takes = may('POST /staff/outages/:outageNo/negotiations/:id/answer');
  const proposes = file.acts.includes('propose') && may('POST /staff/outages/:outageNo/proposal');
  return (
    <Sheet title={t('negotiation')}>
      <ProblemList error={act.error} />
      {file.negotiations.length === 0 ? <span className="soft">{t('negotiation-none')}</span> : null}
      {file.negotiations.map(({ id, accountNo, addressMasked, state, rounds }) => {
        const last = rounds.at(-1);
        return (
          <div key={id} style={{ padding: '6px 0' }}>
            <span className="mono">{accountNo}</span> {addressMasked}{' '}
            <StatusTag status={state} tone={talkTones[state]} text={t(`talk.${state}`)} />
            <ol className="timeline">
              {rounds.map(round => (
                <li key={round.round}>
                  <At at={round.madeAt} />
                  <div>
                    <strong>{`${t(`side.${round.side}`)} ${t(`round.${round.act}`)}`}</strong>{' '}
                    <span className="figures">{`${minuteOf(round.fromAt)} → ${minuteOf(round.untilAt)}`}</span>
                    {round.note ? <div>{round.note}</div> : null}
                    {round.answerByAt ? (
                      <div className="soft">{t('answer-by', { at: minuteOf(round.answerByAt) })}</div>
                    ) : null}
                  </div>
                </li>
              ))}
            </ol>
            {(state === 'waiting' || state === 'late') && takes ? (
              <Button size="small" onClick={() => setAnswering(id)}>
                {t('record-answer')}
              </Button>
            ) : null}
            {state === 'countered' && proposes && last ? (
              <Button
                size="small"
                loading={act.isPending}
                onClick={() =>
                  act.mutate({ path: 'proposal', body: { fromAt: last.fromAt, untilAt: last.untilAt } })
                }
              >
                {t('take-counter')}
              </Button>
            ) : null}
          </div>
        );
      })}
      {answered ? (
        <AnswerDialog file={file} negotiation={answered} onClose={() => setAnswering(null)} />
      ) : null}
    </Sheet>
  );
}
