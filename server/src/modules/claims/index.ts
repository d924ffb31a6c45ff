import type { Route } from '../../http/define-route.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Audit } from '../../shared/audit.ts';
import { createClaimsRepository } from './claims.repository.ts';
import { claimRoutes } from './claims.routes.ts';

export interface ClaimsDependencies {
  db: Database;
  cipher: FieldCipher;
  audit: Audit;
}

export interface ClaimsModule {
  routes: Route[];
  jobs: Job[];
}

export function createClaimsModule({ db, cipher, audit }: ClaimsDependencies): ClaimsModule {
  return { routes: claimRoutes({ claims: createClaimsRepository(db.pool), cipher, audit }), jobs: [] };
}
