import { Button, Input } from 'antd';
import { useState } from 'react';
import { Loaded } from '../../components/states.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import './fitting.css';
import { useFitting } from './knowledge.queries.ts';
import { texts } from './texts.ts';

const shownAtMost = 6;

interface InsertArticleProps {
  /** What the case says; articles that fit it are offered until other words are typed. */
  words: string;
  kind: string;
  /** Customers are answered in Chinese. */
  onInsert: (text: string) => void;
}

/** The knowledge base beside a reply: what fits, or what is looked for, goes in at a press and is fitted to the case then. */
export function InsertArticle({ words, kind, onInsert }: InsertArticleProps) {
  const t = useFeatureTexts(texts);
  const [q, setQ] = useState('');
  const found = useFitting({ words, kind, q });
  return (
    <section aria-label={t('fitting')} style={{ marginBottom: 12 }}>
      <Input.Search
        aria-label={t('fitting-search')}
        placeholder={t('fitting-search')}
        maxLength={60}
        allowClear
        onSearch={text => setQ(text.trim())}
      />
      <Loaded query={found}>
        {({ articles }) =>
          articles.length === 0 ? (
            <p className="soft">{t('none')}</p>
          ) : (
            <ul className="fitting">
              {articles.slice(0, shownAtMost).map(({ code, title, body }) => (
                <li key={code}>
                  <details>
                    <summary>{title.zh}</summary>
                    <p style={{ whiteSpace: 'pre-wrap' }}>{body.zh}</p>
                  </details>
                  <Button
                    size="small"
                    aria-label={`${t('insert')} · ${title.zh}`}
                    onClick={() => onInsert(body.zh)}
                  >
                    {t('insert')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
