/** Bills looked up through the hall (session, binding, access rule, schema), against a bare Koa route with the same query. */
import type { OpenBill } from './homes.ts';
import { applyLoad, type LoadRequest } from './load.ts';
import type { Comparison } from './rounds.ts';
import { poolSize, type Stage, startProgram } from './stage.ts';

const concurrency = 16;

export interface LookUps extends Comparison {
  close(): Promise<void>;
}

export async function lookUps(stage: Stage, bills: OpenBill[], perRound: number): Promise<LookUps> {
  const bare = await startProgram('tests/bench/bare-koa.ts', /bare listening (\S+)/, {
    BENCH_DATABASE_URL: stage.appUrl,
    BENCH_POOL_SIZE: String(poolSize),
  });
  const chosen = Array.from({ length: perRound }, (_, index) => bills[(index * 7919) % bills.length]!);
  const ours = chosen.map(
    ({ accountNo, billNo, token }): LoadRequest => ({
      method: 'GET',
      url: `${stage.server.url}/api/v1/households/${accountNo}/bills/${billNo}`,
      headers: { authorization: `Bearer ${token}` },
    }),
  );
  const theirs = chosen.map(
    ({ billNo }): LoadRequest => ({ method: 'GET', url: `${bare.url}/bills/${billNo}` }),
  );
  return {
    what: 'bill look-ups (session, binding, access rule, output schema)',
    floor: 'a bare Koa route with the same query by hand',
    aim: 0.6,
    ours: () => applyLoad(ours, concurrency),
    async theirs() {
      const { count, seconds } = await applyLoad(theirs, concurrency);
      return count / seconds;
    },
    close: bare.stop,
  };
}
