import { startSandbox } from './server.ts';

/** `SANDBOX_PORT`, `SANDBOX_SFTP_PORT`, `SANDBOX_SMTP_PORT` (0 or absent: a free one), `SANDBOX_STATE_DIR`, `SANDBOX_MERCHANT_NAME`. */
async function main(): Promise<void> {
  const { HALL_MODE, SANDBOX_PORT = '0', SANDBOX_SFTP_PORT = '0', SANDBOX_SMTP_PORT = '0' } = process.env;
  const { SANDBOX_STATE_DIR, SANDBOX_MERCHANT_NAME } = process.env;
  if (HALL_MODE === 'production')
    throw new Error('the sandbox gateways do not start with HALL_MODE=production');
  const [port, sftpPort, smtpPort] = [SANDBOX_PORT, SANDBOX_SFTP_PORT, SANDBOX_SMTP_PORT].map(text => {
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) {
      throw new Error(
        'SANDBOX_PORT, SANDBOX_SFTP_PORT and SANDBOX_SMTP_PORT must be port numbers, or 0 for a free one',
      );
    }
    return Number(text);
  }) as [number, number, number];
  const sandbox = await startSandbox({
    port,
    sftpPort,
    smtpPort,
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
  // At once: what already listens must not keep a process alive that never said it was ready.
  process.exit(1);
});
