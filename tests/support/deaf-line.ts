/** A line to a hall on which what is said arrives, and what is answered does not: it breaks at the answer's first byte. */
import { type AddressInfo, connect, createServer } from 'node:net';

export async function openDeafLine(hallUrl: string): Promise<{ url: string; close(): void }> {
  const { hostname, port } = new URL(hallUrl);
  const server = createServer(speaker => {
    const hall = connect(Number(port), hostname);
    const breaks = () => {
      speaker.destroy();
      hall.destroy();
    };
    hall.once('data', breaks);
    for (const end of [hall, speaker]) end.on('error', breaks);
    speaker.pipe(hall);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
