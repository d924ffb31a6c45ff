import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { Answer } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { useMay } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { At } from '../../components/values.tsx';
import { defineTexts, useFeatureTexts } from '../../i18n/index.tsx';

const texts = defineTexts(
  {
    title: '没有送达的答复',
    mail: '邮件',
    wallet: '微信支付',
    account: '公众号',
    again: '重新发送',
    returned: '邮件被退回，客户没有收到；原文见办理经过。请用其他方式联系客户。',
  },
  {
    title: 'Answers that did not arrive',
    mail: 'E-mail',
    wallet: 'WeChat Pay',
    account: 'Official account',
    again: 'Send again',
    returned:
      'The mail came back: the customer has not got it. Its words stand in the timeline; reach the customer another way.',
  },
);

type Undelivered = Answer<'GET /staff/cases/:caseNo/undelivered'>;

/** What the desk wrote and the customer never got, with a button for another try. */
export function UndeliveredSheet({ caseNo }: { caseNo: string }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const client = useQueryClient();
  const path = `/staff/cases/${caseNo}/undelivered`;
  const queryKey = ['case', caseNo, 'undelivered'];
  const found = useQuery({ queryKey, queryFn: () => get<Undelivered>(path) });
  const sending = useMutation({
    mutationFn: (id: number) => post<Undelivered>(`${path}/${id}/resend`, {}),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  const answers = found.data?.answers ?? [];
  if (answers.length === 0) return null;
  return (
    <Sheet title={t('title')}>
      <ProblemList error={sending.error} />
      <ul>
        {answers.map(({ id, caseNo: of, way, words, reason, at }) => (
          <li key={id}>
            <div style={{ whiteSpace: 'pre-wrap' }}>{words ?? t('returned')}</div>
            <div className="soft">
              {of === caseNo ? null : <span className="mono">{of} · </span>}
              {t(way)} · <At at={at} /> · {reason}
            </div>
            {words !== null && may('POST /staff/cases/:caseNo/undelivered/:id/resend') ? (
              <Button loading={sending.isPending} onClick={() => sending.mutate(id)}>
                {t('again')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
