import { rmSync } from 'node:fs';
import type { Cluster } from './cluster.ts';

export default async function globalTeardown(): Promise<void> {
  const { testCluster, testFolders = [] } = globalThis as { testCluster?: Cluster; testFolders?: string[] };
  await testCluster?.stop();
  for (const folder of testFolders) rmSync(folder, { recursive: true, force: true });
}
