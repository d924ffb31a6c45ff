/** What the supply contract says of this case; the same case always gives the same text. Pure. */
import type { Wording } from '../../../shared/errors.ts';
import type { Answers } from '../form.ts';
import type { KindDefinition } from '../kind.ts';

export interface Contract {
  contractNo: string;
  title: Wording;
  utility: Wording;
  /** Label and value of each line that differs from contract to contract. */
  facts: { label: Wording; value: string }[];
  clauses: Wording[];
}

const clauses: Wording[] = [
  {
    zh: '供电人按国家规定的供电质量标准连续供电；因检修等需要中断供电的，按规定事先通知用电人。',
    en: 'The utility supplies continuously and to the standards of the State; it gives notice before it interrupts supply.',
  },
  {
    zh: '用电人按政府价格主管部门核定的电价和电能计量装置的记录，按期交纳电费。',
    en: 'The customer pays in time, by the prices fixed by the authorities and by what the meter records.',
  },
  {
    zh: '电能计量装置由供电人安装和管理；任何一方认为计量不准的，可以申请校验。',
    en: 'The meter is installed and kept by the utility; either side may ask for a test.',
  },
  {
    zh: '用电人不得擅自增加用电容量、改变用电性质或向他人转供电。',
    en: 'The customer does not raise the capacity, change the use or pass supply on without consent.',
  },
  {
    zh: '用电人不再用电或将房屋交给他人使用的，应办理销户或过户；结清之前的电费由用电人承担。',
    en: 'Who no longer uses the supply closes the account or has the holder changed, and pays what was used until then.',
  },
  {
    zh: '逾期交纳电费的，按国家规定承担违约责任；供电人中止供电须履行规定的通知程序。',
    en: 'Late payment has the consequences that the law states; supply is suspended only after the notices it asks for.',
  },
];

/** What of the form it quotes: settled once it is signed. */
export const quotedFields: ReadonlySet<string> = new Set([
  'applicant',
  'capacity',
  'district',
  'street',
  'building',
  'unit',
  'room',
]);

export function contractOf(scene: {
  caseNo: string;
  kind: KindDefinition;
  answers: Answers;
  utility: Wording;
  address: string;
  accountNo: string | null;
}): Contract {
  const { caseNo, kind, answers, utility, address, accountNo } = scene;
  const fact = (zh: string, en: string, value: unknown) => ({ label: { zh, en }, value: String(value) });
  const capacity = answers['capacity'];
  return {
    contractNo: `HT${caseNo.slice(2)}`,
    title: { zh: '供用电合同', en: 'Electricity supply contract' },
    utility,
    facts: [
      fact('用电人', 'Customer', answers['applicant'] ?? ''),
      fact('用电地址', 'Address', address),
      ...(accountNo ? [fact('户号', 'Account', accountNo)] : []),
      fact('办理业务', 'Application', `${kind.name.zh} ${caseNo}`),
      ...(capacity === undefined ? [] : [fact('用电容量', 'Capacity', `${capacity} kW`)]),
      fact(
        '电价类别',
        'Price category',
        kind.category === 'commercial'
          ? '工商业及其他用电'
          : kind.category === 'residential'
            ? '居民生活用电'
            : '按现行类别',
      ),
    ],
    clauses,
  };
}
