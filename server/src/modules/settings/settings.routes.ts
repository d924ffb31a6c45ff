import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import { rowInForce, stateOfRow } from '../../shared/dated.ts';
import type { createChangeSetting } from './change-setting.ts';
import type { SettingsRepository } from './settings.repository.ts';
import { SettingBody, SettingsView } from './settings.schemas.ts';
import { rulesAt, settingNames, type UtilityRules } from './utility-rules.ts';

interface Dependencies {
  clock: Clock;
  settings: SettingsRepository;
  defaults: UtilityRules;
  change: ReturnType<typeof createChangeSetting>;
}

const tag = 'Staff: settings';

export function settingsRoutes({ clock, settings, defaults, change }: Dependencies): Route[] {
  async function show() {
    const now = clock.now();
    const rows = await settings.all();
    const rules = rulesAt(rows, defaults, now);
    return {
      settings: settingNames.map(name => ({
        name,
        value: rules[name],
        since: rowInForce(rows, name, now)?.validFrom ?? null,
      })),
      history: rows.map(row => ({ ...row, value: row.value as string, state: stateOfRow(row, rows, now) })),
    };
  }
  return [
    defineRoute({
      method: 'get',
      path: '/staff/settings',
      access: staff('finance', 'supervisor', 'administrator', 'auditor'),
      summary: 'Names and rules of the utility, with every change of them',
      tag,
      output: SettingsView,
      handle: show,
    }),
    defineRoute({
      method: 'post',
      path: '/staff/settings',
      access: staff('supervisor', 'administrator'),
      summary: 'Set a name or rule, from now or from a date on',
      tag,
      input: { body: SettingBody },
      output: SettingsView,
      status: 201,
      idempotent: true,
      handle: async ({ actor, body, requestId }) => {
        await change(actor, body, requestId);
        return show();
      },
    }),
  ];
}
