import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type ApplicationFile, useReveal } from './applications.queries.ts';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';

/** The form as it was filled in; names and numbers are masked until somebody asks, which is in the log. */
export function AskedFor({ file }: { file: ApplicationFile }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const inLanguage = useInLanguage();
  const [asking, setAsking] = useState(false);
  const reveal = useReveal(file.caseNo);
  const form = reveal.data?.form ?? file.form;
  const shown = file.kind.fields.map(({ code, label, unit, choices }): [string, string | null] => {
    const value = form[code];
    const choice = choices?.find(each => each.code === value);
    const said = choice
      ? inLanguage(choice.label)
      : value === undefined
        ? null
        : `${value}${unit ? ` ${unit}` : ''}`;
    return [inLanguage(label), said];
  });
  return (
    <Sheet
      title={t('form')}
      extra={
        may('POST /staff/applications/:caseNo/reveal') && !reveal.data ? (
          <Button size="small" onClick={() => setAsking(true)}>
            {t('reveal')}
          </Button>
        ) : null
      }
    >
      <Facts
        facts={[...(file.accountNo ? [[t('account'), file.accountNo] as [string, string]] : []), ...shown]}
      />
      {asking ? (
        <ReasonDialog
          title={t('reveal')}
          hint={t('reveal-hint')}
          pending={reveal.isPending}
          error={reveal.error}
          onDecide={reason => reveal.mutate(reason, { onSuccess: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Sheet>
  );
}
