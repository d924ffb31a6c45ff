/** Hours and limits of the chat: what holds, what held, and what is to hold. */
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { staffName } from '../../shared/audit.ts';
import { stateOfRow } from '../../shared/dated.ts';
import { businessDate } from '../../shared/dates.ts';
import { RuleBody, RulesView } from './chat.schemas.ts';
import type { ChatRuleRow } from './chat-rules.ts';
import type { ChatCore } from './core.ts';
import type { RulesRepository } from './rules.repository.ts';

const tag = 'Staff: live chat';

export function chatRuleRoutes(
  { clock }: Pick<ChatCore, 'clock'>,
  rules: RulesRepository,
  forget: () => void,
): Route[] {
  const list = async () => {
    const rows = await rules.all();
    const today = businessDate(clock.now());
    return { rules: rows.map(row => showRule(row, rows, today)) };
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/chat-rules',
      access: staff('clerk', 'supervisor', 'administrator', 'auditor'),
      summary: 'Service hours and limits of the chat with their source and history',
      tag,
      output: RulesView,
      handle: list,
    }),
    defineRoute({
      method: 'post',
      path: '/staff/chat-rules',
      access: staff('administrator'),
      summary: 'An hour or a limit of the chat from a day on',
      tag,
      input: { body: RuleBody },
      output: RulesView,
      status: 201,
      idempotent: true,
      async handle({ actor, body, requestId }) {
        const setBy = staffName(actor);
        const subject = `chat-rule:${body.name}`;
        await rules.set(
          { ...body, setBy },
          { actor: setBy, action: 'chat-rule.set', subject, detail: body, requestId },
        );
        forget();
        return list();
      },
    }),
  ];
}

const showRule = (row: ChatRuleRow, rows: readonly ChatRuleRow[], today: string) => ({
  name: row.name,
  value: row.value,
  validFrom: row.validFrom,
  source: row.source,
  setBy: row.setBy,
  setAt: row.setAt.toISOString(),
  state: stateOfRow(row, rows, today),
});
