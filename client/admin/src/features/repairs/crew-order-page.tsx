import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { SendPicture } from '../../components/send-picture.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { Photos } from './photos.tsx';
import {
  type CrewAct,
  type CrewOrder,
  useAddresses,
  useCrewAct,
  useCrewOrder,
  useForgetRepairs,
} from './repairs.queries.ts';
import { texts } from './texts.ts';
import { timeOf } from './time-of.ts';
import { dueOf, statusTone, urgencyTone } from './tones.ts';
import './repairs.css';

const causes = [
  'line',
  'transformer',
  'switch',
  'meter',
  'inside-home',
  'weather',
  'third-party',
  'not-found',
] as const;

/** One order on a telephone: one large button for what comes next. */
export function Page() {
  const { orderNo = '' } = useParams();
  const t = useFeatureTexts(texts);
  const order = useCrewOrder(orderNo);
  return (
    <div className="crew">
      <p className="no-top">
        <Link to="/crew">{t('my-orders')}</Link>
      </p>
      <Loaded query={order} rows={4}>
        {shown => <OrderShown order={shown} />}
      </Loaded>
    </div>
  );
}

function OrderShown({ order }: { order: CrewOrder }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { orderNo, place, status, urgency, arrivedAt, reports, said, photos, cause, remedy } = order;
  const going = status === 'accepted' || status === 'arrived';
  return (
    <>
      <PageHead
        title={place || t('place-unknown')}
        hint={
          <span className="line">
            <StatusTag group="repair" status={status} tone={statusTone(status)} />
            {urgency ? <StatusTag group="case-urgency" status={urgency} tone={urgencyTone(urgency)} /> : null}
            {urgency ? (
              <span>
                {t(arrivedAt ? 'restore-by-time' : 'arrive-by-time', { time: timeOf(dueOf(order)) })}
              </span>
            ) : null}
          </span>
        }
      />
      <Next order={order} />
      {going ? <Address orderNo={orderNo} /> : null}
      {status === 'arrived' || status === 'done' ? <TakePhotos orderNo={orderNo} /> : null}
      <Photos path={`/staff/crew/orders/${orderNo}`} photos={photos} />
      {cause ? (
        <Sheet title={t('cause')}>
          <p className="no-top">{word('repair-cause', cause)}</p>
          <p className="soft">{remedy}</p>
        </Sheet>
      ) : null}
      <Sheet title={t('reports-of', { count: reports })}>
        <ul className="said">
          {said.map(({ caseNo, words }) => (
            <li key={caseNo}>{words ?? t('confidential')}</li>
          ))}
        </ul>
      </Sheet>
    </>
  );
}

/** Accept, arrive, done: the step in hand as one button, and the way back beside it. */
function Next({ order }: { order: CrewOrder }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const doing = useCrewAct(order);
  const [asking, setAsking] = useState<'finish' | 'send-back' | null>(null);
  const next = order.acts.find(act => act !== 'send-back');
  if (order.acts.length === 0) return null;
  const press = (act: CrewAct) =>
    act === 'finish' || act === 'send-back' ? setAsking(act) : doing.mutate({ act });
  return (
    <div className="sheet crew-next">
      <ProblemList error={doing.error} />
      {asking ? (
        <Ask
          act={asking}
          pending={doing.isPending}
          onSend={entry => doing.mutate({ act: asking, ...entry }, { onSuccess: () => setAsking(null) })}
          onClose={() => setAsking(null)}
        />
      ) : (
        <>
          {next ? (
            <Button type="primary" size="large" block loading={doing.isPending} onClick={() => press(next)}>
              {word('repair-act', next)}
            </Button>
          ) : null}
          {order.acts.includes('send-back') ? (
            <Button size="large" block onClick={() => press('send-back')}>
              {t('send-back')}
            </Button>
          ) : null}
        </>
      )}
    </div>
  );
}

interface Entry {
  cause?: (typeof causes)[number];
  words: string;
}

function Ask(props: {
  act: 'finish' | 'send-back';
  pending: boolean;
  onSend: (entry: Record<string, unknown>) => void;
  onClose: () => void;
}) {
  const { act, pending, onSend, onClose } = props;
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <Form<Entry> layout="vertical" size="large" onFinish={entry => onSend({ ...entry })}>
      {act === 'finish' ? (
        <Form.Item name="cause" label={t('cause')} rules={[{ required: true, message: t('say-it') }]}>
          <Select options={causes.map(value => ({ value, label: word('repair-cause', value) }))} />
        </Form.Item>
      ) : null}
      <Form.Item
        name="words"
        label={t(act === 'finish' ? 'remedy' : 'reason')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('say-it') }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      <div className="crew-next">
        <Button type="primary" htmlType="submit" block loading={pending}>
          {word('repair-act', act)}
        </Button>
        <Button block onClick={onClose}>
          {t('not-yet')}
        </Button>
      </div>
    </Form>
  );
}

type Position = NonNullable<ReturnType<typeof useAddresses>['data']>[number]['position'];

/** The point that was chosen, else whatever the map finds for the words. */
const mapOf = (address: string, position: Position): string =>
  position
    ? `https://uri.amap.com/marker?position=${position.longitude},${position.latitude}`
    : `https://uri.amap.com/search?keyword=${encodeURIComponent(address)}`;

/** Asked for when it is needed: whoever looks is written down. */
function Address({ orderNo }: { orderNo: string }) {
  const t = useFeatureTexts(texts);
  const look = useAddresses(orderNo);
  return (
    <Sheet title={t('address')}>
      <ProblemList error={look.error} />
      {look.data ? (
        <ul className="addresses">
          {look.data.map(({ caseNo, address, position, phone }) => (
            <li key={caseNo}>
              <span>
                {position && address === '—'
                  ? `${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}`
                  : address}
              </span>
              <span className="line">
                <a href={mapOf(address, position)} rel="noreferrer">
                  {t('navigate')}
                </a>
                {phone ? <a href={`tel:${phone}`}>{t('call', { phone })}</a> : null}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <Button size="large" block loading={look.isPending} onClick={() => look.mutate()}>
          {t('show-address')}
        </Button>
      )}
    </Sheet>
  );
}

function TakePhotos({ orderNo }: { orderNo: string }) {
  const t = useFeatureTexts(texts);
  const forget = useForgetRepairs();
  return (
    <Sheet title={t('take-photos')}>
      <div className="line">
        {(['before', 'after'] as const).map(moment => (
          <SendPicture
            key={moment}
            name={t(`photo-${moment}`)}
            accept="image/*"
            path={`/staff/crew/orders/${orderNo}/photos?moment=${moment}`}
            onSent={() => void forget()}
          />
        ))}
      </div>
    </Sheet>
  );
}
