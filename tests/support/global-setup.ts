import { makeBundles } from './bundles.ts';
import { startCluster } from './cluster.ts';
import { refuseOutsideDemo } from './demo-only.ts';
import { makeSharedKeys } from './shared-keys.ts';

export default async function globalSetup(): Promise<void> {
  await refuseOutsideDemo();
  // First what may fail: a mistake in a source must not leave a PostgreSQL behind.
  const bundlesFolder = await makeBundles();
  const [cluster, keysFolder] = await Promise.all([startCluster(), makeSharedKeys()]);
  process.env['TEST_CLUSTER_URL'] = cluster.ownerUrl;
  Object.assign(globalThis, { testCluster: cluster, testFolders: [keysFolder, bundlesFolder] });
  // PostgreSQL runs in a process group of its own: an interrupted run must end it, since no teardown follows.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cluster.stop().finally(() => process.exit(130)));
}
