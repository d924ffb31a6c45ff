import type { InvoiceTitle, InvoiceTitleWish } from '@api/types';
import { useState } from 'react';
import { addInvoiceTitle } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { isTaxNo, tidyTaxNo } from './tax-number';

/** Whom an invoice is made out to: a person by name, a company by name and tax number. */
export function TitleForm({ onAdded }: { onAdded: (title: InvoiceTitle) => void }) {
  const t = useTexts();
  const [kind, setKind] = useState<'personal' | 'company'>('personal');
  const [name, setName] = useState('');
  const [taxNo, setTaxNo] = useState('');
  const { busy, error, run } = useBusy();
  const ready = name.trim().length >= 2 && (kind === 'personal' || isTaxNo(taxNo));
  const wish: InvoiceTitleWish =
    kind === 'personal' ? { kind, name: name.trim() } : { kind, name: name.trim(), taxNo };
  return (
    <Box>
      {error && <ErrorState error={error} />}
      <Choice
        label={t('invoices.kind')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'personal', name: t('invoices.kind.personal') },
          { value: 'company', name: t('invoices.kind.company') },
        ]}
      />
      <Box className="proof">
        <Field
          label={t(kind === 'personal' ? 'invoices.name' : 'invoices.company')}
          maxLength={100}
          value={name}
          onChange={setName}
        />
        {kind === 'company' && (
          <Field
            label={t('invoices.tax-no')}
            maxLength={20}
            value={taxNo}
            onChange={typed => setTaxNo(tidyTaxNo(typed))}
            problem={taxNo.length >= 15 && !isTaxNo(taxNo) ? t('invoices.tax-no.wrong') : null}
          />
        )}
      </Box>
      <Press
        look="quiet"
        disabled={!ready || busy}
        onPress={() => void run(async () => onAdded(await addInvoiceTitle(wish)))}
      >
        {busy ? t('state.sending') : t('invoices.title.keep')}
      </Press>
    </Box>
  );
}
