import { Button, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { type ArticleFile, type ArticleVersion, useArticle, useDecide } from './knowledge.queries.ts';
import { texts } from './texts.ts';

/** An article with all its versions, and what can be done with the newest. */
export function Page() {
  const { code = '' } = useParams();
  const found = useArticle(code);
  return <Loaded query={found}>{article => <Shown article={article} />}</Loaded>;
}

function Shown({ article }: { article: ArticleFile }) {
  const word = useWord();
  const { language } = useTexts();
  const { code, section, audience, retired, versions } = article;
  const t = useFeatureTexts(texts);
  const newest = versions[0]!;
  return (
    <>
      <PageHead
        title={language === 'en' ? newest.titleEn : newest.titleZh}
        hint={
          <>
            <span className="mono">{code}</span> {word('article-section', section)} ·{' '}
            {word('article-audience', audience)} {retired ? `· ${t('retired')}` : ''}
          </>
        }
      >
        <Acts article={article} newest={newest} />
      </PageHead>
      {versions.map(version => (
        <OneVersion key={version.version} version={version} />
      ))}
    </>
  );
}

function Acts({ article, newest }: { article: ArticleFile; newest: ArticleVersion }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const [returning, setReturning] = useState(false);
  const deciding = useDecide(article.code);
  const { state, version } = newest;
  const publishes = may('POST /staff/knowledge/:code/decisions');
  const plain = (act: 'submit' | 'publish' | 'withdraw' | 'restore', main = false) => (
    <Button
      {...(main ? { type: 'primary' as const } : {})}
      loading={deciding.isPending}
      onClick={() => deciding.mutate({ act, version })}
    >
      {word('article-act', act)}
    </Button>
  );
  return (
    <>
      <ProblemList error={deciding.error} />
      <Space wrap>
        {may('PUT /staff/knowledge/:code/draft') ? (
          <Button onClick={() => setEditing(true)}>
            {t(state === 'published' ? 'new-version' : 'write-on')}
          </Button>
        ) : null}
        {state === 'draft' && may('POST /staff/knowledge/:code/submission') ? plain('submit', true) : null}
        {state === 'submitted' && publishes ? plain('publish', true) : null}
        {state === 'submitted' && publishes ? (
          <Button onClick={() => setReturning(true)}>{word('article-act', 'return')}</Button>
        ) : null}
        {publishes ? plain(article.retired ? 'restore' : 'withdraw') : null}
      </Space>
      {editing ? <EditDialog article={article} onClose={() => setEditing(false)} /> : null}
      {returning ? (
        <ReturnDialog
          onClose={() => setReturning(false)}
          onReturn={reason =>
            deciding.mutate({ act: 'return', version, reason }, { onSuccess: () => setReturning(false) })
          }
        />
      ) : null}
    </>
  );
}

function ReturnDialog({ onClose, onReturn }: { onClose: () => void; onReturn: (reason: string) => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={word('article-act', 'return')}
      okText={word('article-act', 'return')}
      cancelText={common('action.cancel')}
      okButtonProps={{ disabled: reason.trim().length < 2 }}
      onCancel={onClose}
      onOk={() => onReturn(reason.trim())}
    >
      <Input.TextArea
        rows={3}
        maxLength={300}
        aria-label={t('reason')}
        placeholder={t('reason')}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </Modal>
  );
}

function OneVersion({ version }: { version: ArticleVersion }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { language } = useTexts();
  const { state, titleZh, titleEn, bodyZh, bodyEn, kinds, classes, keywords, source, validFrom } = version;
  const names = (group: string, codes: string[]) => codes.map(code => word(group, code)).join(' · ') || null;
  const english = language === 'en';
  const nameOf = useNameOf();
  const who = (by: string) => (by === 'system' ? t('shipped') : nameOf(by));
  return (
    <Sheet
      title={t('version', { count: version.version })}
      extra={<StatusTag group="article" status={state} tone={state === 'published' ? 'plain' : 'waits'} />}
    >
      <h3 style={{ marginTop: 0 }}>{english ? titleEn : titleZh}</h3>
      <p style={{ whiteSpace: 'pre-wrap' }}>{english ? bodyEn : bodyZh}</p>
      <details style={{ marginBottom: 12 }}>
        <summary>{english ? titleZh : titleEn}</summary>
        <p style={{ whiteSpace: 'pre-wrap' }}>{english ? bodyZh : bodyEn}</p>
      </details>
      {version.returnedFor ? (
        <p className="owed">{t('returned-for', { reason: version.returnedFor })}</p>
      ) : null}
      <Facts
        facts={[
          [t('valid-from'), validFrom],
          [t('source'), source],
          [t('keywords'), keywords || null],
          [t('kinds'), names('case-kind', kinds)],
          [t('classes'), names('case-class', classes)],
          [
            t('writer'),
            [
              who(version.writtenBy),
              ...(version.publishedBy ? [t('published-by', { who: who(version.publishedBy) })] : []),
            ].join(' · '),
          ],
        ]}
      />
    </Sheet>
  );
}
