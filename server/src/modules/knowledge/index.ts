import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { businessDate } from '../../shared/dates.ts';
import { createEditArticle } from './edit-article.ts';
import { createKnowledgeRepository } from './knowledge.repository.ts';
import { knowledgeRoutes } from './knowledge.routes.ts';

export function createKnowledgeModule({ db, clock }: { db: Database; clock: Clock }): { routes: Route[] } {
  const knowledge = createKnowledgeRepository(db.pool);
  const edit = createEditArticle({ inTransaction: db.inSqlTransaction, knowledge, clock });
  return { routes: knowledgeRoutes({ knowledge, edit, today: () => businessDate(clock.now()) }) };
}
