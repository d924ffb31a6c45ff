import { useState } from 'react';
import { findArticles } from '@/api/hall';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { ResourceView } from '@/components/resource-view';
import { Box, Field } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';
import { ArticleRows } from './article-rows';
import { useSettled } from './use-settled';

const sections = ['payment', 'bill', 'fault', 'outage', 'meter', 'account', 'service'] as const;

/** The knowledge base as residents read it: by what it is about, or by words. */
export function Answers() {
  const t = useTexts();
  const [section, setSection] = useState<(typeof sections)[number]>('payment');
  const [typed, setTyped] = useState('');
  const words = useSettled(typed.trim());
  const all = useResource('knowledge', () => findArticles());
  const found = useResource(words ? `knowledge:${words}` : null, () => findArticles(words));
  return (
    <Card title={t('help.questions')}>
      <Field
        label={t('knowledge.search')}
        placeholder={t('knowledge.search.hint')}
        maxLength={60}
        value={typed}
        onChange={setTyped}
      />
      {words ? (
        <ResourceView of={found} skeleton={{ lines: 3 }}>
          {articles =>
            articles.length === 0 ? (
              <Box className="quiet above-space">{t('knowledge.none')}</Box>
            ) : (
              <ArticleRows articles={articles} />
            )
          }
        </ResourceView>
      ) : (
        <>
          <Box className="above-space" />
          <Choice
            label={t('knowledge.section')}
            value={section}
            options={sections.map(value => ({ value, name: t(`knowledge.section.${value}`) }))}
            onChange={setSection}
          />
          <ResourceView of={all} skeleton={{ lines: 5 }}>
            {articles => <ArticleRows articles={articles.filter(each => each.section === section)} />}
          </ResourceView>
        </>
      )}
    </Card>
  );
}
