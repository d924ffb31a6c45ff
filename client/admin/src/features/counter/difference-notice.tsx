import { ApiError } from '../../api/http.ts';
import { ProblemList } from '../../components/problem-list.tsx';

/** By how much a count differs, large enough to be counted again by; any other problem as everywhere. */
export function DifferenceNotice({ error }: { error: unknown }) {
  if (!(error instanceof ApiError) || error.code !== 'difference-unexplained')
    return <ProblemList error={error} />;
  return (
    <div className="notice" role="alert">
      {error.message}
      <strong className="figures till-difference">{error.details[0]?.message}</strong>
    </div>
  );
}
