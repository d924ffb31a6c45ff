import { Button, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { Times } from './act-dialog.tsx';
import { type Chosen, chosenOf, placesOf } from './chosen-places.ts';
import { type OutageFile, type PlanBody, useOutage, useSavePlan } from './outages.queries.ts';
import { PlacePicker } from './place-picker.tsx';
import { PreviewSheet } from './preview-sheet.tsx';
import { texts } from './texts.ts';
import { fromInput, toInput } from './times.ts';

interface Entry {
  kind: PlanBody['kind'];
  reason: string;
  area?: string;
  from: string;
  until: string;
  knownAt?: string;
}

/** Drafts an outage, or edits one that is not announced yet. */
export function Page() {
  const [params] = useSearchParams();
  const outageNo = params.get('outage');
  const outage = useOutage(outageNo);
  if (!outageNo) return <Editor file={null} />;
  return <Loaded query={outage}>{file => <Editor file={file} />}</Loaded>;
}

function Editor({ file }: { file: OutageFile | null }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const navigate = useNavigate();
  const [form] = Form.useForm<Entry>();
  const [chosen, setChosen] = useState<Chosen[]>(() => chosenOf(file));
  const save = useSavePlan(file?.outageNo ?? null);
  const entry = Form.useWatch([], form) as Partial<Entry> | undefined;
  const kind = entry?.kind ?? file?.kind ?? 'planned';
  const fromAt = fromInput(entry?.from);
  const untilAt = fromInput(entry?.until);
  const knownAt = kind === 'fault' ? fromInput(entry?.knownAt) : undefined;
  const plan =
    chosen.length > 0 && fromAt && untilAt
      ? {
          kind,
          fromAt,
          untilAt,
          ...(knownAt ? { knownAt } : {}),
          ...(file ? { outageNo: file.outageNo } : {}),
          ...placesOf(chosen),
        }
      : null;
  const send = ({ reason, area }: Entry) => {
    if (!fromAt || !untilAt) return;
    const body = { kind, reason, fromAt, untilAt, ...placesOf(chosen) };
    const optional = { ...(area ? { area } : {}), ...(knownAt ? { knownAt } : {}) };
    save.mutate(
      { ...body, ...optional },
      { onSuccess: ({ outageNo }) => navigate(`/outages/${outageNo}?status=open`) },
    );
  };
  return (
    <>
      <PageHead title={file ? t('editor-edit', { no: file.outageNo }) : t('editor-new')}>
        <Button
          type="primary"
          disabled={chosen.length === 0}
          loading={save.isPending}
          onClick={() => form.submit()}
        >
          {t('save')}
        </Button>
      </PageHead>
      <ProblemList error={save.error} />
      <div className="outage-editor">
        <div>
          <Sheet title={t('plan')}>
            <Form<Entry>
              form={form}
              layout="vertical"
              initialValues={
                file
                  ? {
                      kind: file.kind,
                      reason: file.reason,
                      area: file.area,
                      from: toInput(file.fromAt),
                      until: toInput(file.untilAt),
                      ...(file.knownAt ? { knownAt: toInput(file.knownAt) } : {}),
                    }
                  : { kind: 'planned' }
              }
              onFinish={send}
            >
              <Form.Item name="kind" label={t('kind')}>
                <Segmented
                  disabled={file !== null}
                  options={(['planned', 'temporary', 'fault'] as const).map(value => ({
                    value,
                    label: word('outage-kind', value),
                  }))}
                />
              </Form.Item>
              <Times />
              {kind === 'fault' ? (
                <Form.Item name="knownAt" label={t('known-at')}>
                  <Input type="datetime-local" style={{ width: 210 }} />
                </Form.Item>
              ) : null}
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
          <PlacePicker chosen={chosen} onChange={setChosen} />
        </div>
        <PreviewSheet plan={plan} />
      </div>
    </>
  );
}
