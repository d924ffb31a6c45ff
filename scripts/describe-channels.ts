/** docs/channels.md: the table of channel × case, as tests/contract/channels plays it. */
import { channelRegistry } from '../server/src/modules/payments/channels/registry.ts';
import { caseIds, cases } from '../tests/contract/channels/cases.ts';
import { table } from '../tests/contract/channels/table.ts';

export function describeChannels(): string {
  const channels = channelRegistry.map(({ code }) => code);
  const mark = (channel: string, id: (typeof caseIds)[number]) =>
    table[channel]![id] === 'required' ? '●' : '–';
  const rows = caseIds.map(
    id => `| ${cases[id].zh} · ${cases[id].en} | ${channels.map(channel => mark(channel, id)).join(' | ')} |`,
  );
  const reasons = channels.map(channel => {
    const byReason = new Map<string, string[]>();
    for (const id of caseIds) {
      const cell = table[channel]![id];
      if (cell !== 'required')
        byReason.set(cell.notApplicable, [...(byReason.get(cell.notApplicable) ?? []), id]);
    }
    const lines = [...byReason].map(([reason, ids]) => `- ${ids.join(', ')}: ${reason}`);
    return `### ${channel}\n\n${lines.join('\n')}\n`;
  });
  return `# Channels and what each must pass

Generated from [tests/contract/channels](../tests/contract/channels) by \`npm run docs\`; \`npm test\` fails when it is out of date, when a
registered channel has no row, no required cases, no README or no example message, and when a required case is not played
or does not pass.

● required, and played by the contract suite against the channel's stand-in over its own wire · – not applicable, for the
reason below.

| | ${channels.map(code => `[${code}](../server/src/modules/payments/channels/${code}/README.md)`).join(' | ')} |
|---|${channels.map(() => ':-:').join('|')}|
${rows.join('\n')}

## Why not

${reasons.join('\n')}`;
}
