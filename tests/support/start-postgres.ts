/** A process of its own that starts the database in the folder named and waits, so that a test can kill it. */
import { startEmbeddedPostgres } from '../../server/src/infra/embedded-postgres.ts';

const server = await startEmbeddedPostgres({ dataDir: process.argv[2]! });
process.on('SIGINT', () => void server.stop().then(() => process.exit(0)));
console.log(`ready ${server.ownerUrl} ${server.pid}`);
