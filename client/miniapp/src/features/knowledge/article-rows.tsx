import type { KnowledgeArticle } from '@api/types';
import { Box } from '@/elements/elements';
import { inLanguage } from '@/features/apply/in-language';
import { Question } from '@/features/guide/question';
import { useTexts } from '@/i18n/texts';

/** Questions whose answers open under them. */
export function ArticleRows({ articles }: { articles: KnowledgeArticle[] }) {
  const t = useTexts();
  return (
    <Box as="ul" className="plain-list rows">
      {articles.map(({ code, title, body }) => (
        <Question key={code} question={inLanguage(title, t)} answer={inLanguage(body, t)} />
      ))}
    </Box>
  );
}
