/**
 * `npm run channel:new <code> -- --kind agency --zh 名称 --en Name`: lays down a new way to pay, so that what is missing is
 * said by the type check and the contract suite and not by memory. CONTRIBUTING.md walks through the rest.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const channels = 'server/src/modules/payments/channels';
const contract = 'tests/contract/channels';
const kinds = {
  agency: 'inbound agency; the other side starts (inquire → pay → query → reverse, signed JSON)',
  prepay: 'an order at a gateway; the customer starts',
};
type Kind = keyof typeof kinds;

export interface NewChannel {
  code: string;
  kind: Kind;
  zh: string;
  en: string;
}

/** @returns the files written or changed. @throws Error when the code is no code, or taken */
export function scaffoldChannel(root: string, channel: NewChannel): string[] {
  const { code, kind, zh, en } = channel;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(code)) throw new Error(`${code}: lower-case words with hyphens`);
  if (existsSync(join(root, channels, code))) throw new Error(`${code}: there is a channel of this name`);
  const touched: string[] = [];
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    touched.push(path);
  };
  /** Puts a line in front of the first that matches; the places are marked by what stands there anyway. */
  const insert = (path: string, before: RegExp, line: string) => {
    const text = read(path);
    const at = text.search(before);
    if (at < 0) throw new Error(`${path}: no place for the new line (${before})`);
    write(path, `${text.slice(0, at)}${line}\n${text.slice(at)}`);
  };
  const camel = code.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const subChannel = freeSubChannel(read(`${channels}/families/agency.ts`));
  const words: Record<string, string> = {
    CODE: code,
    CAMEL: camel,
    PASCAL: camel[0]!.toUpperCase() + camel.slice(1),
    NAME_ZH: zh,
    NAME_EN: en,
    KIND_TEXT: kinds[kind],
    SUB_CHANNEL: subChannel,
  };
  const fill = (template: string) =>
    readFileSync(join(import.meta.dirname, 'channel-templates', template), 'utf8').replace(
      /\{\{(\w+)\}\}/g,
      (_, name: string) => words[name]!,
    );

  write(`${channels}/${code}/README.md`, fill('readme.md'));
  write(`${channels}/${code}/${code}.ts`, fill(`${kind}.definition.ts.txt`));
  insert(
    `${channels}/registry.ts`,
    /\n\/\*\* Every channel there is/,
    `import { ${camel}Channel } from './${code}/${code}.ts';`,
  );
  insert(`${channels}/registry.ts`, /\];\n\nexport interface GatewaySettings/, `  ${camel}Channel,`);
  if (kind === 'agency')
    insert(
      `${channels}/families/agency.ts`,
      /\} as const satisfies Record<string, AgencyCollection>/,
      `  '${code}': { form: 'agency-json', subChannel: '${subChannel}' },`,
    );
  insert(`${contract}/table.ts`, /\};\n*$/, `  '${code}': ${kind},`);
  insert(`${contract}/examples.ts`, /\};\n*$/, exampleLine(code, kind));
  insert(`${contract}/played.ts`, /\];\n*$/, `  ...${camel}Channels,`);
  insert(`${contract}/played.ts`, /\n\/\*\*/, `import { ${camel}Channels } from './drivers/${code}.ts';`);
  write(`${contract}/drivers/${code}.ts`, fill('driver.ts.txt'));
  write(`${contract}/${code}.test.ts`, fill('contract.test.ts.txt'));
  insert('client/admin/src/i18n/words.zh.ts', / {2}'channel\.wechat-bill'/, `  'channel.${code}': '${zh}',`);
  insert('client/admin/src/i18n/words.en.ts', / {2}'channel\.wechat-bill'/, `  'channel.${code}': '${en}',`);
  return [...new Set(touched)];
}

const exampleLine = (code: string, kind: Kind) =>
  kind === 'agency' ? `  '${code}': { own: json },` : `  '${code}': { published: ['wechat-pay'] },`;

function freeSubChannel(table: string): string {
  const used = [...table.matchAll(/subChannel: '(\d\d)'/g)].map(([, number]) => Number(number));
  return String(Math.max(...used) + 1).padStart(2, '0');
}

if (import.meta.filename === process.argv[1]) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { kind: { type: 'string' }, zh: { type: 'string' }, en: { type: 'string' } },
  });
  const [code] = positionals;
  const kind = values.kind ?? 'agency';
  if (!code || !(kind in kinds)) {
    console.error('npm run channel:new <code> -- [--kind agency|prepay] [--zh 名称] [--en Name]');
    process.exit(1);
  }
  const root = process.cwd();
  const files = scaffoldChannel(root, {
    code,
    kind: kind as Kind,
    zh: values.zh ?? code,
    en: values.en ?? code,
  });
  console.log(`${files.map(file => `  ${file}`).join('\n')}
Now: fill in the TODOs of the README, sort the imports (npx biome check --write .), write the driver's cases (npm run jest -- ${contract}/${code}.test.ts), run npm run docs,
and enable it where it is wanted: ENABLED_CHANNELS=…,${code}`);
}
