/** What people have said to the utility, at every stage: new, worked on, answered. */
import { randomUUID } from 'node:crypto';
import type { RunningHall } from '../support/hall.ts';

export interface SaidCases {
  answered: string;
  working: string;
}

export async function sayThings(
  hall: RunningHall,
  { token, accountNo }: { token: string; accountNo: string },
  clerkToken: string,
): Promise<SaidCases> {
  const cookie = `dianting_staff=${clerkToken}`;
  const say = async (body: object): Promise<string> => {
    const answer = await hall.call('POST', '/cases', { token, key: randomUUID(), body });
    if (answer.status !== 201) throw new Error(`cases: ${JSON.stringify(answer.body)}`);
    return answer.body.caseNo;
  };
  const act = async (caseNo: string, body: object) => {
    const { version } = (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie })).body;
    const answer = await hall.call('POST', `/staff/cases/${caseNo}/acts`, {
      cookie,
      key: randomUUID(),
      body: { version, ...body },
    });
    if (answer.status !== 200) throw new Error(`cases/${caseNo}: ${JSON.stringify(answer.body)}`);
  };
  await say({ kind: 'suggestion', words: '希望账单里写明每一档用了多少电，老人看得懂。' });
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
  return { answered, working };
}
