import { App, Button, Form, Popconfirm, Space } from 'antd';
import { useNavigate, useParams } from 'react-router-dom';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type CounterDraft, useCounterAct, useCounterDraft } from './counter.queries.ts';
import { CounterFields, type FieldValues, givenOf, valuesOf } from './counter-fields.tsx';
import { CounterPapers } from './counter-papers.tsx';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';

/** A draft at the counter: the same form and papers as on the customer's own telephone. */
export function Page() {
  const { caseNo = '' } = useParams();
  const draft = useCounterDraft(caseNo);
  return <Loaded query={draft}>{shown => <Draft key={caseNo} draft={shown} />}</Loaded>;
}

function Draft({ draft }: { draft: CounterDraft }) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<FieldValues>();
  const { caseNo, kind, accountNo, checklist } = draft;
  const { save, act, discard } = useCounterAct(caseNo);
  const keep = () => save.mutateAsync({ form: givenOf(kind, form.getFieldsValue()) });
  const handIn = async () => {
    await keep();
    await act.mutateAsync('submission');
    navigate(`/applications/${caseNo}`);
  };
  // What was refused stands above the form.
  const quietly = (work: () => Promise<unknown>) => () => void work().catch(() => {});
  return (
    <>
      <PageHead
        title={inLanguage(kind.name)}
        hint={<span className="mono">{accountNo ? `${caseNo} · ${accountNo}` : caseNo}</span>}
      >
        <Space wrap>
          <Popconfirm
            title={t('counter-discard')}
            description={t('counter-discard-hint')}
            onConfirm={() =>
              discard.mutate(undefined, { onSuccess: () => navigate('/counter-applications') })
            }
          >
            <Button>{t('counter-discard')}</Button>
          </Popconfirm>
          <Button
            loading={save.isPending}
            onClick={quietly(() => keep().then(() => message.success(t('counter-saved'))))}
          >
            {t('counter-save')}
          </Button>
          <Button type="primary" loading={act.isPending} onClick={quietly(handIn)}>
            {t('counter-submit')}
          </Button>
        </Space>
      </PageHead>
      <ProblemList error={save.error ?? act.error ?? discard.error} />
      <Sheet title={t('counter-form')}>
        <Form<FieldValues> form={form} layout="vertical" requiredMark={false} initialValues={valuesOf(draft)}>
          <div className="form-grid">
            <CounterFields kind={kind} />
          </div>
        </Form>
      </Sheet>
      <Sheet title={t('papers')}>
        <CounterPapers caseNo={caseNo} checklist={checklist} />
      </Sheet>
    </>
  );
}
