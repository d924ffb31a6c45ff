import { useParams } from 'react-router-dom';
import type { AccountFile } from '../../api/accounts.types.ts';
import { Allowed } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { Money, Mono } from '../../components/values.tsx';
import { useTexts, useWord } from '../../i18n/index.tsx';
import { useAccountFile } from './accounts.queries.ts';
import { BindingTable, EarlierHolders, FileBills, FilePayments } from './file-tables.tsx';
import { RevealButton } from './reveal-button.tsx';

export function Page() {
  const { accountNo = '' } = useParams();
  const file = useAccountFile(accountNo);
  return (
    <Loaded query={file} rows={12}>
      {data => <FileView file={data} />}
    </Loaded>
  );
}

function FileView({ file }: { file: AccountFile }) {
  const { t } = useTexts();
  const { account, holder, money } = file;
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
        <Allowed to="POST /staff/accounts/:accountNo/reveal">
          {holder ? <RevealButton accountNo={account.accountNo} /> : null}
        </Allowed>
      </PageHead>
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
            <FileBills bills={file.bills} />
          </Sheet>
          <Sheet title={t('file.payments')} flush>
            <FilePayments payments={file.payments} />
          </Sheet>
        </div>
        <div className="narrow">
          <HolderSheet file={file} />
          <SupplySheet file={file} />
          <Sheet title={t('file.bindings')} flush>
            <BindingTable bindings={file.bindings} />
          </Sheet>
          {file.earlierHolders.length > 0 ? (
            <Sheet title={t('file.earlier')} flush>
              <EarlierHolders holders={file.earlierHolders} />
            </Sheet>
          ) : null}
        </div>
      </div>
    </>
  );
}

function HolderSheet({ file: { holder } }: { file: AccountFile }) {
  const { t } = useTexts();
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
  const { t, language } = useTexts();
  const word = useWord();
  return (
    <Sheet title={t('file.supply')}>
      <Facts
        facts={[
          [t('account.region'), language === 'zh' ? account.regionNameZh : account.regionNameEn],
          [t('account.category'), word('category', account.category)],
          [t('account.point'), <Mono key="point">{account.meteringPointCode}</Mono>],
          ...account.meters.map((meter): [string, React.ReactNode] => [
            meter.removedOn ? t('account.meter-old') : t('account.meter'),
            <span key={meter.assetNo}>
              <Mono>{meter.assetNo}</Mono>{' '}
              <span className="soft figures">
                {meter.installedOn} – {meter.removedOn ?? ''}
              </span>
              {meter.multiplier > 1 ? ` ×${meter.multiplier}` : ''}
            </span>,
          ]),
        ]}
      />
    </Sheet>
  );
}
