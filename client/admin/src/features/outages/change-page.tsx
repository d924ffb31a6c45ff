import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { Times } from './act-dialog.tsx';
import { type Chosen, chosenOf, otherPlaces, placesOf } from './chosen-places.ts';
import { type OutageFile, useAct, useOutage } from './outages.queries.ts';
import { PlacePicker } from './place-picker.tsx';
import { PreviewSheet } from './preview-sheet.tsx';
import { ExceptionDialog, type OverridableRule } from './rules-sheet.tsx';
import { texts } from './texts.ts';
import { fromInput, toInput } from './times.ts';
import './outages.css';

interface Entry {
  from: string;
  until: string;
  reason: string;
  area?: string;
}

/** Changes an outage that is announced: its times and its places. Everybody already told hears of it. */
export function Page() {
  const [params] = useSearchParams();
  const outage = useOutage(params.get('outage'));
  return <Loaded query={outage}>{file => <Change file={file} />}</Loaded>;
}

function Change({ file }: { file: OutageFile }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const navigate = useNavigate();
  const [form] = Form.useForm<Entry>();
  const before = chosenOf(file);
  const [chosen, setChosen] = useState<Chosen[]>(before);
  const [asking, setAsking] = useState<OverridableRule | null>(null);
  const act = useAct(file.outageNo);
  const entry = Form.useWatch([], form) as Partial<Entry> | undefined;
  const fromAt = fromInput(entry?.from);
  const untilAt = fromInput(entry?.until);
  const places = otherPlaces(before, chosen) ? { places: placesOf(chosen) } : {};
  const change = fromAt && untilAt && chosen.length > 0 ? { fromAt, untilAt, ...places } : null;
  const { kind, outageNo, accountCount, accounts } = file;
  const wholeList = accounts.length === accountCount;
  const told = file.tellings.reduce((most, each) => Math.max(most, each.told), 0);
  const send = ({ reason, area }: Entry) => {
    if (!change) return;
    const named = area && area !== file.area ? { area } : {};
    act.mutate(
      { path: 'change', body: { ...change, reason, ...named } },
      { onSuccess: () => navigate(`/outages/${outageNo}?status=open`) },
    );
  };
  return (
    <>
      <PageHead title={t('change-title', { no: outageNo })} hint={t('change-hint', { count: told })}>
        <Button type="primary" disabled={!change} loading={act.isPending} onClick={() => form.submit()}>
          {t('change-announce')}
        </Button>
      </PageHead>
      <ProblemList error={act.error} />
      <div className="outage-editor">
        <div>
          <Sheet title={t('plan')}>
            <Form<Entry>
              form={form}
              layout="vertical"
              initialValues={{
                from: toInput(file.fromAt),
                until: toInput(file.untilAt),
                reason: file.reason,
                area: file.area,
              }}
              onFinish={send}
            >
              <Times />
              <Form.Item
                name="reason"
                label={t('reason')}
                rules={[{ required: true, min: 2, max: 100, message: t('reason') }]}
              >
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name="area" label={t('area-name')}>
                <Input maxLength={100} />
              </Form.Item>
            </Form>
          </Sheet>
          {wholeList ? (
            <PlacePicker chosen={chosen} onChange={setChosen} />
          ) : (
            <p className="soft">{t('change-places-many')}</p>
          )}
        </div>
        <div>
          <p className="soft no-top">{t('change-rules')}</p>
          <PreviewSheet
            plan={
              change
                ? { kind, outageNo, fromAt: change.fromAt, untilAt: change.untilAt, ...placesOf(chosen) }
                : null
            }
            {...(may('POST /staff/outages/:outageNo/overrides') ? { onAsk: setAsking } : {})}
          />
        </div>
      </div>
      {asking && change ? (
        <ExceptionDialog outageNo={outageNo} rule={asking} change={change} onClose={() => setAsking(null)} />
      ) : null}
    </>
  );
}
