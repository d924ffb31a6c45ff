import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import { createSuggestionsRepository } from './suggestions.repository.ts';
import { suggestionRoutes } from './suggestions.routes.ts';

export function createSuggestionsModule({
  db,
  clock,
  cipher,
  nudge,
}: {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  nudge(): void;
}): { routes: Route[] } {
  const suggestions = createSuggestionsRepository(db.pool);
  return {
    routes: suggestionRoutes({ inTransaction: db.inSqlTransaction, suggestions, clock, cipher, nudge }),
  };
}
