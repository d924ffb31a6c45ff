import type { PoolClient } from 'pg';
import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
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
  clock: Clock;
}

export interface ClaimsModule {
  routes: Route[];
  jobs: Job[];
  /** Whether somebody says that money of theirs went to this household, or was meant for it: what is owed is in doubt. */
  hasOpenClaim(tx: PoolClient, holderPeriodId: number): Promise<boolean>;
}

export function createClaimsModule({ db, cipher, audit, clock }: ClaimsDependencies): ClaimsModule {
  const claims = createClaimsRepository(db);
  return { routes: claimRoutes({ claims, cipher, audit, clock }), jobs: [], hasOpenClaim: claims.hasOpen };
}
