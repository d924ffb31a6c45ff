import { Alert } from 'antd';
import { ApiError } from '../api/http.ts';
import { useTexts } from '../i18n/index.tsx';

/** What a form's answer complained about: the sentence, each field, and the request number. */
export function ProblemList({ error }: { error: unknown }) {
  const { t } = useTexts();
  if (!error) return null;
  const problem = error instanceof ApiError ? error : null;
  const title = problem?.message || (problem?.status === 0 ? t('state.unreachable') : t('state.failed'));
  return (
    <Alert
      type="error"
      showIcon={false}
      role="alert"
      style={{ marginBottom: 12 }}
      title={title}
      description={
        <>
          {problem?.details.map(detail => (
            <div key={detail.field + detail.rule}>{`${detail.field}: ${detail.message}`}</div>
          ))}
          {problem?.requestId ? (
            <div className="mono">{t('state.request-no', { requestId: problem.requestId })}</div>
          ) : null}
        </>
      }
    />
  );
}
