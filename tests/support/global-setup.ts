import { startCluster } from './cluster.ts';

export default async function globalSetup(): Promise<void> {
  const cluster = await startCluster();
  process.env['TEST_CLUSTER_URL'] = cluster.ownerUrl;
  Object.assign(globalThis, { testCluster: cluster });
}
