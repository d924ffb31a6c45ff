/** The OpenAPI 3.1 description, made from the same declarations that the routes run on. */
import { z } from 'zod';
import type { Access } from './access.ts';
import { fullPath, type Route } from './define-route.ts';

type Json = Record<string, unknown>;

const errorSchema = {
  type: 'object',
  required: ['error', 'message', 'details', 'requestId'],
  properties: {
    error: { type: 'string', description: 'A stable code for programs' },
    message: { type: 'string', description: 'For people, in the language of Accept-Language' },
    details: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'rule', 'message'],
        properties: { field: { type: 'string' }, rule: { type: 'string' }, message: { type: 'string' } },
      },
    },
    requestId: { type: 'string' },
  },
};

export function openApiDocument(routes: Route[], info: { title: string; version: string }): Json {
  const paths: Record<string, Json> = {};
  const named: Record<string, Json> = {};
  for (const route of [...routes].sort((a, b) => fullPath(a).localeCompare(fullPath(b)))) {
    const path = fullPath(route).replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method] = operation(route, named);
  }
  return {
    openapi: '3.1.0',
    info: {
      ...info,
      description:
        'Amounts are integers of fen; energy is kWh as a decimal string; times are ISO 8601 instants.',
    },
    paths,
    components: {
      securitySchemes: {
        resident: { type: 'http', scheme: 'bearer' },
        staff: { type: 'apiKey', in: 'cookie', name: 'dianting_staff' },
        system: {
          type: 'http',
          scheme: 'bearer',
          description: 'The key of a connected system, made in the staff view',
        },
      },
      schemas: { Error: errorSchema, ...named },
    },
  };
}

/** Unique and stable: the method and the path's words, such as `postHouseholdsAccountNoProof`. */
export function operationId(route: Pick<Route, 'method' | 'path' | 'root'>): string {
  const words = `${route.root ? 'root' : ''}/${route.path}`.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return route.method + words.map(word => word[0]!.toUpperCase() + word.slice(1)).join('');
}

function operation(route: Route, named: Record<string, Json>): Json {
  const { access } = route;
  return {
    operationId: operationId(route),
    summary: route.summary,
    description: whoMayCall(access),
    tags: [route.tag],
    ...(access.kind === 'staff' ? { security: [{ staff: [] }], 'x-roles': access.roles } : {}),
    ...(access.kind === 'resident' || access.kind === 'household' ? { security: [{ resident: [] }] } : {}),
    ...(access.kind === 'system' ? { security: [{ system: [] }] } : {}),
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...idempotencyParameter(route),
    ],
    ...requestBody(route),
    responses: {
      [route.status]: response(route, named),
      default: {
        description: 'What is wrong',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function whoMayCall(access: Access): string {
  switch (access.kind) {
    case 'anyone':
      return `Anyone: ${access.because}`;
    case 'signed':
      return `Proved by the signature of ${access.by}`;
    case 'resident':
      return 'A signed-in person; only what is their own';
    case 'household':
      return `A person bound to the household (${access.level}${access.holder ? ', its holder' : ''})`;
    case 'staff':
      return `Staff: ${access.roles.join(', ')}`;
    case 'system':
      return `A connected system that may bring ${access.scope}`;
  }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: made }) => {
      // A date is answered as the text that its transform makes of it, which the schema cannot tell.
      const { def } = zodSchema._zod;
      if (
        io === 'output' &&
        def.type === 'pipe' &&
        def.in._zod.def.type === 'date' &&
        made.type === undefined
      )
        Object.assign(made, { type: 'string', format: 'date-time' });
    },
  }) as Json;
  return rest;
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: each,
  }));
}

function idempotencyParameter(route: Route): Json[] {
  if (!route.idempotent) return [];
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      schema: { type: 'string', minLength: 8, maxLength: 128 },
    },
  ];
}

function requestBody(route: Route): Json {
  if (route.bodyType !== 'json' && route.method !== 'get')
    return {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    };
  if (!route.body) return {};
  return {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: jsonSchema(route.body, 'input') } },
    },
  };
}

function response(route: Route, named: Record<string, Json>): Json {
  if (!route.output) return { description: route.status === 204 ? 'Done' : 'As described' };
  return {
    description: 'Done',
    content: { 'application/json': { schema: answerSchema(route.output, named) } },
  };
}

/** Shapes that carry a name (`.meta({ id })`) are described once, under it, however many routes answer with them. */
function answerSchema(schema: z.ZodType, named: Record<string, Json>): Json {
  const { $defs = {}, id, ...rest } = jsonSchema(schema, 'output') as Json & { $defs?: Record<string, Json> };
  const pointed = JSON.parse(
    JSON.stringify({ rest, $defs }).replaceAll('"#/$defs/', '"#/components/schemas/'),
  ) as { rest: Json; $defs: Record<string, Json> };
  for (const [name, { id: _, ...each }] of Object.entries(pointed.$defs)) named[name] = each;
  if (typeof id !== 'string') return pointed.rest;
  named[id] = pointed.rest;
  return { $ref: `#/components/schemas/${id}` };
}
