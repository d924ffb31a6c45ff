import type { CaseWish, KnowledgeArticle } from '@api/types';
import { useEffect, useState } from 'react';
import { suggestArticles } from '@/api/hall';
import { Card } from '@/components/card';
import { useTexts } from '@/i18n/texts';
import { ArticleRows } from './article-rows';
import { useSettled } from './use-settled';

const fewestCharacters = 2;

/** What may already answer the words that are being typed. Where nothing can be asked, nothing is shown. */
export function Suggestions({ words, kind }: { words: string; kind: CaseWish['kind'] }) {
  const t = useTexts();
  const typed = useSettled(words.trim());
  const [found, setFound] = useState<KnowledgeArticle[]>([]);
  useEffect(() => {
    let latest = true;
    if (typed.length < fewestCharacters) setFound([]);
    else
      suggestArticles(typed.slice(0, 500), kind).then(
        articles => latest && setFound(articles),
        () => latest && setFound([]),
      );
    return () => {
      latest = false;
    };
  }, [typed, kind]);
  if (found.length === 0) return null;
  return (
    <Card title={t('knowledge.perhaps')}>
      <ArticleRows articles={found} />
    </Card>
  );
}
