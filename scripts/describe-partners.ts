/**
 * docs/partners: what a partner is given. openapi.json says what a partner over signed JSON calls and is answered, from the
 * schemas that judge the messages; messages.md holds the specifications of all forms, so that the folder is whole by itself.
 */
import { z } from 'zod';
import { type AgencyCode, agencyCodes } from '../server/src/modules/payments/channels/families/agency.ts';
import {
  fileTakenSchema,
  refusalSchema,
  replySchemas,
  requestSchemas,
  statusOf,
} from '../server/src/modules/payments/channels/families/agency-json/index.ts';

interface Operation {
  parameters?: object[];
  responses: Record<string, object>;
}
type Trade = keyof typeof requestSchemas;
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
};

const requestHeaders = {
  'Agency-Partner': "the partner's code",
  'Agency-Key': 'which of its keys signed',
  'Agency-Timestamp': 'seconds since 1970, at most 300 from our clock',
  'Agency-Nonce': '16 to 32 characters, never used twice',
  'Agency-Signature': 'base64, over the canonical text of the specification',
};
const replyHeaders = {
  'Agency-Key': 'which of our keys signed',
  'Agency-Timestamp': 'seconds since 1970',
  'Agency-Nonce': "the request's",
  'Agency-Signature': 'base64, over the canonical text of the specification',
};

/** The partner's part of the whole description, and everything that it refers to. */
export function describePartners(api: Record<string, unknown>, version: string): object {
  const { paths, components } = api as unknown as Document;
  const own = Object.entries(paths).filter(([path]) => path.startsWith('/agency/v1/'));
  return {
    openapi: '3.1.0',
    info: { title: '电厅 Dianting: agency collection as signed JSON', version },
    paths: Object.fromEntries(
      own.map(([path, operations]) => [
        path,
        Object.fromEntries(
          Object.entries(operations).map(([method, operation]) => [
            method,
            // The keys are for everybody: an ordinary route, with the ordinary form of an error.
            path.endsWith('/keys') ? operation : describeSigned(path, method, operation),
          ]),
        ),
      ]),
    ),
    components: {
      schemas: {
        Error: components.schemas['Error'],
        Refusal: jsonSchema(refusalSchema),
        FileTaken: jsonSchema(fileTakenSchema),
        ...Object.fromEntries(
          trades.flatMap(trade => [
            [`${named(trade)}Request`, jsonSchema(requestSchemas[trade])],
            [`${named(trade)}Reply`, jsonSchema(replySchemas[trade])],
          ]),
        ),
      },
    },
    'x-codes': Object.fromEntries(
      codes.map(code => [code, `${agencyCodes[code].zh} ${agencyCodes[code].en}`]),
    ),
  };
}

const trades = Object.keys(requestSchemas) as Trade[];
const codes = Object.keys(agencyCodes) as AgencyCode[];
const named = (trade: string): string => `${trade[0]!.toUpperCase()}${trade.slice(1)}`;
const reference = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

function jsonSchema(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
}

function describeSigned(path: string, method: string, operation: Operation): object {
  const trade = trades.find(each => path.endsWith(`/${each}`));
  return {
    ...operation,
    parameters: [...(operation.parameters ?? []), ...signingParameters()],
    ...(trade ? { requestBody: { required: true, content: json(reference(`${named(trade)}Request`)) } } : {}),
    responses: { 200: done(trade, method), ...refused() },
  };
}

const signingParameters = (): object[] =>
  Object.entries(requestHeaders).map(([name, description]) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  }));

const json = (schema: object): object => ({ 'application/json': { schema } });

/** A refusal for a reason of business comes with HTTP status 200 as well. */
function done(trade: Trade | undefined, method: string): object {
  const refusal = reference('Refusal');
  const content = trade
    ? json({ oneOf: [reference(`${named(trade)}Reply`), refusal] })
    : method === 'put'
      ? json({ oneOf: [reference('FileTaken'), refusal] })
      : { 'text/plain; charset=gbk': { schema: { type: 'string', format: 'binary' } }, ...json(refusal) };
  const headers = Object.entries(replyHeaders).map(([name, description]) => [
    name,
    { required: true, description, schema: { type: 'string' } },
  ]);
  return {
    description: `Done, or refused for a reason of business: ${saying(200)}`,
    headers: Object.fromEntries(headers),
    content,
  };
}

function refused(): Record<string, object> {
  const statuses = [...new Set(codes.map(statusOf))].filter(status => status !== 200);
  const each = statuses.map(status => [
    status,
    { description: saying(status), content: json(reference('Refusal')) },
  ]);
  return {
    ...Object.fromEntries(each),
    default: {
      description: 'Anything else is unknown: repeat the identical request',
      content: json({ anyOf: [reference('Refusal'), reference('Error')] }),
    },
  };
}

/** The codes that come with an HTTP status. */
const saying = (status: number): string =>
  codes
    .filter(code => code !== '0000' && statusOf(code) === status)
    .map(code => `${code} ${agencyCodes[code].zh} ${agencyCodes[code].en}`)
    .join('; ');

/** The specifications as they stand beside the code, one after the other. */
export function describeMessages(specifications: string[]): string {
  const head = [
    '# 报文规范 · Messages',
    '<!-- Written by npm run docs from the specifications beside the code. -->',
    'The three wire forms with every message, field, code and file. Byte-exact examples: see [README](README.md).',
  ].join('\n');
  // A heading of a specification is one level deeper here.
  return `${[head, ...specifications.map(text => text.trimEnd().replace(/^#/gm, '##'))].join('\n\n')}\n`;
}
