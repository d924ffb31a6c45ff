import type { Application } from '@api/types';
import { moveApplication } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import type { Resource } from '@/state/resource';
import { ContractToSign } from './contract-to-sign';
import { FormFields } from './form-fields';
import { inLanguage } from './in-language';
import { Papers } from './papers';
import { PayNow } from './pay-now';
import { useForm } from './use-form';

interface WantedProps {
  shown: Application;
  of: Resource<Application>;
}

/** What is wanted from me, with the means to do it; nothing when it is the utility's turn. */
export function Wanted({ shown, of }: WantedProps) {
  const t = useTexts();
  const { wanted, fees } = shown;
  if (!wanted) return null;
  if (wanted.kind === 'list') return <MissingList shown={shown} of={of} />;
  const charged = fees.filter(({ step, payableId }) => step === wanted.step?.code && payableId !== null);
  const owed = charged.filter(({ amountFen, paidFen }) => paidFen < amountFen);
  switch (wanted.step?.type) {
    case 'fee':
      // Between the money and the next step, also where it was paid at a counter, nothing is asked for a second time.
      if (charged.length > 0 && owed.length === 0)
        return (
          <Card tone="credited">
            <Box role="status">{t('apply.fees.received')}</Box>
          </Card>
        );
      return (
        <PayNow
          title={t('apply.fees.pay')}
          what={t('apply.fees.pay.what')}
          items={owed.map(({ payableId, name, amountFen, paidFen }) => ({
            payableId: payableId!,
            title: inLanguage(name, t),
            amountFen: amountFen - paidFen,
          }))}
        />
      );
    case 'sign':
      return <ContractToSign caseNo={shown.caseNo} onSigned={of.reload} />;
    default:
      return <OwnStep shown={shown} of={of} />;
  }
}

/** The customer builds on their own side and says when it is done. */
function OwnStep({ shown: { caseNo, kind, step, inspections }, of }: WantedProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const own = kind.steps.find(({ code }) => code === step);
  const move = own?.moves[0];
  if (!own || !move) return null;
  // What is reported here is inspected next: whether that failed before is what there is to do.
  const again = inspections.some(record => record.step === move.to && !record.passed);
  return (
    <Card title={t('apply.wanted')} tone="owed">
      <Box>{again ? t('apply.inspection.again') : inLanguage(own.message ?? own.name, t)}</Box>
      {error && <ErrorState error={error} />}
      <Box className="actions">
        <Press
          look="main"
          disabled={busy}
          onPress={() => void run(async () => of.replace(await moveApplication(caseNo, 'confirmation')))}
        >
          {inLanguage(move.name, t)}
        </Press>
      </Box>
    </Card>
  );
}

/** 一次性告知: everything that is missing, in one list. */
function MissingList({ shown, of }: WantedProps) {
  const t = useTexts();
  const form = useForm(shown, of.replace);
  const { busy, error, run } = useBusy();
  const { caseNo, kind, wanted, checklist } = shown;
  const items = wanted?.items ?? [];
  const asked = (type: 'paper' | 'field') =>
    new Set(items.filter(item => item.kind === type).map(({ code }) => code));
  const fields = kind.fields.filter(({ code }) => asked('field').has(code));
  const papers = checklist.filter(({ code }) => asked('paper').has(code));
  const answer = () =>
    run(async () => {
      if (await form.flush()) of.replace(await moveApplication(caseNo, 'answer'));
    });
  return (
    <>
      <Card title={t('apply.wanted')} tone="owed">
        <Box>{t('apply.list.what')}</Box>
        <Box as="ul" className="plain-list rows">
          {items.map(({ kind: type, code, what }) => (
            <Box as="li" key={`${type}${code}`}>
              {what}
            </Box>
          ))}
        </Box>
        {wanted?.note && <Box className="prose">{wanted.note}</Box>}
      </Card>
      {fields.length > 0 && (
        <Card>
          <FormFields fields={fields} form={form} />
        </Card>
      )}
      {papers.length > 0 && <Papers shown={{ ...shown, checklist: papers }} onChanged={of.reload} />}
      {error && <ErrorState error={error} />}
      <Box className="actions">
        <Press look="main" disabled={busy || of.stale} onPress={() => void answer()}>
          {busy ? t('state.sending') : t('apply.list.answer')}
        </Press>
      </Box>
    </>
  );
}
