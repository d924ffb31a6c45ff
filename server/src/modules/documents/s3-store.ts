import type { Clock } from '../../infra/clock.ts';
import type { HttpClient } from '../../infra/http-client.ts';
import { type S3Keys, signS3 } from './s3-signature.ts';
import type { DocumentStore } from './store.ts';

const timeoutMs = 15_000;
const maxBytes = 16 * 1024 * 1024;

/** Any store that speaks S3, addressed by path; of its bucket only what lies under the hall's own prefix. */
export function createS3Store(
  settings: S3Keys & { url: string; bucket: string; prefix: string },
  { http, clock }: { http: HttpClient; clock: Clock },
): DocumentStore {
  const root = `${settings.url}/${settings.bucket}`;
  const prefix = `${settings.prefix}/`;

  async function ask(method: 'GET' | 'PUT' | 'DELETE', path: string, body: Buffer = Buffer.alloc(0)) {
    const url = new URL(root + path);
    const headers = signS3({ method, url, body }, settings, clock.now());
    const sent = method === 'PUT' ? { body } : {};
    return http.request({ method, url, headers, timeoutMs, maxBytes, ...sent });
  }

  /** Names a failure by status alone: an answer may repeat names and keys. */
  const refused = (method: string, status: number) =>
    new Error(`document store: ${method} answered ${status}`);

  return {
    code: 's3',
    async put(key, bytes) {
      const { status } = await ask('PUT', `/${prefix}${key}`, bytes);
      if (status !== 200) throw refused('PUT', status);
    },
    async get(key) {
      const { status, body } = await ask('GET', `/${prefix}${key}`);
      if (status === 404) return undefined;
      if (status !== 200) throw refused('GET', status);
      return body;
    },
    async remove(key) {
      const { status } = await ask('DELETE', `/${prefix}${key}`);
      if (status !== 204 && status !== 200 && status !== 404) throw refused('DELETE', status);
    },
    async *list() {
      const ours = `/?list-type=2&max-keys=1000&prefix=${encodeURIComponent(prefix)}`;
      for (let after = ''; ; ) {
        const from = after === '' ? '' : `&start-after=${encodeURIComponent(after)}`;
        const { status, body } = await ask('GET', ours + from);
        if (status !== 200) throw refused('LIST', status);
        const found = entriesOf(body.toString('utf8'));
        for (const { key, since } of found)
          if (key.startsWith(prefix)) yield { key: key.slice(prefix.length), since };
        if (found.length < 1_000) return;
        after = found.at(-1)!.key;
      }
    },
  };
}

/** The keys are ours: letters, digits and hyphens, so that no entity needs to be read. */
function entriesOf(xml: string): { key: string; since: Date }[] {
  return [...xml.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)].map(([, entry]) => ({
    key: /<Key>([^<]*)<\/Key>/.exec(entry!)?.[1] ?? '',
    since: new Date(/<LastModified>([^<]*)<\/LastModified>/.exec(entry!)?.[1] ?? 0),
  }));
}
