import { Button, Select } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { shanghaiToday } from '../../app/format.ts';
import { Allowed } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { useRegionName } from '../billing-runs/billing-runs.queries.ts';
import { Comparison } from './comparison.tsx';
import { DraftEditor } from './draft-editor.tsx';
import { DraftPanel, draftTones } from './draft-panel.tsx';
import { noteIn } from './note-in.ts';
import { type Edition, type Tariff, type TariffDraft, type Tariffs, useTariffs } from './tariffs.queries.ts';
import { texts } from './texts.ts';

export function Page() {
  const t = useFeatureTexts(texts);
  const tariffs = useTariffs();
  return (
    <>
      <PageHead title={t('tariffs.title')} hint={t('tariffs.hint')} />
      <Loaded query={tariffs} rows={10}>
        {data => <TariffsView data={data} />}
      </Loaded>
    </>
  );
}

const codeOf = ({ regionCode, category }: Pick<Tariff, 'regionCode' | 'category'>) =>
  `${regionCode}/${category}`;

function TariffsView({ data }: { data: Tariffs }) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const regionName = useRegionName();
  const [params, setParams] = useSearchParams();
  const tariff = data.tariffs.find(each => codeOf(each) === params.get('tariff')) ?? data.tariffs[0];
  const [editing, setEditing] = useState<TariffDraft | 'new' | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  if (!tariff) return <EmptyState title={t('rule.none')} />;
  const draft = data.drafts.find(each => each.id === opened);
  const drafts = data.drafts.filter(each => codeOf(each) === codeOf(tariff));
  const nameOf = (each: Tariff) =>
    `${regionName(each.regionCode)} · ${language === 'zh' ? each.nameZh : each.nameEn}`;
  return (
    <>
      <div className="filters">
        <FilterField label={t('tariffs.of')}>
          {id => (
            <Select
              id={id}
              value={codeOf(tariff)}
              style={{ width: 380 }}
              onChange={code => setParams({ tariff: code })}
              options={data.tariffs.map(each => ({ value: codeOf(each), label: nameOf(each) }))}
            />
          )}
        </FilterField>
        <Allowed to="POST /staff/tariffs/:regionCode/:category/drafts">
          <Button type="primary" style={{ marginLeft: 'auto' }} onClick={() => setEditing('new')}>
            {t('tariffs.new')}
          </Button>
        </Allowed>
      </div>
      <Sheet title={t('tariffs.drafts')} flush>
        {drafts.length === 0 ? (
          <p className="soft quiet-line">{t('tariffs.no-drafts')}</p>
        ) : (
          <DraftTable drafts={drafts} onOpen={setOpened} />
        )}
      </Sheet>
      <Editions key={codeOf(tariff)} tariff={tariff} />
      {draft ? (
        <DraftPanel
          tariff={tariff}
          draft={draft}
          onEdit={() => {
            setOpened(null);
            setEditing(draft);
          }}
          onClose={() => setOpened(null)}
        />
      ) : null}
      {editing ? (
        <DraftEditor
          tariff={tariff}
          {...(editing === 'new' ? {} : { draft: editing })}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </>
  );
}

function DraftTable({ drafts, onOpen }: { drafts: TariffDraft[]; onOpen: (id: number) => void }) {
  const t = useFeatureTexts(texts);
  return (
    <ListTable<TariffDraft>
      list="tariff-drafts"
      label={t('tariffs.drafts')}
      wraps
      rowKey="id"
      dataSource={drafts}
      columns={[
        {
          title: t('tariffs.from'),
          dataIndex: 'effectiveFrom',
          render: (from: string, row) => (
            <Button
              type="link"
              size="small"
              className="figures"
              style={{ paddingInline: 0 }}
              onClick={() => onOpen(row.id)}
            >
              {from}
            </Button>
          ),
        },
        { title: t('tariffs.source'), dataIndex: 'source' },
        {
          title: t('tariffs.by'),
          dataIndex: 'createdBy',
          render: (by: string, row) => (
            <>
              <Who did={by} />{' '}
              <span className="soft">
                <At at={row.createdAt} />
              </span>
            </>
          ),
        },
        {
          title: t('tariffs.decided'),
          dataIndex: 'status',
          render: (status: TariffDraft['status'], row) => (
            <>
              <StatusTag text={t(`draft-status.${status}`)} status={status} tone={draftTones[status]} />{' '}
              <span className="soft">
                <Who did={row.decidedBy} />
              </span>
            </>
          ),
        },
      ]}
    />
  );
}

/** All editions, and two of them side by side. */
function Editions({ tariff }: { tariff: Tariff }) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const [chosen, setChosen] = useState<number[]>(tariff.versions.slice(-2).map(({ id }) => id));
  const today = shanghaiToday();
  const compared = tariff.versions.filter(({ id }) => chosen.includes(id));
  const [left, right] = compared;
  return (
    <>
      <Sheet
        title={t('tariffs.versions')}
        extra={<span className="soft">{t('tariffs.compare-hint')}</span>}
        flush
      >
        <DataTable<Edition>
          label={t('tariffs.versions')}
          wraps
          rowKey="id"
          dataSource={[...tariff.versions].reverse()}
          rowSelection={{
            selectedRowKeys: chosen,
            hideSelectAll: true,
            onChange: keys => setChosen(keys.map(Number).slice(-2)),
          }}
          columns={[
            { title: t('tariffs.from'), dataIndex: 'from', className: 'figures' },
            {
              title: t('tariffs.to'),
              dataIndex: 'to',
              render: (to: string | null, row) => (
                <>
                  <span className="figures">{to ?? '—'}</span>{' '}
                  <span className="soft">
                    {t(
                      row.from > today
                        ? 'tariffs.later'
                        : to && to < today
                          ? 'tariffs.past'
                          : 'tariffs.in-force',
                    )}
                  </span>
                </>
              ),
            },
            {
              title: t('rule.flat'),
              key: 'flat',
              align: 'right',
              render: (_, row) => <span className="figures">{row.rules.flatYuan}</span>,
            },
            {
              title: t('tariffs.source'),
              dataIndex: 'source',
              render: (source: string, row) => (
                <>
                  {source}
                  {row.note ? <div className="soft">{noteIn(row.note, language)}</div> : null}
                </>
              ),
            },
          ]}
        />
      </Sheet>
      {left ? (
        <Sheet title={t('tariffs.compare')} flush>
          <Comparison
            left={{ title: left.from, rules: left.rules }}
            right={
              right ? { title: right.from, rules: right.rules } : { title: left.from, rules: left.rules }
            }
          />
        </Sheet>
      ) : null}
    </>
  );
}
