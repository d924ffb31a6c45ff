import { existsSync } from 'node:fs';
import { SettingsError } from './config/env.ts';
import { StartError } from './shared/start-error.ts';

const closeSeconds = 15;

/**
 * Starts a program. A signal closes it in order, and so does the end of a parent that started it with an IPC channel: a
 * killed `npm start` leaves no server behind. What a person can mend is said without a stack trace.
 */
export async function runProgram(start: () => Promise<() => Promise<void>>): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  let close: (() => Promise<void>) | undefined;
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    const hard = setTimeout(() => process.exit(1), closeSeconds * 1000);
    hard.unref();
    await close?.().catch(error => console.error(error));
    process.exit(code);
  };
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGINT', () => void stop(0));
  process.on('disconnect', () => void stop(0));
  try {
    close = await start();
  } catch (error) {
    console.error(isForPeople(error) ? error.message : error);
    await stop(1);
  }
}

function isForPeople(error: unknown): error is Error {
  return error instanceof SettingsError || error instanceof StartError;
}
