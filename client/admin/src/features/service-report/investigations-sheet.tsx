import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Answer, Body } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { minuteOf } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

type Investigations = Answer<'GET /staff/cases/:caseNo/investigations'>;
type Written = Body<'POST /staff/cases/:caseNo/investigations'>;

/** 调查记录 of a case: what was found out, and what of it may be told. */
export function InvestigationsSheet({ caseNo }: { caseNo: string }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const [writing, setWriting] = useState(false);
  const nameOf = useNameOf();
  const found = useQuery({
    queryKey: ['investigations', caseNo],
    queryFn: () => get<Investigations>(`/staff/cases/${caseNo}/investigations`),
  });
  return (
    <Sheet
      title={t('investigations')}
      extra={
        may('POST /staff/cases/:caseNo/investigations') ? (
          <Button size="small" onClick={() => setWriting(true)}>
            {t('investigate')}
          </Button>
        ) : null
      }
    >
      <Loaded query={found} rows={1}>
        {({ investigations }) => (
          <ul className="plain-list">
            {investigations.length === 0 ? <li className="soft">{t('no-investigations')}</li> : null}
            {investigations.map(({ found: words, summary, writtenBy, writtenAt }) => (
              <li key={writtenAt} style={{ padding: '4px 0' }}>
                <div style={{ whiteSpace: 'pre-wrap' }}>{words}</div>
                {summary ? <div>{t('public', { summary })}</div> : null}
                <div className="soft">
                  {t('by-whom', { who: nameOf(writtenBy), at: minuteOf(writtenAt) })}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {writing ? <WriteDialog caseNo={caseNo} onClose={() => setWriting(false)} /> : null}
    </Sheet>
  );
}

function WriteDialog({ caseNo, onClose }: { caseNo: string; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<Written>();
  const client = useQueryClient();
  const postOnce = usePostOnce();
  const write = useMutation({
    mutationFn: ({ found, summary }: Written) =>
      postOnce<Investigations>(`/staff/cases/${caseNo}/investigations`, {
        found,
        ...(summary ? { summary } : {}),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['investigations', caseNo] }),
  });
  return (
    <Modal
      open
      title={t('investigate')}
      okText={t('investigate')}
      cancelText={common('action.cancel')}
      confirmLoading={write.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={write.error} />
      <Form<Written>
        form={form}
        layout="vertical"
        onFinish={given => write.mutate(given, { onSuccess: onClose })}
      >
        <Form.Item name="found" label={t('found')} rules={[{ required: true, min: 5, message: t('say-it') }]}>
          <Input.TextArea rows={4} maxLength={2000} autoFocus />
        </Form.Item>
        <Form.Item name="summary" label={t('summary')}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
