import { SettingsError } from './config/env.ts';

/** Starts a program; a signal closes it in order, and what a person can mend is said without a stack trace. */
export async function runProgram(start: () => Promise<() => Promise<void>>): Promise<void> {
  let close: (() => Promise<void>) | undefined;
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    const hard = setTimeout(() => process.exit(1), 10_000);
    hard.unref();
    await close?.().catch(error => console.error(error));
    process.exit(code);
  };
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGINT', () => void stop(0));
  try {
    close = await start();
  } catch (error) {
    console.error(isForPeople(error) ? error.message : error);
    await stop(1);
  }
}

/** Thrown while starting, for the operator to read. */
export class StartError extends Error {}

function isForPeople(error: unknown): error is Error {
  return error instanceof SettingsError || error instanceof StartError;
}
