/** The server: HTTP, and the background jobs too when JOBS_IN_SERVER says so. */
import { createHall } from './app.ts';
import { readSettings } from './config/env.ts';
import { runProgram } from './run-program.ts';

await runProgram(async () => {
  const hall = await createHall(readSettings(), { serveClients: true });
  await hall.checkDatabase();
  hall.announce('hall listening', await hall.listen());
  return hall.close;
});
