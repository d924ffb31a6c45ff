/** docs/channels.md: the table of channel × case, as tests/contract/channels plays it. */
import { channelRegistry } from '../server/src/modules/payments/channels/registry.ts';
import { caseIds, cases } from '../tests/contract/channels/cases.ts';
import { resultsOf } from '../tests/contract/channels/results.ts';
import { table } from '../tests/contract/channels/table.ts';
import { pairOf, recordedOutcomes } from '../tests/contract/pairs/outcomes.ts';

export function describeChannels(): string {
  const channels = channelRegistry.map(({ code }) => code);
  const results = new Map(channels.map(channel => [channel, resultsOf(channel)]));
  const marks = { passed: '✓', failed: '✗', unknown: '●' };
  const mark = (channel: string, id: (typeof caseIds)[number]) =>
    table[channel]![id] === 'required' ? marks[results.get(channel)![id] ?? 'unknown'] : '–';
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

✓ passed and ✗ failed when the suite was last recorded (\`RECORD_CHANNELS=1 npm run jest -- tests/contract/channels\`, then \`npm run docs\`), played
against the channel's stand-in over its own wire · ● required, not recorded yet · – not applicable, for the reason below.

- *Found again in a file*: the day's reconciliation is run and must be matched. The file is the gateway's, the partner's, the acquirer's or the
  bank's; of a till or a box it is the count, of a card the register and its buyer's transfer.
- \`web-hall\` and \`app\` are played once with each wallet or bank that their payer may choose (WeChat, Alipay, UnionPay), and pass a case when
  it passed with all of them.
- *The notification comes before the answer to the order*: the stand-in has the money and tells of it, and only then answers. Where the order is
  brought by the payer's own wallet (Alipay's page and app), the answer that we wait for is that to our question.
- *Cut off between two steps*: an error is thrown inside the hall at a named place, what follows is lost, and the next run or request completes it. Real
  processes, killed at these places and started again, all eighteen ways at once: [fault proof](chaos.md).

| | ${channels.map(code => `[${code}](../server/src/modules/payments/channels/${code}/README.md)`).join(' | ')} |
|---|${channels.map(() => ':-:').join('|')}|
${rows.join('\n')}

## Two at once

One bill paid twice in the same instant, each way through its real door, on PostgreSQL ([tests/contract/pairs](../tests/contract/pairs), all in
\`npm test\`; recorded by \`RECORD_CHANNELS=1 npm run jest -- tests/contract/pairs\`). The bill is settled once. **B**: the other's money became balance, from which
its payer may have it back. **R**: the other was refused: before its money changed hands, or, at WeChat's bill platform, by an answer upon which WeChat gives it back. ✗ failed · ● not recorded yet.

${pairs(channels)}

## Why not

${reasons.join('\n')}`;
}

/** One half: the other is the same. */
function pairs(channels: readonly string[]): string {
  const recorded = recordedOutcomes();
  const marks = { balance: 'B', refused: 'R', failed: '✗', unknown: '●' };
  const rows = channels.map((channel, row) => {
    const cells = channels.map((other, column) =>
      column > row ? '' : marks[recorded[pairOf(channel, other)] ?? 'unknown'],
    );
    return `| ${channel} | ${cells.join(' | ')} |`;
  });
  return `| | ${channels.join(' | ')} |\n|---|${channels.map(() => ':-:').join('|')}|\n${rows.join('\n')}`;
}
