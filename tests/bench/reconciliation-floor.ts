/** The floor, a process of its own: the same lines as CSV in UTF-8 already, so many columns, read with csv-parse and COPYed into a table. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { ownPeakMB } from './processes.ts';

const [, , url, path, count] = process.argv;
const client = new pg.Client({ connectionString: url });
await client.connect();
const columns = Array.from({ length: Number(count) }, (_, index) => `c${index} text`);
await client.query(`DROP TABLE IF EXISTS floor; CREATE TABLE floor (${columns.join(', ')})`);
const began = performance.now();
await pipeline(
  createReadStream(path!, { highWaterMark: 256 * 1024 }),
  parse({ from_line: 2 }),
  async function* (rows: AsyncIterable<string[]>) {
    let text = '';
    for await (const row of rows) {
      text += `${row.map(cell => cell.replaceAll('\t', '\\t')).join('\t')}\n`;
      if (text.length < 64 * 1024) continue;
      yield text;
      text = '';
    }
    yield text;
  },
  client.query(copyFrom('COPY floor FROM STDIN')),
);
const seconds = (performance.now() - began) / 1000;
await client.end();
console.log(JSON.stringify({ seconds, peakMB: ownPeakMB() }));
