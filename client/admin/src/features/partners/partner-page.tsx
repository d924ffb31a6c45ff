import { App, Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { yuan } from '../../app/format.ts';
import { Allowed } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { Funds } from './funds-sheet.tsx';
import { Keys } from './keys-sheet.tsx';
import { LimitsDialog } from './limits-dialog.tsx';
import { type Partner, type PartnerFile, useChangePartner, usePartner } from './partners.queries.ts';
import { BadMessages, Days } from './record-sheets.tsx';
import { Terminals } from './terminals-sheet.tsx';
import { Terms } from './terms-sheet.tsx';
import { texts } from './texts.ts';

export function Page() {
  const { code = '' } = useParams();
  const partner = usePartner(code);
  return <Loaded query={partner}>{file => <PartnerView file={file} />}</Loaded>;
}

function PartnerView({ file }: { file: PartnerFile }) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const word = useWord();
  const { message } = App.useApp();
  const { partner } = file;
  const change = useChangePartner(partner.code);
  const [dialog, setDialog] = useState<'limits' | 'status' | null>(null);
  const active = partner.status === 'active';
  const close = () => setDialog(null);
  return (
    <>
      <PageHead
        title={
          <>
            {language === 'zh' ? partner.nameZh : partner.nameEn}{' '}
            <span className="mono soft">{partner.code}</span>{' '}
            <StatusTag
              status={partner.status}
              tone={active ? 'plain' : 'bad'}
              text={t(active ? 'status.active' : 'status.suspended')}
            />
          </>
        }
        hint={`${t(`form.${partner.form}` as 'form.agency-json')} · ${partner.channels.map(each => word('channel', each)).join(' · ')}`}
      >
        <Allowed to="PATCH /staff/partners/:code">
          <div style={{ display: 'flex', gap: 8 }}>
            <Button danger={active} onClick={() => setDialog('status')}>
              {t(active ? 'suspend' : 'resume')}
            </Button>
            <Button type="primary" onClick={() => setDialog('limits')}>
              {t('edit')}
            </Button>
          </div>
        </Allowed>
      </PageHead>
      <Sheet title={t('limits.title')}>
        <Limits partner={partner} />
      </Sheet>
      {partner.prefunded ? <Funds file={file} /> : null}
      {partner.prefunded ? <Terms file={file} /> : null}
      <Keys file={file} />
      <Terminals file={file} />
      <Days file={file} />
      <BadMessages file={file} />
      {dialog === 'limits' ? (
        <LimitsDialog partner={partner} onClose={close} onDone={() => void message.success(t('saved'))} />
      ) : null}
      {dialog === 'status' ? (
        <ReasonDialog
          title={t(active ? 'suspend' : 'resume')}
          hint={active ? t('suspend-hint') : undefined}
          pending={change.isPending}
          error={change.error}
          onClose={close}
          onDecide={reason =>
            change.mutate({ status: active ? 'suspended' : 'active', reason }, { onSuccess: close })
          }
        />
      ) : null}
    </>
  );
}

function Limits({ partner }: { partner: Partner }) {
  const t = useFeatureTexts(texts);
  const limit = (fen: number | null) => (fen === null ? t('limits.none') : yuan(fen));
  const unit = (name: string) => t(`unit.${name}` as 'unit.yuan');
  return (
    <Facts
      facts={[
        [t('clearing-on'), `${partner.clearingOn} → ${partner.cutOff}`],
        [t('paid'), <Money key="paid" fen={partner.paidFen} />],
        [t('limits.per-payment'), limit(partner.perPaymentFen)],
        [t('limits.per-day'), limit(partner.perDayFen)],
        [t('limits.inquiries'), t('limits.times', { n: partner.inquiriesPerMinute })],
        [
          t('limits.units'),
          [partner.units.request, partner.units.reply, partner.units.file].map(unit).join(' / '),
        ],
        [t('limits.addresses'), partner.addresses.join('  ') || t('limits.anywhere')],
        ...(partner.prefunded
          ? ([[t('limits.commission'), `${partner.commissionPpm / 10_000} %`]] as [string, string][])
          : []),
        ...(partner.settings.mchId
          ? ([[t('mch'), `${partner.settings.mchId} · ${partner.settings.companyId ?? ''}`]] as [
              string,
              string,
            ][])
          : []),
      ]}
    />
  );
}
