import { useFeatureTexts } from '../../i18n/index.tsx';
import type { Rule } from './dunning.queries.ts';
import { type Field, fieldsOf, textOf } from './rule-fields.ts';
import { ruleTexts } from './rules.texts.ts';

/** Each value of a rule with its name and unit. */
export function RuleValue({ rule }: { rule: Pick<Rule, 'name' | 'value'> }) {
  const t = useFeatureTexts(ruleTexts);
  const shown = ({ key, kind }: Field) => {
    const value = rule.value[key];
    if (kind === 'yes') return t(value === true ? 'yes' : 'no');
    if (kind === 'proof') return t(`proof.${value as 'delivered'}`);
    return textOf(kind, value) || t('none-set');
  };
  return (
    <dl className="rule-values">
      {fieldsOf[rule.name].map(field => (
        <div key={field.key} style={{ display: 'contents' }}>
          <dt>{t(`${rule.name}.${field.key}` as 'lateFee.enabled')}</dt>
          <dd>{shown(field)}</dd>
        </div>
      ))}
    </dl>
  );
}
