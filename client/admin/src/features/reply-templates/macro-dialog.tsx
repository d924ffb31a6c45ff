import { Button, Form, Modal } from 'antd';
import { Icon } from '../../components/icon.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { MacroStepFields, type StepEntry, stepOf } from './macro-step.tsx';
import { NameAndKind, type NamedFor, namedFor } from './name-and-kind.tsx';
import { useChange } from './templates.queries.ts';
import { texts } from './texts.ts';

const mostSteps = 6;

type Entry = NamedFor & { steps: StepEntry[] };

/** A name and up to six acts, one below the other. */
export function MacroDialog({ onClose }: { onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<Entry>();
  const change = useChange();
  return (
    <Modal
      open
      width={640}
      title={t('write-macro')}
      okText={t('write-macro')}
      cancelText={common('action.cancel')}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="soft no-top">{t('macro-hint')}</p>
      <ProblemList error={change.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: '', steps: [{ act: 'take' }] }}
        onFinish={({ steps, ...named }) =>
          change.mutate(
            { path: 'case-macros', body: { ...namedFor(named), steps: steps.map(stepOf) } },
            { onSuccess: onClose },
          )
        }
      >
        <NameAndKind />
        <Form.List name="steps">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <fieldset key={key} className="rule-group">
                  <legend>
                    {t('step', { count: name + 1 })}
                    {fields.length > 1 ? (
                      <Button
                        type="text"
                        size="small"
                        aria-label={t('remove-step', { count: name + 1 })}
                        title={t('remove-step', { count: name + 1 })}
                        onClick={() => remove(name)}
                      >
                        ×
                      </Button>
                    ) : null}
                  </legend>
                  <MacroStepFields place={name} />
                </fieldset>
              ))}
              {fields.length < mostSteps ? (
                <Button icon={<Icon name="note" size={16} />} onClick={() => add({ act: 'note' })}>
                  {t('add-step')}
                </Button>
              ) : null}
            </>
          )}
        </Form.List>
      </Form>
    </Modal>
  );
}
