/** What people have said to the utility, at every stage: new, worked on, answered. */
import type { RunningHall } from '../support/hall.ts';
import { asking } from './asking.ts';

export interface SaidCases {
  answered: string;
  working: string;
  /** A suggestion. */
  adopted: string;
}

export async function sayThings(
  hall: RunningHall,
  { token, accountNo }: { token: string; accountNo: string },
  clerkToken: string,
): Promise<SaidCases> {
  const resident = asking(hall, { token });
  const clerk = asking(hall, { staff: clerkToken });
  const say = async (body: object): Promise<string> => (await resident('POST', '/cases', body)).caseNo;
  const act = async (caseNo: string, body: object) => {
    const { version } = await clerk('GET', `/staff/cases/${caseNo}`);
    await clerk('POST', `/staff/cases/${caseNo}/acts`, { version, ...body });
  };
  const adopted = await say({
    kind: 'suggestion',
    words: '希望账单里写明每一档用了多少电，老人看得懂。',
  });
  await act(adopted, { act: 'take' });
  await act(adopted, { act: 'answer', outcome: 'adopted', words: '已采纳，本月起账单逐档列出电量。' });
  const working = await say({ kind: 'enquiry', accountNo, words: '家里打算装充电桩，需要准备哪些材料？' });
  await act(working, { act: 'take' });
  await act(working, { act: 'update', words: '已转业扩报装专责，明天上午给您回电。' });
  const answered = await say({
    kind: 'complaint',
    complaintClass: 'service',
    accountNo,
    words: '营业厅排队两小时，只开了一个窗口，没有人解释原因。',
  });
  await act(answered, { act: 'take' });
  await act(answered, { act: 'contact', words: '已电话联系客户，客户情绪平稳。' });
  await act(answered, {
    act: 'answer',
    outcome: 'upheld',
    words: '已向您致歉，并对当班人员进行了教育。',
    cause: '午间只开一个窗口',
    remedy: '增开窗口，并在门口公示等候时间',
    responsibility: 'utility',
  });
  await say({ kind: 'opinion', words: '营业厅门口的台阶太高，轮椅上不去。' });
  return { answered, working, adopted };
}
