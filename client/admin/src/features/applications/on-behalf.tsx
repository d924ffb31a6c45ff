import { Button, Form, Space } from 'antd';
import { useState } from 'react';
import { useMay, useMe } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import type { ApplicationFile } from './applications.queries.ts';
import { useCounterAct } from './counter.queries.ts';
import { CounterFields, type FieldValues, givenOf } from './counter-fields.tsx';
import { CounterPapers } from './counter-papers.tsx';
import { texts } from './texts.ts';

/** For whoever came to the counter or is served at home: what is asked of them, done by the clerk they gave it to. */
export function OnBehalf({ file }: { file: ApplicationFile }) {
  const may = useMay();
  const me = useMe();
  const t = useFeatureTexts(texts);
  const { status, homeService, takenAtCounter, owner, manager } = file;
  const running = status === 'open' || status === 'waiting';
  const mine = [owner?.username, manager?.username].includes(me.username);
  if (!(running || file.canAppeal) || !mine || !(homeService || takenAtCounter)) return null;
  if (!may('POST /staff/counter-applications/:caseNo/answer')) return null;
  return running ? (
    <Served file={file} />
  ) : (
    <Sheet title={t('behalf')}>
      <OwnWord caseNo={file.caseNo} how="appeal" />
    </Sheet>
  );
}

/** That the customer no longer wants it, or does not agree with a refusal. */
function OwnWord({ caseNo, how }: { caseNo: string; how: 'withdrawal' | 'appeal' }) {
  const t = useFeatureTexts(texts);
  const [open, setOpen] = useState(false);
  const { end } = useCounterAct(caseNo);
  const name = t(how === 'appeal' ? 'behalf-appeal' : 'behalf-withdraw');
  return (
    <>
      <Button onClick={() => setOpen(true)}>{name}</Button>
      {open ? (
        <ReasonDialog
          title={name}
          hint={t(how === 'appeal' ? 'behalf-appeal-hint' : 'behalf-withdraw-hint')}
          pending={end.isPending}
          error={end.error}
          onDecide={reason => end.mutate({ how, reason }, { onSuccess: () => setOpen(false) })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

function Served({ file }: { file: ApplicationFile }) {
  const t = useFeatureTexts(texts);
  const [form] = Form.useForm<FieldValues>();
  const { caseNo, kind, checklist, wanted, fieldsMissing } = file;
  const { save, act } = useCounterAct(caseNo);
  const listed = wanted?.kind === 'list';
  // Of the list; without one, what could follow and has not come yet.
  const asked = listed
    ? wanted.items.filter(item => item.kind === 'field').map(({ code }) => code)
    : fieldsMissing;
  const saveFields = async () => {
    if (asked.length === 0) return;
    const given = Object.entries(givenOf(kind, form.getFieldsValue())).filter(([, value]) => value);
    if (given.length > 0) await save.mutateAsync({ form: Object.fromEntries(given) });
  };
  const answer = async () => {
    await saveFields();
    await act.mutateAsync('answer');
  };
  return (
    <Sheet title={t('behalf')}>
      <p className="soft no-top">{t('behalf-hint')}</p>
      <ProblemList error={save.error ?? act.error} />
      {asked.length > 0 ? (
        <Form<FieldValues> form={form} layout="vertical" requiredMark={false}>
          <CounterFields kind={kind} only={asked} />
        </Form>
      ) : null}
      <CounterPapers caseNo={caseNo} checklist={checklist} />
      <Space wrap style={{ marginTop: 12 }}>
        {!listed && asked.length > 0 ? (
          <Button loading={save.isPending} onClick={() => void saveFields().catch(() => {})}>
            {t('counter-save')}
          </Button>
        ) : null}
        {listed ? (
          <Button
            type="primary"
            loading={save.isPending || act.isPending}
            onClick={() => void answer().catch(() => {})}
          >
            {t('behalf-answer')}
          </Button>
        ) : null}
        {wanted?.step?.type === 'confirm' ? (
          <Button loading={act.isPending} onClick={() => act.mutate('confirmation')}>
            {t('behalf-confirm')}
          </Button>
        ) : null}
        <OwnWord caseNo={caseNo} how="withdrawal" />
      </Space>
    </Sheet>
  );
}
