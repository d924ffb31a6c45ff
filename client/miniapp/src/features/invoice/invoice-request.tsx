import type { InvoiceTitle } from '@api/types';
import { useState } from 'react';
import { getInvoiceTitles, removeInvoiceTitle, requestInvoice } from '@/api/hall';
import { useKeyPerContent } from '@/api/key-per-content';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState } from '@/components/error-state';
import { ResourceView } from '@/components/resource-view';
import { classes } from '@/elements/contract';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';
import { TitleForm } from './title-form';
import './invoice.scss';

/** Asks for the invoice of one payment, made out to a title that is kept for the next time. */
export function InvoiceRequest({ paymentNo, onRequested }: { paymentNo: string; onRequested: () => void }) {
  const t = useTexts();
  const titles = useResource('invoice-titles', getInvoiceTitles);
  const [chosen, setChosen] = useState<number | null>(null);
  const { busy, error, run } = useBusy();
  const keyOf = useKeyPerContent();
  const ask = (titleId: number) =>
    void run(async () => {
      const wish = { paymentNo, titleId };
      await requestInvoice(wish, keyOf(wish));
      onRequested();
    });
  return (
    <ResourceView of={titles}>
      {({ offered, titles: kept }) => {
        if (!offered) return <Card>{t('invoices.not-offered')}</Card>;
        const titleId = chosen ?? kept[0]?.titleId ?? null;
        return (
          <>
            {kept.length > 0 && (
              <Card title={t('invoices.to')}>
                <KeptTitles
                  titles={kept}
                  chosen={titleId}
                  onChoose={setChosen}
                  onRemoved={() => void titles.reload()}
                />
                {error && <ErrorState error={error} />}
                <Box className="actions">
                  <Press
                    look="main"
                    disabled={busy || titleId === null}
                    onPress={() => titleId !== null && ask(titleId)}
                  >
                    {busy ? t('state.sending') : t('invoices.request')}
                  </Press>
                </Box>
              </Card>
            )}
            <Card title={t('invoices.title.new')}>
              <TitleForm
                onAdded={title => {
                  setChosen(title.titleId);
                  void titles.reload();
                }}
              />
            </Card>
          </>
        );
      }}
    </ResourceView>
  );
}

interface KeptTitlesProps {
  titles: InvoiceTitle[];
  chosen: number | null;
  onChoose: (titleId: number) => void;
  onRemoved: () => void;
}

function KeptTitles({ titles, chosen, onChoose, onRemoved }: KeptTitlesProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  return (
    <Box role="radiogroup" label={t('invoices.to')}>
      {error && <ErrorState error={error} />}
      {titles.map(({ titleId, kind, name, taxNo }) => (
        <Box key={titleId} className="invoice__title">
          <Press
            look="row"
            role="radio"
            className="invoice__pick"
            chosen={titleId === chosen}
            passedOver={titleId !== chosen}
            onPress={() => onChoose(titleId)}
          >
            <Box className={classes('invoice__dot', titleId === chosen && 'invoice__dot--chosen')} />
            <Box className="grow">
              <Box>{name}</Box>
              <Box className="quiet">{taxNo ?? t(`invoices.kind.${kind}`)}</Box>
            </Box>
          </Press>
          <ConfirmPress
            name={t('invoices.title.remove')}
            sure={t('invoices.title.remove.sure')}
            disabled={busy}
            onConfirm={() =>
              void run(async () => {
                await removeInvoiceTitle(titleId);
                onRemoved();
              })
            }
          />
        </Box>
      ))}
    </Box>
  );
}
