import type { WebCase } from '@api/types';
import { useState } from 'react';
import { openWebCase } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Fact, Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { Box, Field, Press } from '@/elements/elements';
import { PhoneCode } from '@/features/account/phone-code';
import { digitsOf, isPhone } from '@/features/account/phone-number';
import { className, kindName } from '@/features/cases/words';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { goHome } from '@/navigation/go';

const kinds = ['repair', 'enquiry', 'complaint', 'suggestion', 'opinion', 'praise'] as const;
const classes = ['service', 'business', 'outage', 'quality', 'grid'] as const;
const leastWords = 5;

/** The public form: a report without an account, with a telephone proved by a code. */
export default function WebCasePage() {
  const t = useTexts();
  const [opened, setOpened] = useState<WebCase | null>(null);
  return (
    <Page title={t('web.title')} open>
      {opened ? (
        <Card tone="credited" title={t('web.done')}>
          <Facts>
            <Fact name={t('case.number')}>{opened.caseNo}</Fact>
            <Fact name={t('case.due')}>{moment(opened.promisedAt, t.language)}</Fact>
          </Facts>
          <Box className="quiet">{t('web.done.how')}</Box>
          <Box className="actions">
            <Press look="main" onPress={goHome}>
              {t('result.home')}
            </Press>
          </Box>
        </Card>
      ) : (
        <Form onOpened={setOpened} />
      )}
    </Page>
  );
}

function Form({ onOpened }: { onOpened: (opened: WebCase) => void }) {
  const t = useTexts();
  const [kind, setKind] = useState<(typeof kinds)[number]>('enquiry');
  const [complaintClass, setClass] = useState<(typeof classes)[number]>('service');
  const [said, setSaid] = useState({ words: '', place: '', accountNo: '', phone: '', code: '', name: '' });
  const { busy, error, run } = useBusy();
  const type = (field: keyof typeof said) => (typed: string) => setSaid(now => ({ ...now, [field]: typed }));
  const { words, place, accountNo, phone, code, name } = said;
  const ready = words.trim().length >= leastWords && isPhone(phone) && code.length === 6;
  const send = () =>
    run(async () =>
      onOpened(
        await openWebCase({
          kind,
          ...(kind === 'complaint' ? { complaintClass } : {}),
          words: words.trim(),
          ...(place.trim() ? { place: place.trim() } : {}),
          ...(accountNo.trim() ? { accountNo: accountNo.trim() } : {}),
          ...(name.trim() ? { contactName: name.trim() } : {}),
          phone,
          code,
        }),
      ),
    );
  return (
    <>
      <Box className="above-card quiet">{t('web.how')}</Box>
      <Card title={t('say.kind')}>
        <Choice
          label={t('say.kind')}
          value={kind}
          options={kinds.map(value => ({ value, name: kindName(value, t) }))}
          onChange={setKind}
        />
        {kind === 'complaint' && (
          <Choice
            label={t('say.class')}
            value={complaintClass}
            options={classes.map(value => ({ value, name: className(value, t) }))}
            onChange={setClass}
          />
        )}
      </Card>
      <Card>
        <Field
          label={t('say.words')}
          long
          hint={t('say.words.hint')}
          maxLength={2000}
          value={words}
          onChange={type('words')}
        />
        <Field
          label={t('say.place')}
          hint={t('say.place.hint')}
          maxLength={100}
          value={place}
          onChange={type('place')}
        />
        <Field label={t('web.account')} maxLength={32} value={accountNo} onChange={type('accountNo')} />
      </Card>
      <Card title={t('web.reach')}>
        <Field label={t('web.name')} maxLength={40} value={name} onChange={type('name')} />
        <Field
          label={t('phone.label')}
          kind="phone"
          maxLength={11}
          value={phone}
          onChange={typed => type('phone')(digitsOf(typed))}
          problem={phone.length === 11 && !isPhone(phone) ? t('phone.wrong') : null}
        />
        <PhoneCode
          request={{ purpose: 'web-case', phone }}
          ready={isPhone(phone)}
          code={code}
          onCode={type('code')}
        />
      </Card>
      {error && <ErrorState error={error} />}
      <Box className="actions">
        <Press look="main" disabled={busy || !ready} onPress={() => void send()}>
          {busy ? t('state.sending') : t('say.send')}
        </Press>
      </Box>
    </>
  );
}
