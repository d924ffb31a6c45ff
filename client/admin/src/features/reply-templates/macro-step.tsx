import { Form, Input, Select } from 'antd';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { useColleagues } from '../cases/cases.queries.ts';
import { classes, grades } from '../cases/kinds.ts';
import { texts } from './texts.ts';

const acts = [
  'take',
  'contact',
  'update',
  'note',
  'pause',
  'resume',
  'grade',
  'classify',
  'answer',
  'close',
  'hand-over',
] as const;
const outcomes = ['solved', 'not-solvable', 'not-upheld', 'adopted', 'not-adopted', 'noted'] as const;
/** Done without a word. */
const silent: readonly string[] = ['take', 'resume'];

export interface StepEntry {
  act: (typeof acts)[number];
  words?: string;
  outcome?: string;
  grade?: string;
  complaintClass?: string;
  to?: string;
}

/** What the chosen act asks for and nothing that another choice has left. */
export function stepOf({ act, words, outcome, grade, complaintClass, to }: StepEntry): StepEntry {
  return {
    act,
    ...(silent.includes(act) ? {} : { words }),
    ...(act === 'answer' ? { outcome } : {}),
    ...(act === 'grade' ? { grade } : {}),
    ...(act === 'classify' ? { complaintClass } : {}),
    ...(act === 'hand-over' && to ? { to } : {}),
  } as StepEntry;
}

export function MacroStepFields({ place }: { place: number }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const act: StepEntry['act'] = Form.useWatch(['steps', place, 'act']) ?? 'take';
  const needed = [{ required: true, message: t('say-it') }];
  return (
    <>
      <div className="form-row">
        <Form.Item name={[place, 'act']} label={t('act')}>
          <Select options={acts.map(value => ({ value, label: word('case-act', value) }))} />
        </Form.Item>
        {act === 'answer' ? (
          <Form.Item name={[place, 'outcome']} label={t('outcome')} rules={needed}>
            <Select options={outcomes.map(value => ({ value, label: word('case-outcome', value) }))} />
          </Form.Item>
        ) : null}
        {act === 'grade' ? (
          <Form.Item name={[place, 'grade']} label={t('grade')} rules={needed}>
            <Select options={grades.map(value => ({ value, label: word('case-grade', value) }))} />
          </Form.Item>
        ) : null}
        {act === 'classify' ? (
          <Form.Item name={[place, 'complaintClass']} label={t('class')} rules={needed}>
            <Select options={classes.map(value => ({ value, label: word('case-class', value) }))} />
          </Form.Item>
        ) : null}
        {act === 'hand-over' ? <Colleague place={place} /> : null}
      </div>
      {silent.includes(act) ? null : (
        <Form.Item
          name={[place, 'words']}
          label={t('words')}
          rules={[{ required: true, whitespace: true, min: act === 'answer' ? 5 : 2, message: t('say-it') }]}
        >
          <Input.TextArea rows={2} maxLength={act === 'answer' || act === 'note' ? 2000 : 500} />
        </Form.Item>
      )}
    </>
  );
}

function Colleague({ place }: { place: number }) {
  const t = useFeatureTexts(texts);
  const colleagues = useColleagues();
  return (
    <Form.Item name={[place, 'to']} label={t('to-or-later')}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        loading={colleagues.isPending}
        options={(colleagues.data?.colleagues ?? []).map(({ username, displayName }) => ({
          value: username,
          label: `${displayName} (${username})`,
        }))}
      />
    </Form.Item>
  );
}
