/** Reads the models of prisma/schema: as much of the language as our own files use, and an error for anything else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Column {
  name: string;
  /** As PostgreSQL calls it. */
  type: string;
  optional: boolean;
  key: 'PK' | 'FK' | 'UK' | undefined;
  text: string;
}

export interface Relation {
  /** The table that holds the other's key. */
  table: string;
  parent: string;
  column: string;
  optional: boolean;
  /** At most one row for each of the parent's. */
  single: boolean;
}

export interface Table {
  name: string;
  text: string;
  columns: Column[];
  relations: Relation[];
}

export interface Domain {
  name: string;
  tables: Table[];
}

interface Field {
  name: string;
  type: string;
  /** PostgreSQL's own name of a type that Prisma has none for. */
  unsupported: string | undefined;
  isList: boolean;
  optional: boolean;
  attributes: string;
  text: string;
}

interface Model {
  name: string;
  table: string;
  text: string;
  fields: Field[];
  keyFields: string[];
  uniqueSets: string[][];
}

const scalars: Record<string, string> = {
  BigInt: 'bigint',
  Int: 'integer',
  String: 'text',
  Boolean: 'boolean',
  DateTime: 'timestamp',
  Json: 'jsonb',
  Bytes: 'bytea',
  Decimal: 'numeric',
  Float: 'float8',
};
const nativeTypes: Record<string, string> = {
  Timestamptz: 'timestamptz',
  Date: 'date',
  Time: 'time',
  Uuid: 'uuid',
};

/** One domain a file. */
export function readPrismaSchema(folder: string): Domain[] {
  const files = readdirSync(folder)
    .filter(name => name.endsWith('.prisma'))
    .sort();
  const parsed = files.map(file => ({
    name: file.replace('.prisma', ''),
    models: readModels(readFileSync(join(folder, file), 'utf8')),
  }));
  const models = new Map(parsed.flatMap(domain => domain.models.map(model => [model.name, model] as const)));
  return parsed.map(({ name, models: own }) => ({ name, tables: own.map(model => toTable(model, models)) }));
}

function readModels(source: string): Model[] {
  const models: Model[] = [];
  let text: string[] = [];
  let model: Model | undefined;
  for (const line of source.split('\n').map(each => each.trim())) {
    const opened = /^model (\w+) \{$/.exec(line);
    if (line.startsWith('///')) text.push(line.slice(3).trim());
    else if (opened) {
      model = {
        name: opened[1]!,
        table: opened[1]!,
        text: text.join(' '),
        fields: [],
        keyFields: [],
        uniqueSets: [],
      };
      models.push(model);
      text = [];
    } else if (line === '}') model = undefined;
    else if (model && line !== '') {
      readLine(model, line, text.join(' '));
      text = [];
    }
  }
  return models;
}

function readLine(model: Model, line: string, text: string): void {
  const whole = /^@@(\w+)\((.*)\)$/.exec(line);
  if (whole) {
    readWholeAttribute(model, whole[1]!, whole[2]!);
    return;
  }
  const field = /^(\w+)\s+(\w+)(?:\("([^"]+)"\))?(\[\])?(\?)?\s*(.*)$/.exec(line);
  if (!field) throw new Error(`prisma/schema, model ${model.name}: cannot read "${line}"`);
  const [, name, type, unsupported, list, optional, attributes] = field;
  model.fields.push({
    name: name!,
    type: type!,
    unsupported,
    isList: list === '[]',
    optional: optional === '?',
    attributes: attributes!,
    text,
  });
}

function readWholeAttribute(model: Model, attribute: string, content: string): void {
  const fields = /\[([^\]]*)\]/
    .exec(content)?.[1]
    ?.split(',')
    .map(each => each.trim());
  if (attribute === 'map') model.table = JSON.parse(content) as string;
  else if (attribute === 'id') model.keyFields = fields!;
  else if (attribute === 'unique') model.uniqueSets.push(fields!);
}

const columnOf = (field: Field) => /@map\("([^"]+)"\)/.exec(field.attributes)?.[1] ?? field.name;
const keyOf = (field: Field) => /@relation\([^)]*fields: \[(\w+)\]/.exec(field.attributes)?.[1];

function toTable(model: Model, models: Map<string, Model>): Table {
  const holders = model.fields.filter(field => keyOf(field));
  const foreign = new Set(holders.map(keyOf));
  const isUnique = (field: Field) =>
    field.attributes.includes('@unique') ||
    model.uniqueSets.some(set => set.length === 1 && set[0] === field.name);
  const isKey = (field: Field) => /@id\b/.test(field.attributes) || model.keyFields.includes(field.name);
  const columns = model.fields
    .filter(field => !models.has(field.type))
    .map(
      (field): Column => ({
        name: columnOf(field),
        type: typeOf(field),
        optional: field.optional,
        key: isKey(field) ? 'PK' : foreign.has(field.name) ? 'FK' : isUnique(field) ? 'UK' : undefined,
        text: field.text,
      }),
    );
  const relations = holders.map((holder): Relation => {
    const key = model.fields.find(field => field.name === keyOf(holder))!;
    const parent = models.get(holder.type);
    if (!parent)
      throw new Error(
        `prisma/schema, model ${model.name}: ${holder.name} has the unknown type ${holder.type}`,
      );
    const single = isUnique(key) || (isKey(key) && model.keyFields.length < 2);
    return {
      table: model.table,
      parent: parent.table,
      column: columnOf(key),
      optional: key.optional,
      single,
    };
  });
  return { name: model.table, text: model.text, columns, relations };
}

function typeOf(field: Field): string {
  const native = /@db\.(\w+)/.exec(field.attributes)?.[1];
  if (native && !nativeTypes[native])
    throw new Error(`prisma/schema: the database type ${native} is not known to this reader`);
  const type = field.unsupported ?? (native ? nativeTypes[native] : scalars[field.type]);
  if (!type) throw new Error(`prisma/schema: ${field.name} has the unknown type ${field.type}`);
  return field.isList ? `${type}[]` : type;
}
