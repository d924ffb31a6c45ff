import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Allowed } from '../../app/session.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag, type Tone } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { TextDialog } from './card-dialogs.tsx';
import { type Card, useCard, useUnlock } from './cards.queries.ts';
import { cardTexts } from './texts.ts';

const tones: Record<string, Tone> = { active: 'waits', redeemed: 'good', void: 'bad' };

export function CardLookup() {
  const t = useFeatureTexts(cardTexts);
  const [serial, setSerial] = useState('');
  const card = useCard(serial);
  return (
    <Sheet title={t('look')}>
      <div className="filters" style={{ margin: '0 0 12px' }}>
        <SearchBox
          label={t('look-label')}
          placeholder="000001000000018"
          value={serial}
          onSearch={text => setSerial(text.replace(/\s/g, ''))}
        />
      </div>
      {/^\d{15}$/.test(serial) ? (
        <Loaded query={card} rows={3}>
          {data => <CardFacts card={data} />}
        </Loaded>
      ) : null}
    </Sheet>
  );
}

function CardFacts({ card }: { card: Card }) {
  const t = useFeatureTexts(cardTexts);
  const [unlocking, setUnlocking] = useState(false);
  const unlock = useUnlock(card.serial);
  return (
    <>
      <Facts
        facts={[
          [t('state'), <StatusTag key="s" group="card" status={card.status} tone={tones[card.status]} />],
          [t('face'), <Money key="f" fen={card.faceFen} />],
          [t('expires'), card.expiresOn],
          [t('buyer'), card.buyer ?? '—'],
          [t('tries'), String(card.wrongTries)],
          ...(card.replacedBy ? [[t('replaced'), card.replacedBy] as [string, string]] : []),
          ...(card.replaces ? [[t('replaces'), card.replaces] as [string, string]] : []),
          [
            t('payment'),
            card.paymentNo ? (
              <Link key="p" className="row-link mono" to={`/payments/${card.paymentNo}`}>
                {card.paymentNo}
              </Link>
            ) : (
              '—'
            ),
          ],
        ]}
      />
      {card.lockedUntil ? (
        <p>
          {t('locked')} <At at={card.lockedUntil} />{' '}
          <Allowed to="POST /staff/cards/:serial/unlock">
            <Button size="small" onClick={() => setUnlocking(true)}>
              {t('unlock')}
            </Button>
          </Allowed>
        </p>
      ) : null}
      {unlocking ? (
        <TextDialog
          title={t('unlock')}
          label={t('reason')}
          pending={unlock.isPending}
          error={unlock.error}
          onDecide={reason => unlock.mutate(reason, { onSuccess: () => setUnlocking(false) })}
          onClose={() => setUnlocking(false)}
        />
      ) : null}
    </>
  );
}
