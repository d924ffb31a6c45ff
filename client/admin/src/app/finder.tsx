/** One box for every number and name; arrows choose, Enter opens. */
import { useQuery } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Answer } from '../api/answers.ts';
import { get } from '../api/http.ts';
import { Icon } from '../components/icon.tsx';
import { FailureState } from '../components/states.tsx';
import { At, Money } from '../components/values.tsx';
import { useFeatureTexts } from '../i18n/index.tsx';
import { hitsOf } from './finder-hits.ts';
import { texts } from './shell.texts.ts';

type Found = Answer<'GET /staff/find'>;

export function Finder({ onClose }: { onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = useQuery({
    queryKey: ['find', asked],
    queryFn: () => get<Found>('/staff/find', { query: asked }),
    enabled: asked.length >= 2,
    staleTime: 10_000,
  });
  const hits = found.data ? hitsOf(found.data, asked) : [];
  const open = (to: string) => {
    navigate(to);
    onClose();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen(now => Math.min(now + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setChosen(now => Math.max(now - 1, 0));
    else if (event.key !== 'Enter') return;
    else if (typed.trim() !== asked) {
      setAsked(typed.trim());
      setChosen(0);
    } else if (hits[chosen]) open(hits[chosen].to);
    event.preventDefault();
  };
  return (
    <Modal open title={t('find.title')} footer={null} onCancel={onClose} width={640} style={{ top: 64 }}>
      <Input
        autoFocus
        size="large"
        value={typed}
        placeholder={t('find.placeholder')}
        aria-label={t('find.title')}
        prefix={<Icon name="search" size={16} />}
        onChange={event => setTyped(event.target.value)}
        onKeyDown={press}
      />
      <div className="finder-hits" aria-busy={found.isFetching} aria-live="polite">
        {asked.length < 2 ? <p className="soft">{t('find.hint')}</p> : null}
        {found.error ? <FailureState error={found.error} /> : null}
        {found.data && hits.length === 0 ? <p className="soft">{t('find.none', { text: asked })}</p> : null}
        <ul>
          {hits.map((hit, index) => (
            <li key={hit.kind + hit.title}>
              <button
                type="button"
                className={index === chosen ? 'chosen' : ''}
                aria-current={index === chosen}
                onClick={() => open(hit.to)}
              >
                <span className="kind">{t(`find.${hit.kind}`)}</span>
                <span className={hit.isNumber ? 'mono' : ''}>{hit.title}</span>
                <span className="soft more">
                  {hit.note}
                  {hit.tag ? ` · ${t(`find.${hit.tag}`)}` : ''}
                </span>
                {hit.amountFen === undefined ? null : <Money fen={hit.amountFen} />}
                {hit.at ? <At at={hit.at} /> : null}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Modal>
  );
}
