import { Button } from 'antd';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import type { AccountFile } from '../../api/accounts.types.ts';
import { Allowed } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { Money, Mono } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { AccountAlertsSheet } from '../alerts/account-alerts-sheet.tsx';
import { PrepaidAgreements } from '../alerts/prepaid-agreements.tsx';
import { AccountDunningSheet } from '../dunning/account-dunning-sheet.tsx';
import { useAccountFile } from './accounts.queries.ts';
import { BillPanel } from './bill-panel.tsx';
import { BindingTable, ConsentTable, FileBills, FilePayments, HolderTable } from './file-tables.tsx';
import { NotesSheet } from './notes-sheet.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { ReadingDialog } from './reading-dialog.tsx';
import { RevealButton } from './reveal-button.tsx';
import { texts } from './texts.ts';
import { UsageSheet } from './usage-chart.tsx';

export function Page() {
  const { accountNo = '' } = useParams();
  const [params] = useSearchParams();
  const file = useAccountFile(accountNo, params.get('contractNo') ?? undefined);
  return (
    <Loaded query={file} rows={12}>
      {data => <FileView file={data} />}
    </Loaded>
  );
}

function FileView({ file }: { file: AccountFile }) {
  const t = useFeatureTexts(texts);
  const [params, setParams] = useSearchParams();
  const [changing, setChanging] = useState(false);
  const { account, holder, money } = file;
  const billNo = params.get('bill');
  const set = (name: string, value: string | null) =>
    setParams(before => {
      const next = new URLSearchParams(before);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  return (
    <>
      <PageHead
        title={
          <>
            {holder?.nameMasked ?? t('account.vacant')} <span className="mono soft">{account.accountNo}</span>
          </>
        }
        hint={account.addressMasked}
      >
        <div className="list-tools">
          {holder && holder.state !== 'past' ? (
            <Allowed to="POST /staff/accounts/:accountNo/plan">
              <Button onClick={() => setChanging(true)}>{t('plan.change')}</Button>
            </Allowed>
          ) : null}
          <Allowed to="POST /staff/accounts/:accountNo/reveal">
            {holder ? <RevealButton accountNo={account.accountNo} contractNo={holder.contractNo} /> : null}
          </Allowed>
        </div>
      </PageHead>
      {holder && params.has('contractNo') && holder.state !== 'present' ? (
        <div className="notice">
          {t('holders.another')}{' '}
          <Button type="link" size="small" onClick={() => set('contractNo', null)}>
            {t('holders.back')}
          </Button>
        </div>
      ) : null}
      <div className="columns">
        <div className="wide">
          {money ? (
            <Sheet title={t('file.money')}>
              <dl className="numbers" style={{ margin: 0 }}>
                <div>
                  <dt>{t('money.owed')}</dt>
                  <dd>
                    <Money fen={money.owedFen} owed />
                  </dd>
                </div>
                <div>
                  <dt>{t('money.balance')}</dt>
                  <dd>
                    <Money fen={money.balanceFen} />
                  </dd>
                </div>
                <div>
                  <dt>{t('money.prepaid')}</dt>
                  <dd>
                    <Money fen={money.prepaidFen} />
                  </dd>
                </div>
              </dl>
            </Sheet>
          ) : null}
          <Sheet title={t('file.bills')} flush>
            <FileBills bills={file.bills} onOpen={no => set('bill', no)} />
          </Sheet>
          {holder ? <UsageSheet accountNo={account.accountNo} contractNo={holder.contractNo} /> : null}
          {holder?.state === 'present' ? <AccountDunningSheet accountNo={account.accountNo} /> : null}
          {holder?.state === 'present' ? <AccountAlertsSheet accountNo={account.accountNo} /> : null}
          <Sheet title={t('file.payments')} flush>
            <FilePayments payments={file.payments} />
          </Sheet>
        </div>
        <div className="narrow">
          <HolderSheet file={file} />
          <SupplySheet file={file} />
          {holder?.state === 'present' ? <PrepaidAgreements accountNo={account.accountNo} /> : null}
          <Sheet title={t('file.bindings')} flush>
            <BindingTable bindings={file.bindings} />
          </Sheet>
          <Sheet title={t('consents.title')} flush>
            <ConsentTable consents={file.consents} />
          </Sheet>
          {holder ? (
            <NotesSheet accountNo={account.accountNo} contractNo={holder.contractNo} notes={file.notes} />
          ) : null}
          <Sheet title={t('holders.title')} flush>
            <HolderTable file={file} />
          </Sheet>
        </div>
      </div>
      {changing ? <PlanDialog file={file} onClose={() => setChanging(false)} /> : null}
      {billNo ? <BillPanel billNo={billNo} onClose={() => set('bill', null)} /> : null}
    </>
  );
}

function HolderSheet({ file: { holder } }: { file: AccountFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  if (!holder)
    return (
      <Sheet title={t('file.holder')}>
        <span className="soft">{t('file.no-holder')}</span>
      </Sheet>
    );
  const options = holder.options
    .filter(option => !option.to)
    .map(option => word('option', option.kind) + (option.people ? ` (${option.people})` : ''));
  return (
    <Sheet title={t('file.holder')}>
      <Facts
        facts={[
          [t('account.name'), holder.nameMasked],
          [t('account.phone'), holder.phoneMasked && <Mono>{holder.phoneMasked}</Mono>],
          [t('account.identity-no'), holder.identityNoMasked && <Mono>{holder.identityNoMasked}</Mono>],
          [t('account.contract'), <Mono key="contract">{holder.contractNo}</Mono>],
          [
            t('account.since'),
            <span key="since" className="figures">
              {holder.from}
            </span>,
          ],
          [t('account.options'), options.length ? options.join(' · ') : t('account.no-options')],
        ]}
      />
    </Sheet>
  );
}

function SupplySheet({ file: { account } }: { file: AccountFile }) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const word = useWord();
  const [looked, setLooked] = useState<string | null>(null);
  return (
    <Sheet title={t('file.supply')}>
      <Facts
        facts={[
          [t('account.region'), language === 'zh' ? account.regionNameZh : account.regionNameEn],
          [t('account.category'), word('category', account.category)],
          [t('account.capacity'), account.contractedKw === null ? null : `${account.contractedKw} kW`],
          [t('account.point'), <Mono key="point">{account.meteringPointCode}</Mono>],
          ...account.meters.map((meter): [string, React.ReactNode] => [
            meter.removedOn ? t('account.meter-old') : t('account.meter'),
            <span key={meter.assetNo}>
              <Mono>{meter.assetNo}</Mono>{' '}
              <span className="soft figures">
                {meter.installedOn} – {meter.removedOn ?? ''}
              </span>
              {meter.multiplier > 1 ? ` ×${meter.multiplier}` : ''}{' '}
              <Button
                type="link"
                size="small"
                aria-label={t('reading.of-meter', { no: meter.assetNo })}
                onClick={() => setLooked(meter.assetNo)}
              >
                {t('reading.look')}
              </Button>
            </span>,
          ]),
        ]}
      />
      {looked ? <ReadingDialog assetNo={looked} readOn={null} onClose={() => setLooked(null)} /> : null}
    </Sheet>
  );
}
