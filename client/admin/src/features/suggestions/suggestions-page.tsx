import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Modal, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router-dom';
import type { Answer } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { yuan } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { At } from '../../components/values.tsx';
import { defineTexts, useFeatureTexts, useTexts } from '../../i18n/index.tsx';

type List = Answer<'GET /staff/suggestions'>;
type Suggestion = List['suggestions'][number];

const texts = defineTexts(
  {
    title: '采纳的建议',
    hint: '整理成公开文字后在电厅公布；署名须本人同意；采纳人以外的主管授奖。',
    none: '还没有采纳的建议',
    'none-hint': '处理结果为“采纳”的建议会出现在这里。',
    'to-publish': '待公开',
    'to-award': '待授奖',
    awarded: '已授奖',
    words: '原话',
    answer: '答复',
    adopter: '采纳人',
    case: '工单',
    named: '署名',
    nobody: '不署名',
    anonymous: '匿名提交',
    published: '公开文字',
    reply: '怎么做的',
    award: '奖项',
    publish: '公开',
    'give-award': '授奖',
    'public-title': '标题',
    'public-body': '建议内容（不要写姓名、电话、户号、住址）',
    'award-name': '奖项名称',
    'award-sum': '奖金（元，可不填）',
    'say-it': '请填写',
    by: '由{who}',
  },
  {
    title: 'Adopted suggestions',
    hint: 'Published in the hall in words of ours; named only by their person’s own word; awarded by another supervisor than who adopted it.',
    none: 'No adopted suggestions yet',
    'none-hint': 'Suggestions that are answered as adopted appear here.',
    'to-publish': 'To publish',
    'to-award': 'To award',
    awarded: 'Awarded',
    words: 'As it was said',
    answer: 'Answer',
    adopter: 'Adopted by',
    case: 'Case',
    named: 'Name',
    nobody: 'None',
    anonymous: 'Said anonymously',
    published: 'Published',
    reply: 'What was done',
    award: 'Award',
    publish: 'Publish',
    'give-award': 'Award',
    'public-title': 'Title',
    'public-body': 'What was suggested (no names, telephones, accounts or addresses)',
    'award-name': 'Name of the award',
    'award-sum': 'Sum in yuan (may be left out)',
    'say-it': 'Please fill in',
    by: 'by {who}',
  },
);

function useSuggestionPost() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) =>
      post<List>(`/staff/suggestions/${path}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ['suggestions'] }),
  });
}

/** Adopted suggestions on their way into the hall and to their award. */
export function Page() {
  const t = useFeatureTexts(texts);
  const list = useQuery({ queryKey: ['suggestions'], queryFn: () => get<List>('/staff/suggestions') });
  const [doing, setDoing] = useState<{ of: Suggestion; what: 'publish' | 'give-award' } | null>(null);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Loaded query={list}>
        {({ suggestions }) =>
          suggestions.length === 0 ? (
            <EmptyState title={t('none')} hint={t('none-hint')} />
          ) : (
            suggestions.map(each => (
              <Shown key={each.caseNo} of={each} onDo={what => setDoing({ of: each, what })} />
            ))
          )
        }
      </Loaded>
      {doing?.what === 'publish' ? <PublishDialog of={doing.of} onClose={() => setDoing(null)} /> : null}
      {doing?.what === 'give-award' ? <AwardDialog of={doing.of} onClose={() => setDoing(null)} /> : null}
    </>
  );
}

function Shown({ of, onDo }: { of: Suggestion; onDo: (what: 'publish' | 'give-award') => void }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const nameOf = useNameOf();
  const { caseNo, words, answer, adoptedBy, name, anonymous, published, award } = of;
  const state = award ? 'awarded' : published ? 'to-award' : 'to-publish';
  return (
    <Sheet
      title={published?.title ?? caseNo}
      extra={
        <Space>
          <StatusTag status={state} tone={award ? 'good' : 'waits'} text={t(state)} />
          {!published && may('POST /staff/suggestions/:caseNo/publication') ? (
            <Button size="small" type="primary" onClick={() => onDo('publish')}>
              {t('publish')}
            </Button>
          ) : null}
          {published && !award && may('POST /staff/suggestions/:caseNo/award') ? (
            <Button size="small" type="primary" onClick={() => onDo('give-award')}>
              {t('give-award')}
            </Button>
          ) : null}
        </Space>
      }
    >
      <Facts
        facts={[
          [
            t('case'),
            <Link key="case" className="mono" to={`/cases/${caseNo}`}>
              {caseNo}
            </Link>,
          ],
          [t('words'), words],
          [t('answer'), answer],
          [t('adopter'), nameOf(adoptedBy)],
          [t('named'), name ?? (anonymous ? t('anonymous') : t('nobody'))],
          ...(published
            ? ([
                [t('published'), published.body],
                [t('reply'), published.reply],
              ] as [string, string][])
            : []),
          ...(award
            ? ([
                [
                  t('award'),
                  <span key="award">
                    {award.award}
                    {award.amountFen === null ? '' : ` ${yuan(award.amountFen)}`} ·{' '}
                    <At at={award.awardedAt} />
                  </span>,
                ],
              ] as [string, ReactNode][])
            : []),
        ]}
      />
    </Sheet>
  );
}

function PublishDialog({ of, onClose }: { of: Suggestion; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<{ title: string; body: string; reply: string }>();
  const change = useSuggestionPost();
  const needed = (min: number) => [{ required: true, min, message: t('say-it') }];
  return (
    <Modal
      open
      title={t('publish')}
      okText={t('publish')}
      cancelText={common('action.cancel')}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={change.error} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ body: of.words, reply: of.answer }}
        onFinish={body => change.mutate({ path: `${of.caseNo}/publication`, body }, { onSuccess: onClose })}
      >
        <Form.Item name="title" label={t('public-title')} rules={needed(4)}>
          <Input maxLength={40} autoFocus />
        </Form.Item>
        <Form.Item name="body" label={t('public-body')} rules={needed(10)}>
          <Input.TextArea rows={4} maxLength={600} />
        </Form.Item>
        <Form.Item name="reply" label={t('reply')} rules={needed(5)}>
          <Input.TextArea rows={3} maxLength={600} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function AwardDialog({ of, onClose }: { of: Suggestion; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<{ award: string; yuan?: number | null }>();
  const change = useSuggestionPost();
  return (
    <Modal
      open
      title={t('give-award')}
      okText={t('give-award')}
      cancelText={common('action.cancel')}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={change.error} />
      <Form
        form={form}
        layout="vertical"
        onFinish={({ award, yuan: sum }) =>
          change.mutate(
            {
              path: `${of.caseNo}/award`,
              body: { award, ...(sum ? { amountFen: Math.round(sum * 100) } : {}) },
            },
            { onSuccess: onClose },
          )
        }
      >
        <Form.Item
          name="award"
          label={t('award-name')}
          rules={[{ required: true, min: 2, message: t('say-it') }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="yuan" label={t('award-sum')}>
          <InputNumber min={0} max={100_000} precision={2} style={{ width: 160 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
