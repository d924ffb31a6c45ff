import { rmSync } from 'node:fs';
import type { Cluster } from './cluster.ts';

export default async function globalTeardown(): Promise<void> {
  const { testCluster, testKeysFolder } = globalThis as { testCluster?: Cluster; testKeysFolder?: string };
  await testCluster?.stop();
  if (testKeysFolder) rmSync(testKeysFolder, { recursive: true, force: true });
}
