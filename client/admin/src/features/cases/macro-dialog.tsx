import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { ProblemList } from '../../components/problem-list.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type CaseFile, type Macro, useColleagues, useMacrosFor, useRunMacro } from './cases.queries.ts';
import { OthersNotice } from './others-notice.tsx';
import type { Other } from './presence.queries.ts';
import { texts } from './texts.ts';

/** Chooses a macro that fits, shows its acts with their words to fill in, and runs it. */
export function MacroDialog({
  file,
  others,
  onClose,
}: {
  file: CaseFile;
  others: Other[];
  onClose: () => void;
}) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const macros = useMacrosFor(file);
  const [chosen, setChosen] = useState<number | null>(null);
  const [form] = Form.useForm<{ words: (string | undefined)[]; to?: string }>();
  const run = useRunMacro(file);
  const macro = macros.data?.find(({ id }) => id === chosen) ?? macros.data?.[0];
  const stopped = run.data?.stopped;
  const send = (words: (string | undefined)[] = [], to?: string) =>
    run.mutate(
      {
        macroId: macro!.id,
        to,
        words: macro!.steps.map((step, place) => (step.words ? (words[place] ?? null) : null)),
      },
      { onSuccess: ({ stopped: why }) => (why ? undefined : onClose()) },
    );
  return (
    <Modal
      open
      title={t('macros')}
      okText={t('run-macro')}
      cancelText={stopped ? t('close') : common('action.cancel')}
      okButtonProps={{ disabled: !macro || !!stopped }}
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <OthersNotice others={others} />
      <ProblemList error={run.error} />
      {stopped ? (
        <div className="notice" role="alert">
          {t('macro-stopped', { done: run.data!.done, of: run.data!.of, why: stopped.message })}
        </div>
      ) : null}
      {stopped ? null : (
        <Loaded query={macros} rows={3}>
          {list =>
            macro ? (
              <Form
                form={form}
                layout="vertical"
                requiredMark={false}
                onFinish={({ words, to }) => send(words, to)}
              >
                <Form.Item label={t('macro')} htmlFor="macro">
                  <Select<number>
                    id="macro"
                    autoFocus
                    value={macro.id}
                    onChange={setChosen}
                    options={list.map(({ id, name }) => ({ value: id, label: name }))}
                  />
                </Form.Item>
                <Steps key={macro.id} macro={macro} />
                {macro.steps.some(({ act, to }) => act === 'hand-over' && !to) ? <ToWhom /> : null}
              </Form>
            ) : (
              <EmptyState title={t('no-macro')} hint={t('no-macro-hint')} />
            )
          }
        </Loaded>
      )}
    </Modal>
  );
}

function ToWhom() {
  const t = useFeatureTexts(texts);
  const colleagues = useColleagues();
  return (
    <Form.Item name="to" label={t('to')} rules={[{ required: true, message: t('say-it') }]}>
      <Select
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

function Steps({ macro }: { macro: Macro }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <ol style={{ paddingLeft: 20 }}>
      {macro.steps.map(({ act, outcome, grade, complaintClass, to, words }, place) => {
        const what = [
          word('case-act', act),
          outcome && word('case-outcome', outcome),
          grade && word('case-grade', grade),
          complaintClass && word('case-class', complaintClass),
          to,
        ]
          .filter(Boolean)
          .join(' · ');
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a macro is never changed
          <li key={place}>
            {words === undefined ? (
              what
            ) : (
              <Form.Item
                name={['words', place]}
                label={what}
                initialValue={words}
                rules={[
                  { required: true, whitespace: true, message: t('say-it') },
                  {
                    validator: (_, said) =>
                      filled(said) ? Promise.resolve() : Promise.reject(new Error(t('blank-left'))),
                  },
                ]}
              >
                <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
              </Form.Item>
            )}
          </li>
        );
      })}
    </ol>
  );
}

const filled = (said: string | undefined) => !/_{2,}|＿/.test(said ?? '');
