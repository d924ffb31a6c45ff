import type { ApplicationKind } from '@api/types';
import { useRef, useState } from 'react';
import { beginApplication, getConfig } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { Empty } from '@/components/empty';
import { ErrorState } from '@/components/error-state';
import { ResourceView } from '@/components/resource-view';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { go, goInstead } from '@/navigation/go';
import { useHouseholds } from '@/state/household';
import { useResource } from '@/state/resource';

/** About which place or household, and off. */
export function BeginApplication({ kind }: { kind: ApplicationKind }) {
  const t = useTexts();
  const [subject, setSubject] = useState('');
  const { busy, error, run } = useBusy();
  const key = useRef(newIdempotencyKey());
  const begin = () =>
    run(async () => {
      const about = kind.subject === 'new-place' ? { regionCode: subject } : { accountNo: subject };
      const { caseNo } = await beginApplication({ kind: kind.code, ...about }, key.current);
      goInstead('applyForm', { caseNo });
    });
  const choose = (value: string) => {
    setSubject(value);
    key.current = newIdempotencyKey();
  };
  return (
    <>
      <Card title={t(`apply.subject.${kind.subject}`)}>
        {kind.subject === 'new-place' && <Regions chosen={subject} onChoose={choose} />}
        {kind.subject === 'household' && <Homes chosen={subject} onChoose={choose} />}
        {kind.subject === 'other-household' && (
          <Field
            label={t('apply.account')}
            hint={t('apply.account.hint')}
            kind="digits"
            maxLength={20}
            value={subject}
            onChange={choose}
          />
        )}
      </Card>
      {error && <ErrorState error={error} />}
      <Box className="actions">
        <Press look="main" disabled={busy || subject === ''} onPress={() => void begin()}>
          {busy ? t('state.sending') : t('apply.begin')}
        </Press>
      </Box>
    </>
  );
}

interface SubjectProps {
  chosen: string;
  onChoose: (value: string) => void;
}

function Regions({ chosen, onChoose }: SubjectProps) {
  const t = useTexts();
  const config = useResource('config', getConfig);
  return (
    <ResourceView of={config} skeleton={{ lines: 1 }}>
      {({ regions }) => (
        <Choice
          label={t('apply.subject.new-place')}
          value={chosen}
          options={regions.map(({ code, nameZh, nameEn }) => ({
            value: code,
            name: t.language === 'zh' ? nameZh : nameEn,
          }))}
          onChange={onChoose}
        />
      )}
    </ResourceView>
  );
}

/** Only somebody who is bound in full may have a supply changed. */
function Homes({ chosen, onChoose }: SubjectProps) {
  const t = useTexts();
  return (
    <ResourceView of={useHouseholds()} skeleton={{ lines: 1 }}>
      {list => {
        const homes = list.filter(({ level }) => level === 'full');
        if (homes.length === 0)
          return (
            <Empty
              title={t('apply.no-home')}
              how={t('apply.no-home.how')}
              action={{ name: t('bind.title'), onPress: () => go('bind', {}) }}
            />
          );
        return (
          <Choice
            label={t('apply.subject.household')}
            value={chosen}
            options={homes.map(({ accountNo, nickname, addressMasked }) => ({
              value: accountNo,
              name: nickname ?? addressMasked,
            }))}
            onChange={onChoose}
          />
        );
      }}
    </ResourceView>
  );
}
