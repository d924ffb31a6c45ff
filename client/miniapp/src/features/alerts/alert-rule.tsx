import type { AlertRule, AlertWish } from '@api/types';
import { Choice } from '@/components/choice';
import { Box, Press, Text } from '@/elements/elements';
import { yuan } from '@/i18n/formats';
import { type TextKey, useTexts } from '@/i18n/texts';
import { choicesOf } from './alert-limits';
import './alerts.scss';

type Limit = AlertRule['thresholds'][number];

interface AlertRuleProps {
  rule: AlertRule;
  busy: boolean;
  onChange: (wish: AlertWish) => void;
}

/** One alert: on or off with one tap, and its limits while it is on. */
export function AlertRuleRow({ rule, busy, onChange }: AlertRuleProps) {
  const t = useTexts();
  const name = t(`alerts.rule.${rule.rule}`);
  return (
    <Box as="li" className="alert-rule">
      <Box className="alert-rule__head">
        <Box className="grow">
          <Box className="alert-rule__name">{name}</Box>
          <Box className="quiet">{t(`alerts.rule.${rule.rule}.what`)}</Box>
        </Box>
        <Press
          look="chip"
          role="checkbox"
          chosen={rule.enabled}
          label={t(rule.enabled ? 'alerts.turn-off' : 'alerts.turn-on', { name })}
          disabled={busy}
          onPress={() => onChange({ enabled: !rule.enabled })}
        >
          {t(rule.enabled ? 'alerts.on' : 'alerts.off')}
        </Press>
      </Box>
      {rule.enabled &&
        rule.thresholds.map(limit => (
          <LimitChoice key={limit} rule={rule} limit={limit} onChange={onChange} />
        ))}
    </Box>
  );
}

function LimitChoice({ rule, limit, onChange }: Omit<AlertRuleProps, 'busy'> & { limit: Limit }) {
  const t = useTexts();
  const name = t(nameOf(rule.rule, limit));
  const say = (value: number) => {
    if (limit === 'amountFen') return yuan(value);
    if (limit === 'percent') return t('alerts.times', { times: value / 100 });
    return value === 1 ? t('alerts.day') : t('alerts.days', { days: value });
  };
  const current = rule[limit];
  return (
    <Box className="alert-rule__limit">
      <Text className="quiet">{name}</Text>
      <Choice
        label={name}
        value={current === null ? null : String(current)}
        onChange={value => onChange({ enabled: true, [limit]: Number(value) })}
        options={choicesOf(rule, limit).map(value => ({ value: String(value), name: say(value) }))}
      />
    </Box>
  );
}

function nameOf(rule: AlertRule['rule'], limit: Limit): TextKey {
  if (limit === 'percent') return 'alerts.percent';
  if (limit === 'days') return rule === 'due-soon' ? 'alerts.days.due-soon' : 'alerts.days.low-balance';
  return rule === 'forecast-above' ? 'alerts.amount.forecast-above' : 'alerts.amount.low-balance';
}
