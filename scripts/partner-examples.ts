/**
 * The examples at the end of the specifications that partners build from: some of the messages that both sides are tested against
 * (tests/contract/agency/examples), byte for byte.
 */
interface Signed {
  headers: Record<string, string>;
  body: string;
}
interface HttpExample extends Signed {
  name: string;
  method: string;
  path: string;
  /** What is signed. */
  canonical: string;
  reply: Signed & { status: number; canonical: string };
}
interface TcpExample {
  name: string;
  request: string;
  requestText: string;
  reply: string;
  replyText: string;
}

const mark = '## Examples, byte for byte';
const folder = 'tests/contract/agency/examples';
const channels = 'server/src/modules/payments/channels';

/** By specification: its examples, and those shown. */
const shown: Record<string, { file: string; names: string[] }> = {
  [`${channels}/families/agency-json/README.md`]: {
    file: 'agency-json.json',
    names: ['inquire', 'pay', 'query', 'reverse'],
  },
  [`${channels}/families/agency-tcp/README.md`]: {
    file: 'agency-tcp.json',
    names: ['sign-on', 'inquire', 'pay', 'query', 'reverse'],
  },
  [`${channels}/wechat-bill/README.md`]: {
    file: 'wechat-bill.json',
    names: ['query_bill', 'pay_bill', 'query_result'],
  },
};

/** The specifications with their examples as these are now, by file. */
export function specificationsWithExamples(read: (file: string) => string): Record<string, string> {
  const withThem = Object.entries(shown).map(([specification, { file, names }]) => {
    const [text] = read(specification).split(`\n${mark}\n`);
    const kept = JSON.parse(read(`${folder}/${file}`)) as HttpExample[] | { exchanges: TcpExample[] };
    const examples = Array.isArray(kept)
      ? names.map(name => describeHttp(find(kept, name)))
      : names.map(name => describeTcp(find(kept.exchanges, name)));
    const source = `Written by \`npm run docs\` from \`${folder}/${file}\`, where every message stands.`;
    return [specification, `${[text!.trimEnd(), mark + '\n' + source, ...examples].join('\n\n')}\n`];
  });
  return Object.fromEntries(withThem);
}

function find<T extends { name: string }>(examples: readonly T[], name: string): T {
  const found = examples.find(example => example.name === name);
  if (!found) throw new Error(`no example is named ${name}`);
  return found;
}

function describeHttp({ name, method, path, canonical, reply, ...request }: HttpExample): string {
  return [
    `### ${name}`,
    block([`${method} ${path}`, ...headersOf(request), '', request.body]),
    'Signed:',
    block(canonical.split('\n')),
    'Answered:',
    block([`${reply.status}`, ...headersOf(reply), '', reply.body]),
    'Signed:',
    block(reply.canonical.split('\n')),
  ].join('\n\n');
}

const headersOf = ({ headers }: Signed): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

function describeTcp({ name, request, requestText, reply, replyText }: TcpExample): string {
  return [
    `### ${name}`,
    block([requestText, '', ...hex(request)]),
    'Answered:',
    block([replyText, '', ...hex(reply)]),
  ].join('\n\n');
}

/** Sixteen bytes to a line. */
const hex = (bytes: string): string[] =>
  (bytes.match(/.{1,32}/g) ?? []).map(line => line.match(/../g)!.join(' '));

const block = (lines: string[]): string => ['```text', ...lines, '```'].join('\n');
