/** Turns the models of prisma/schema into docs/database.md: a diagram and the columns, domain by domain. */
import type { Domain, Relation, Table } from './read-prisma-schema.ts';

const introduction = `# Database

Generated from \`prisma/schema\` by \`npm run docs\`; \`npm test\` fails when it is out of date. Checks, triggers, functions and the
rights of the application's role stand in \`prisma/migrations\` and \`prisma/grants.sql\`. Amounts are integers of fen (分), energy
is an integer of 0.01 kWh, times are UTC instants, and dates are business dates of Asia/Shanghai.
`;

export function describeDatabase(domains: Domain[]): string {
  return [introduction, ...domains.map(describeDomain)].join('\n');
}

function describeDomain({ name, tables }: Domain): string {
  return [`## ${name}\n`, diagram(tables), ...tables.map(describeTable)].join('\n');
}

/** Tables of other domains appear by name only. */
function diagram(tables: Table[]): string {
  const boxes = tables.map(
    table =>
      `  ${table.name} {\n${table.columns.map(column => `    ${column.type} ${column.name}${column.key ? ` ${column.key}` : ''}`).join('\n')}\n  }`,
  );
  const lines = tables.flatMap(table => table.relations.map(line));
  return `\`\`\`mermaid\nerDiagram\n${[...boxes, ...lines].join('\n')}\n\`\`\`\n`;
}

const line = ({ table, parent, column, optional, single }: Relation) =>
  `  ${parent} ${optional ? '|o' : '||'}--${single ? 'o|' : 'o{'} ${table} : "${column}"`;

function describeTable({ name, text, columns }: Table): string {
  const rows = columns.map(
    column =>
      `| \`${column.name}\` | ${column.type}${column.optional ? ', may be null' : ''} | ${[column.key && keyWords[column.key], column.text.replaceAll('|', '\\|')].filter(Boolean).join('. ')} |`,
  );
  return [
    `### ${name}\n`,
    ...(text ? [`${text}\n`] : []),
    '| column | type | meaning |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const keyWords = { PK: 'Key', FK: 'Refers to another table', UK: 'Unique' };
