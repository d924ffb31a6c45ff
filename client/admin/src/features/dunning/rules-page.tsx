import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type Rule, useRules } from './dunning.queries.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { ruleNames } from './rule-fields.ts';
import { RuleValue } from './rule-value.tsx';
import { ruleTexts } from './rules.texts.ts';
import { ruleTones } from './tones.ts';
import './dunning.css';

/** The dated values of law and practice behind dunning: what holds, from which edition, and who changed what. */
export function Page() {
  const t = useFeatureTexts(ruleTexts);
  const rules = useRules();
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Loaded query={rules} rows={12}>
        {({ rules: rows }) => (
          <>
            {ruleNames.map(name => (
              <InForce key={name} rule={rows.find(row => row.name === name && row.state === 'in-force')} />
            ))}
            <History rows={rows} />
          </>
        )}
      </Loaded>
    </>
  );
}

function InForce({ rule }: { rule: Rule | undefined }) {
  const t = useFeatureTexts(ruleTexts);
  const may = useMay();
  const [setting, setSetting] = useState(false);
  if (!rule) return null;
  return (
    <Sheet
      title={t(`rule.${rule.name}`)}
      extra={
        may('POST /staff/dunning-rules') ? (
          <Button size="small" onClick={() => setSetting(true)}>
            {t('set')}
          </Button>
        ) : null
      }
    >
      <RuleValue rule={rule} />
      <p className="soft">
        {t('since', { day: rule.validFrom })} · {rule.edition}
      </p>
      {setting ? <RuleDialog rule={rule} onClose={() => setSetting(false)} /> : null}
    </Sheet>
  );
}

function History({ rows }: { rows: Rule[] }) {
  const t = useFeatureTexts(ruleTexts);
  return (
    <Sheet title={t('history')} flush>
      <DataTable<Rule>
        label={t('history')}
        wraps
        rowKey="id"
        dataSource={rows}
        columns={[
          {
            title: t('rule'),
            key: 'rule',
            width: 120,
            render: (_, { name, state, validFrom }) => (
              <>
                {t(`rule.${name}`)}
                <div className="soft figures">{t('since', { day: validFrom })}</div>
                <StatusTag status={state} tone={ruleTones[state]} text={t(`state.${state}`)} />
              </>
            ),
          },
          { title: t('value'), key: 'value', render: (_, row) => <RuleValue rule={row} /> },
          {
            title: t('edition'),
            key: 'edition',
            width: '38%',
            render: (_, { edition, reason, setBy, setAt }) => (
              <>
                {edition}
                <div className="soft">{reason}</div>
                <div className="soft">
                  {setBy === 'system' ? t('installed') : <Who did={setBy} />} · <At at={setAt} />
                </div>
              </>
            ),
          },
        ]}
      />
    </Sheet>
  );
}
