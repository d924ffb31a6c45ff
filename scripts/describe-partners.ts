/** docs/partners/openapi.json: what a partner over signed JSON calls, with its bodies, from the schemas that judge them. */
import { z } from 'zod';
import { agencyCodes } from '../server/src/modules/payments/channels/families/agency.ts';
import { requestSchemas } from '../server/src/modules/payments/channels/families/agency-json/index.ts';

type Document = { paths: Record<string, Record<string, object>> };

const headers = {
  'Agency-Partner': "the partner's code",
  'Agency-Key': 'which of its keys signed',
  'Agency-Timestamp': 'seconds since 1970, at most 300 from our clock',
  'Agency-Nonce': '16 to 32 characters, never used twice',
  'Agency-Signature': 'base64, over the canonical text of the specification',
};

/** The partner's part of the whole description. */
export function describePartners(api: Record<string, unknown>, version: string): object {
  const { paths } = api as unknown as Document;
  const parameters = Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  }));
  const own = Object.entries(paths).filter(([path]) => path.startsWith('/agency/v1/'));
  return {
    openapi: '3.1.0',
    info: { title: '电厅 Dianting: agency collection as signed JSON', version },
    paths: Object.fromEntries(
      own.map(([path, operations]) => [
        path,
        describePath(path, operations, path.endsWith('/keys') ? [] : parameters),
      ]),
    ),
    'x-codes': Object.fromEntries(
      Object.entries(agencyCodes).map(([code, { zh, en }]) => [code, `${zh} ${en}`]),
    ),
  };
}

function describePath(path: string, operations: Record<string, object>, parameters: object[]): object {
  const trade = path.split('/').at(-1) as keyof typeof requestSchemas;
  const schema = requestSchemas[trade];
  const body = schema && {
    required: true,
    content: { 'application/json': { schema: z.toJSONSchema(schema) } },
  };
  return Object.fromEntries(
    Object.entries(operations).map(([method, operation]) => {
      const known = (operation as { parameters?: object[] }).parameters ?? [];
      return [
        method,
        { ...operation, parameters: [...known, ...parameters], ...(body ? { requestBody: body } : {}) },
      ];
    }),
  );
}
