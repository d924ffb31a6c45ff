import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { defineTexts, useFeatureTexts } from '../../i18n/index.tsx';

const texts = defineTexts(
  {
    title: '来信人',
    address: '邮箱',
    subject: '主题',
    sender: '发件人',
    verified: '域名已核实',
    unverified: '未核实：任何人都可能冒用这个地址，请勿据此透露客户信息',
    how: '告知进展、请客户补充、答复和办结时写的话，会以邮件发给来信人。',
  },
  {
    title: 'Who wrote',
    address: 'Address',
    subject: 'Subject',
    sender: 'Sender',
    verified: 'the domain is certain',
    unverified: 'not verified: anybody may use this address; tell it nothing of a customer',
    how: 'News, questions, the answer and the closing words go to this address by e-mail.',
  },
);

/** Of a case that came by e-mail: who wrote, and whether that is certain. */
export function MailSheet({ caseNo }: { caseNo: string }) {
  const t = useFeatureTexts(texts);
  const found = useQuery({
    queryKey: ['case', caseNo, 'mail'],
    queryFn: () => get<Answer<'GET /staff/cases/:caseNo/mail'>>(`/staff/cases/${caseNo}/mail`),
  });
  return (
    <Loaded query={found}>
      {({ mail }) =>
        mail ? (
          <Sheet title={t('title')}>
            <Facts
              facts={[
                [
                  t('address'),
                  <span key="address" className="mono">
                    {mail.address}
                  </span>,
                ],
                [
                  t('sender'),
                  mail.verified ? (
                    t('verified')
                  ) : (
                    <strong key="doubt" className="owed">
                      {t('unverified')}
                    </strong>
                  ),
                ],
                [t('subject'), mail.subject],
              ]}
            />
            <p className="soft">{t('how')}</p>
          </Sheet>
        ) : null
      }
    </Loaded>
  );
}
