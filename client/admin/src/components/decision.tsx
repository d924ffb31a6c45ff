/** A second person's yes or no to what another asked for. Either is said twice: what follows is shown first, and a no has its reason. */
import { Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { defineTexts, useFeatureTexts, useTexts } from '../i18n/index.tsx';
import { ProblemList } from './problem-list.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

const texts = defineTexts(
  { 'decision.stays': '不会动账，一切照旧；原因记入审计日志。' },
  {
    'decision.stays': 'Nothing is booked and all stays as it is; the reason is kept in the audit log.',
  },
);

export interface Verdict {
  approve: boolean;
  note?: string;
}

/** The part of a mutation that a dialog needs. */
export interface Step<Given> {
  mutate: (given: Given, options?: { onSuccess?: () => void }) => void;
  reset: () => void;
  isPending: boolean;
  error: unknown;
}

interface DecisionProps {
  /** What is decided about, with its sum. */
  about: string;
  approve: string;
  reject: string;
  /** What follows from a yes, in a sentence. */
  effect: string;
  /** What follows from a no, where it is not that all stays as it is. */
  stays?: string;
  danger?: boolean;
  decide: Step<Verdict>;
  /** Before and after. */
  children?: ReactNode;
}

export function Decision(props: DecisionProps) {
  const { about, approve, reject, effect, stays, danger, decide, children } = props;
  return (
    <span className="decision">
      <Agree
        about={about}
        action={approve}
        effect={effect}
        danger={danger}
        step={{ ...decide, mutate: (_, options) => decide.mutate({ approve: true }, options) }}
      >
        {children}
      </Agree>
      <Refuse
        about={about}
        action={reject}
        hint={stays}
        step={{ ...decide, mutate: (note, options) => decide.mutate({ approve: false, note }, options) }}
      />
    </span>
  );
}

interface StepProps<Given> {
  about: string;
  action: string;
  step: Step<Given>;
  size?: 'small' | 'middle';
}

/** A step that is done once it was seen what it changes. */
export function Agree(
  props: StepProps<void> & { effect: string; danger?: boolean; disabled?: boolean; children?: ReactNode },
) {
  const { about, action, step, effect, danger, disabled, size = 'small', children } = props;
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size={size}
        type="primary"
        danger={danger}
        disabled={disabled || step.isPending}
        onClick={() => {
          step.reset();
          setOpen(true);
        }}
      >
        {action}
      </Button>
      {open ? (
        <Modal
          open
          width={560}
          title={about}
          okText={action}
          okButtonProps={{ danger }}
          cancelText={t('action.cancel')}
          confirmLoading={step.isPending}
          onOk={() => step.mutate(undefined, { onSuccess: () => setOpen(false) })}
          // Its answer, a refusal above all, is read here.
          onCancel={() => step.isPending || setOpen(false)}
        >
          <ProblemList error={step.error} />
          <p className="no-top">{effect}</p>
          {children}
        </Modal>
      ) : null}
    </>
  );
}

/** A no, with its reason. */
export function Refuse({ about, action, step, size = 'small', hint }: StepProps<string> & { hint?: string }) {
  const t = useFeatureTexts(texts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size={size}
        disabled={step.isPending}
        onClick={() => {
          step.reset();
          setOpen(true);
        }}
      >
        {action}
      </Button>
      {open ? (
        <ReasonDialog
          title={about}
          action={action}
          hint={hint ?? t('decision.stays')}
          danger
          pending={step.isPending}
          error={step.error}
          onDecide={reason => step.mutate(reason, { onSuccess: () => setOpen(false) })}
          onClose={() => step.isPending || setOpen(false)}
        />
      ) : null}
    </>
  );
}
