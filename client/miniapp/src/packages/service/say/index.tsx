import { useRef } from 'react';
import { getConfig, openCase } from '@/api/hall';
import { useKeyPerContent } from '@/api/key-per-content';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { Box, Field, Press } from '@/elements/elements';
import { AddParts } from '@/features/cases/add-parts';
import { type Saying, useSaying, withParts } from '@/features/cases/saying';
import { type Parts, useParts } from '@/features/cases/use-parts';
import { className, kindName } from '@/features/cases/words';
import { Suggestions } from '@/features/knowledge/suggestions';
import { KnownFaults } from '@/features/repairs/known-faults';
import { WishedStaff } from '@/features/service/wished-staff';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { useHouseholds } from '@/state/household';
import { useResource } from '@/state/resource';

const kinds = ['repair', 'enquiry', 'complaint', 'suggestion', 'opinion', 'praise', 'misconduct'] as const;
const classes = ['service', 'business', 'outage', 'quality', 'grid'] as const;

/** Say something to the utility: kind, words, send. */
export default function SayPage() {
  const t = useTexts();
  const saying = useSaying(usePageParams('say'));
  const config = useResource('config', getConfig);
  const parts = useParts();
  const { busy, error, run } = useBusy();
  const keyOf = useKeyPerContent();
  // Once it is there, only what goes along is sent again.
  const opened = useRef<string | null>(null);
  const send = () =>
    run(async () => {
      const wish = withParts(saying.wish, parts, t('say.words.attached'));
      opened.current ??= (await openCase(wish, keyOf(wish))).caseNo;
      await parts.send(opened.current);
      go('case', { caseNo: opened.current });
    });
  return (
    <Page title={t('say.title')}>
      {saying.kind === 'repair' && config.data && (
        <Card tone="danger">{t('say.urgent', { number: config.data.hotline })}</Card>
      )}
      <Card title={t('say.kind')}>
        <Choice
          label={t('say.kind')}
          value={saying.kind}
          options={kinds.map(value => ({ value, name: kindName(value, t) }))}
          onChange={saying.setKind}
        />
        {saying.kind === 'complaint' && (
          <>
            <Box className="quiet">{t('say.class')}</Box>
            <Choice
              label={t('say.class')}
              value={saying.complaintClass}
              options={classes.map(value => ({ value, name: className(value, t) }))}
              onChange={saying.setClass}
            />
          </>
        )}
      </Card>
      {saying.kind === 'repair' && saying.accountNo && <KnownFaults accountNo={saying.accountNo} />}
      <Words saying={saying} parts={parts} />
      <Suggestions words={saying.words} kind={saying.kind} />
      {saying.wishedStaffId && (
        <Card>
          <WishedStaff id={saying.wishedStaffId} onDrop={saying.dropWished} />
        </Card>
      )}
      {error && <ErrorState error={error} />}
      <Box className="actions">
        <Press look="main" disabled={busy || !(saying.ready || parts.any)} onPress={() => void send()}>
          {busy ? t('state.sending') : t('say.send')}
        </Press>
      </Box>
    </Page>
  );
}

function Words({ saying, parts }: { saying: Saying; parts: Parts }) {
  const t = useTexts();
  const homes = useHouseholds().data ?? [];
  return (
    <Card>
      <Field
        label={t('say.words')}
        long
        hint={t('say.words.hint')}
        maxLength={2000}
        value={saying.words}
        onChange={saying.setWords}
      />
      <AddParts parts={parts} withPlace={!saying.accountNo || saying.kind === 'repair'} />
      {homes.length > 0 && (
        <>
          <Box className="quiet">{t('say.household')}</Box>
          <Choice
            label={t('say.household')}
            value={saying.accountNo}
            options={[
              ...homes.map(({ accountNo, nickname, addressMasked }) => ({
                value: accountNo,
                name: nickname ?? addressMasked,
              })),
              { value: '', name: t('say.household.none') },
            ]}
            onChange={saying.setAccountNo}
          />
        </>
      )}
      {!saying.accountNo && (
        <Field
          label={t('say.place')}
          hint={t('say.place.hint')}
          maxLength={100}
          value={saying.place}
          onChange={saying.setPlace}
        />
      )}
      {saying.mayBeAnonymous && (
        <>
          <Press
            look="chip"
            role="checkbox"
            chosen={saying.anonymous}
            onPress={() => saying.setAnonymous(!saying.anonymous)}
          >
            {t('say.anonymous')}
          </Press>
          {saying.anonymous && <Box className="quiet">{t('say.anonymous.what')}</Box>}
        </>
      )}
      {saying.mayBeConfidential && (
        <>
          <Press
            look="chip"
            role="checkbox"
            chosen={saying.confidential}
            onPress={() => saying.setConfidential(!saying.confidential)}
          >
            {t('say.confidential')}
          </Press>
          {saying.confidential && <Box className="quiet">{t('say.confidential.what')}</Box>}
        </>
      )}
    </Card>
  );
}
