import { startSandbox } from './server.ts';

/** `SANDBOX_PORT` (0 or absent: a free one), `SANDBOX_STATE_DIR`, `SANDBOX_MERCHANT_NAME`. */
async function main(): Promise<void> {
  const { HALL_MODE, SANDBOX_PORT = '0', SANDBOX_STATE_DIR, SANDBOX_MERCHANT_NAME } = process.env;
  if (HALL_MODE === 'production')
    throw new Error('the sandbox gateways do not start with HALL_MODE=production');
  const port = /^\d{1,5}$/.test(SANDBOX_PORT) ? Number(SANDBOX_PORT) : -1;
  if (port < 0 || port > 65535) throw new Error('SANDBOX_PORT must be a port number, or 0 for a free one');
  const sandbox = await startSandbox({
    port,
    stateDir: SANDBOX_STATE_DIR || undefined,
    merchantName: SANDBOX_MERCHANT_NAME || undefined,
  });
  console.log(`sandbox listening ${sandbox.url}`);
  const stop = () => void sandbox.close().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  // A parent that started this process with a channel has died.
  process.once('disconnect', stop);
}

main().catch((error: unknown) => {
  console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
