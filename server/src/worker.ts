/** The worker: background jobs only. Any number may run beside any number of servers. */
import { createHall } from './app.ts';
import { readSettings } from './config/env.ts';
import { runProgram } from './run-program.ts';

await runProgram(async () => {
  const hall = await createHall(readSettings());
  await hall.checkDatabase();
  await hall.startJobs();
  hall.announce('worker running', await hall.listenToOperators());
  return hall.close;
});
