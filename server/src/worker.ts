/** The worker: background jobs only. Any number may run beside any number of servers. */
import { createHall } from './app.ts';
import { readSettings } from './config/env.ts';
import { runProgram } from './run-program.ts';

await runProgram(async () => {
  const hall = await createHall(readSettings());
  await hall.checkDatabase();
  // First: a port that is taken ends the program before it has begun any work.
  const url = await hall.listenToOperators();
  await hall.startJobs();
  hall.announce('worker running', url);
  return hall.close;
});
