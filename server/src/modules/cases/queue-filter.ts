/** What a colleague narrows the queue to. Pure: conditions over cases `c` and the values they ask for. */
import type { CaseKind, ComplaintClass, Grade, Source } from './case-kinds.ts';
import type { CaseStatus } from './service-case.ts';

export interface QueueFilter {
  kind?: CaseKind | undefined;
  source?: Source | undefined;
  grade?: Grade | undefined;
  complaintClass?: ComplaintClass | undefined;
  status?: CaseStatus | undefined;
  /** An empty district is the whole region. */
  area?: { regionCode: string; district: string } | undefined;
  /** Null: nobody has it. */
  owner?: string | null | undefined;
  openedFrom?: Date | undefined;
  openedBefore?: Date | undefined;
}

/** Written only where it is asked for, so that each question has the plan that fits it. @param add keeps a value and gives its place */
export function conditionsOf(filter: QueueFilter, add: (value: unknown) => string): string[] {
  const { kind, source, grade, complaintClass, status, area, owner, openedFrom, openedBefore } = filter;
  return [
    kind && `c.kind = ${add(kind)}`,
    source && `c.source = ${add(source)}`,
    grade && `c.grade = ${add(grade)}`,
    complaintClass && `c.complaint_class = ${add(complaintClass)}`,
    status && `c.status = ${add(status)}`,
    area && `c.region_code = ${add(area.regionCode)}`,
    area?.district && `c.district = ${add(area.district)}`,
    owner === null && 'c.owner IS NULL',
    owner && `c.owner = ${add(owner)}`,
    openedFrom && `c.opened_at >= ${add(openedFrom)}`,
    openedBefore && `c.opened_at < ${add(openedBefore)}`,
  ].filter(condition => typeof condition === 'string' && condition !== '') as string[];
}
