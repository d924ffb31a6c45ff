import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { minuteOf } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { ColleagueField } from './colleague-field.tsx';
import { type GivenCard, type ServiceCard, useServiceCards, useStarsPost } from './stars.queries.ts';
import { texts } from './texts.ts';

/** Yellow and honour cards, with reason and case; withdrawn ones stay. */
export function CardsSheet() {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const cards = useServiceCards();
  const [giving, setGiving] = useState(false);
  const [withdrawing, setWithdrawing] = useState<ServiceCard | null>(null);
  const supervises = may('POST /staff/service-cards');
  return (
    <Sheet
      title={t('cards')}
      extra={
        supervises ? (
          <Button size="small" onClick={() => setGiving(true)}>
            {t('give')}
          </Button>
        ) : null
      }
    >
      <Loaded query={cards}>
        {({ cards: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('no-cards')} />
          ) : (
            <ul className="plain-list">
              {rows.map(row => (
                <li key={row.id} className="entry">
                  <Line row={row} onWithdraw={supervises ? () => setWithdrawing(row) : undefined} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {giving ? <GiveDialog onClose={() => setGiving(false)} /> : null}
      {withdrawing ? <WithdrawDialog card={withdrawing} onClose={() => setWithdrawing(null)} /> : null}
    </Sheet>
  );
}

function Line({ row, onWithdraw }: { row: ServiceCard; onWithdraw: (() => void) | undefined }) {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  const { kind, staff, staffName, caseNo, reason, givenBy, givenAt, withdrawnAt, withdrawal } = row;
  return (
    <>
      <strong>{staffName ?? staff}</strong>{' '}
      <StatusTag
        group="service-card"
        status={kind}
        tone={withdrawnAt ? 'plain' : kind === 'yellow' ? 'waits' : 'good'}
      />{' '}
      {caseNo ? (
        <Link className="mono" to={`/cases/${caseNo}`}>
          {caseNo}
        </Link>
      ) : null}
      <div>{reason}</div>
      <div className="soft">{t('given-by', { who: nameOf(givenBy), at: minuteOf(givenAt) })}</div>
      {withdrawal ? <div className="soft">{t('withdrawn', { words: withdrawal })}</div> : null}
      {!withdrawnAt && onWithdraw ? (
        <Button size="small" onClick={onWithdraw}>
          {t('withdraw')}
        </Button>
      ) : null}
    </>
  );
}

function WithdrawDialog({ card, onClose }: { card: ServiceCard; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const change = useStarsPost();
  return (
    <ReasonDialog
      title={t('withdraw')}
      pending={change.isPending}
      error={change.error}
      onClose={onClose}
      onDecide={words =>
        change.mutate(
          { path: `service-cards/${card.id}/withdrawal`, body: { words } },
          { onSuccess: onClose },
        )
      }
    />
  );
}

function GiveDialog({ onClose }: { onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const [form] = Form.useForm<GivenCard>();
  const change = useStarsPost();
  const give = ({ caseNo, ...given }: GivenCard) =>
    change.mutate(
      { path: 'service-cards', body: { ...given, ...(caseNo ? { caseNo } : {}) } },
      { onSuccess: onClose },
    );
  return (
    <Modal
      open
      title={t('give')}
      okText={t('give')}
      cancelText={common('action.cancel')}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={change.error} />
      <Form<GivenCard> form={form} layout="vertical" initialValues={{ kind: 'honour' }} onFinish={give}>
        <Form.Item name="kind" label={t('kind')}>
          <Select
            options={(['honour', 'yellow'] as const).map(value => ({
              value,
              label: word('service-card', value),
            }))}
          />
        </Form.Item>
        <ColleagueField label={t('staff')} />
        <Form.Item
          name="reason"
          label={t('reason')}
          rules={[{ required: true, min: 5, message: t('say-it') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <Form.Item
          name="caseNo"
          label={t('case-optional')}
          rules={[{ pattern: /^GD\d{16}$/, message: t('say-it') }]}
        >
          <Input className="mono" maxLength={18} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
