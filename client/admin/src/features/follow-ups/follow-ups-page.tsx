import { Button, Form, Input, Modal, Radio, Segmented } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Pager } from '../../components/pager.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { At } from '../../components/values.tsx';
import { defineTexts, useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type FollowUp, type Outcome, useFollowUps, useOutcome } from './follow-ups.queries.ts';

const texts = defineTexts(
  {
    title: '服务回访',
    hint: '投诉办结后全部回访，其他诉求抽样；回访人不能是答复人。不满意即重新办理。',
    open: '待回访',
    done: '已回访',
    none: '没有要回访的',
    'none-hint': '诉求办结后，抽中的会出现在这里。',
    what: '诉求',
    reason: '缘由',
    due: '时限',
    overdue: '已超时',
    outcome: '结果',
    record: '记录结果',
    said: '客户怎么说',
    'say-it': '请填写',
    'in-hall': '客户在电厅回答',
  },
  {
    title: 'Follow-ups',
    hint: 'All complaints, and a share of other cases, by somebody else than who answered. Not satisfied opens the case again.',
    open: 'To do',
    done: 'Done',
    none: 'Nothing to follow up',
    'none-hint': 'Closed cases that are drawn appear here.',
    what: 'Case',
    reason: 'Why',
    due: 'By',
    overdue: 'Overdue',
    outcome: 'Outcome',
    record: 'Write down',
    said: 'What the customer said',
    'say-it': 'Please fill in',
    'in-hall': 'Answered in the hall',
  },
);

/** Whom to call back, the nearest limit first. */
export function Page() {
  const t = useFeatureTexts(texts);
  const [params, setParams] = useSearchParams();
  const view = params.get('view') ?? 'open';
  const page = Number(params.get('page') ?? 1);
  const list = useFollowUps(view, page);
  const [recording, setRecording] = useState<FollowUp | null>(null);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Segmented<string>
        value={view}
        onChange={next => setParams(next === 'open' ? {} : { view: next })}
        options={(['open', 'done'] as const).map(value => ({
          value,
          label: value === 'open' && list.data ? `${t('open')} ${list.data.open}` : t(value),
        }))}
      />
      <div className="sheet" style={{ marginTop: 12 }}>
        <Loaded query={list}>
          {({ followUps, more }) =>
            followUps.length === 0 ? (
              <EmptyState title={t('none')} hint={t('none-hint')} />
            ) : (
              <>
                <Rows rows={followUps} onRecord={setRecording} />
                <Pager page={page} hasMore={more} onPage={next => setParams({ view, page: String(next) })} />
              </>
            )
          }
        </Loaded>
      </div>
      {recording ? <RecordDialog of={recording} onClose={() => setRecording(null)} /> : null}
    </>
  );
}

function Rows({ rows, onRecord }: { rows: FollowUp[]; onRecord: (row: FollowUp) => void }) {
  const nameOf = useNameOf();
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  return (
    <ListTable<FollowUp>
      list="follow-ups"
      label={t('title')}
      wraps
      rowKey="id"
      dataSource={rows}
      columns={[
        {
          title: t('what'),
          key: 'what',
          render: (_, { caseNo, kind, words, owner }) => (
            <>
              <Link className="row-link" to={`/cases/${caseNo}`}>
                {words}
              </Link>
              <div className="soft">
                {[word('case-kind', kind), caseNo, owner && nameOf(owner)].filter(Boolean).join(' · ')}
              </div>
            </>
          ),
        },
        {
          title: t('reason'),
          key: 'reason',
          width: 100,
          render: (_, { reason }) => word('follow-up-reason', reason),
        },
        {
          title: t('due'),
          key: 'due',
          width: 150,
          render: (_, { dueAt, overdue }) => (
            <>
              <At at={dueAt} />{' '}
              {overdue ? <StatusTag status="overdue" tone="bad" text={t('overdue')} /> : null}
            </>
          ),
        },
        {
          title: t('outcome'),
          key: 'outcome',
          width: 200,
          render: (_, row) =>
            row.outcome ? (
              <>
                <StatusTag
                  group="follow-up"
                  status={row.outcome}
                  tone={
                    row.outcome === 'satisfied' ? 'good' : row.outcome === 'unsatisfied' ? 'bad' : 'plain'
                  }
                />
                <div className="soft">
                  {[
                    row.said,
                    row.answeredBy === 'person' ? t('in-hall') : row.answeredBy && nameOf(row.answeredBy),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </>
            ) : may('POST /staff/follow-ups/:id/outcome') ? (
              <Button size="small" onClick={() => onRecord(row)}>
                {t('record')}
              </Button>
            ) : (
              '—'
            ),
        },
      ]}
    />
  );
}

const outcomes = ['satisfied', 'unsatisfied', 'unreachable'] as const;

function RecordDialog({ of, onClose }: { of: FollowUp; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const [form] = Form.useForm<Outcome>();
  const outcome = useOutcome(of.id);
  return (
    <Modal
      open
      title={t('record')}
      okText={t('record')}
      cancelText={common('action.cancel')}
      confirmLoading={outcome.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={outcome.error} />
      <p className="soft">{of.words}</p>
      <Form<Outcome>
        form={form}
        layout="vertical"
        initialValues={{ outcome: 'satisfied' }}
        onFinish={given => outcome.mutate(given, { onSuccess: onClose })}
      >
        <Form.Item name="outcome" label={t('outcome')}>
          <Radio.Group options={outcomes.map(value => ({ value, label: word('follow-up', value) }))} />
        </Form.Item>
        <Form.Item name="words" label={t('said')} rules={[{ required: true, min: 2, message: t('say-it') }]}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
