/** Who lives where and how they use electricity: the special homes of the demo first, then a town drawn by chance. */
import { addDays, addMonths, type BusinessDate, monthOf } from '../../server/src/shared/dates.ts';
import { madeUpIdentityNo, madeUpPhone, type Place, personName, placeOf } from './people-and-places.ts';
import { createRandom, type Random } from './random.ts';

export interface Holder {
  name: string;
  phone: string;
  identityNo: string;
  from: BusinessDate;
  /** The day on which the next holder begins. */
  to: BusinessDate | null;
}

export interface HouseholdPlan {
  index: number;
  place: Place;
  category: 'residential' | 'commercial';
  holders: Holder[];
  timeOfUse: boolean;
  /** People of a large household. */
  people: number | null;
  lowIncome: boolean;
  /** 0.01 kWh on an ordinary day. */
  basePerDay: number;
  electricHeating: boolean;
  valleyShare: number;
  digits: number;
  multiplier: number;
  /** The register on the opening day, in 0.01 kWh. */
  startTotal: number;
  meterChangedOn: BusinessDate | null;
  /** Days without a reading, first and last. */
  gap: { from: BusinessDate; to: BusinessDate } | null;
  paying: Paying;
  /** What the table of demo households calls it. */
  story: { zh: string; en: string } | null;
}

/** How the holder pays: in time, with the latest bill still open, late by one month or by two; with a surplus, or a prepayment. */
export type Paying = 'prompt' | 'latest-open' | 'behind' | 'far-behind' | 'surplus' | 'prepaying';

type Special = Partial<Omit<HouseholdPlan, 'index' | 'place' | 'holders'>> & {
  at: number;
  name: string;
  /** What befell it, on a day that goes by the latest reading's. */
  changes?: 'meter' | 'gap' | 'holder';
};

const day = (text: string) => text as BusinessDate;

/** The days of what befell some homes. */
function changesBefore(until: BusinessDate) {
  const thisMonth = monthOf(until);
  const monthEnd = addDays(day(`${thisMonth}-01`), -1);
  return {
    movedInOn: day(`${addMonths(thisMonth, -8)}-16`),
    meterChangedOn: day(`${addMonths(thisMonth, -6)}-14`),
    gap: { from: addDays(monthEnd, -2), to: addDays(monthEnd, 2) },
  };
}

/** Account numbers by position: 0–10 Weihai, 11–13 Jiaxing, 14–16 Xingtai, 17–19 Wuhu. */
const specials: Special[] = [
  {
    at: 0,
    name: '张伟明',
    basePerDay: 780,
    paying: 'latest-open',
    story: { zh: '普通家庭,最近一期电费未交', en: 'ordinary home, latest bill open' },
  },
  {
    at: 1,
    name: '李海燕',
    basePerDay: 1150,
    timeOfUse: true,
    electricHeating: true,
    valleyShare: 0.46,
    paying: 'latest-open',
    story: { zh: '峰谷电价,电采暖', en: 'time of use, electric heating' },
  },
  {
    at: 2,
    name: '王建国',
    basePerDay: 1460,
    people: 6,
    paying: 'latest-open',
    story: { zh: '六口之家(多人口政策)', en: 'large household of six' },
  },
  {
    at: 11,
    name: '陈立新',
    basePerDay: 3200,
    category: 'commercial',
    paying: 'prompt',
    story: { zh: '小商店', en: 'small shop' },
  },
  {
    at: 17,
    name: '赵桂英',
    basePerDay: 310,
    lowIncome: true,
    paying: 'latest-open',
    story: { zh: '低收入家庭,每月免费15千瓦时', en: 'low income, 15 kWh a month free' },
  },
  {
    at: 14,
    name: '刘志强',
    basePerDay: 690,
    changes: 'meter',
    paying: 'latest-open',
    story: { zh: '半年前换表', en: 'meter changed half a year ago' },
  },
  {
    at: 3,
    name: '周文静',
    basePerDay: 720,
    changes: 'gap',
    paying: 'latest-open',
    story: { zh: '上月底缺数,按估算计费', en: 'readings missing at the end of last month, estimated' },
  },
  {
    at: 4,
    name: '孙晓明',
    basePerDay: 640,
    changes: 'holder',
    paying: 'latest-open',
    story: { zh: '八个月前过户', en: 'moved in eight months ago' },
  },
  { at: 5, name: '吴秀兰', basePerDay: 0, paying: 'prompt', story: { zh: '空置房', en: 'empty flat' } },
  {
    at: 12,
    name: '徐玉梅',
    basePerDay: 880,
    paying: 'surplus',
    story: { zh: '有余额', en: 'with a balance' },
  },
  {
    at: 6,
    name: '马德华',
    basePerDay: 830,
    paying: 'prepaying',
    story: { zh: '有预存', en: 'with a prepayment' },
  },
  {
    at: 7,
    name: '高思远',
    basePerDay: 900,
    digits: 5,
    startTotal: 98_200_00,
    paying: 'behind',
    story: { zh: '电表走满归零,欠两个月', en: 'register passed its end, two bills overdue' },
  },
  {
    at: 8,
    name: '林秀英',
    basePerDay: 520,
    paying: 'far-behind',
    story: { zh: '特殊需求户,欠费不停电', en: 'special needs: in arrears, never cut off' },
  },
  {
    at: 9,
    name: '何永强',
    basePerDay: 940,
    paying: 'far-behind',
    story: { zh: '欠费已停电,缴清自动复电', en: 'cut off; payment restores power by itself' },
  },
  {
    at: 10,
    name: '郭建军',
    basePerDay: 870,
    paying: 'far-behind',
    story: { zh: '已发停电通知,待审批', en: 'notice given, suspension to be decided' },
  },
  {
    at: 13,
    name: '罗美玲',
    basePerDay: 610,
    paying: 'prompt',
    story: { zh: '已缴清,复电中', en: 'paid up, power on its way back' },
  },
  {
    at: 15,
    name: '梁志远',
    basePerDay: 760,
    paying: 'far-behind',
    story: { zh: '分期缴欠费', en: 'pays its arrears in parts' },
  },
  {
    at: 18,
    name: '海天食品厂',
    basePerDay: 9_500,
    category: 'commercial',
    paying: 'prompt',
    story: { zh: '大客户,停电时间协商中', en: 'large customer, an outage being agreed' },
  },
  {
    at: 19,
    name: '仁和医院',
    basePerDay: 8_800,
    category: 'commercial',
    paying: 'latest-open',
    story: { zh: '重要用户', en: 'important user' },
  },
];

export const demoPhone = (number: number) => `1380000${String(number).padStart(4, '0')}`;
const openedOn = day('2019-06-01');

export function planHousehold(seed: number, index: number, until: BusinessDate): HouseholdPlan {
  const random = createRandom(seed, index);
  const drawn = drawHousehold(random, index);
  const special = specials.find(({ at }) => at === index);
  if (!special) return drawn;
  const { at: _at, name, changes, ...told } = special;
  const days = changesBefore(until);
  const number = specials.indexOf(special) + 1;
  const [former] = drawn.holders;
  const holder: Holder = {
    ...former!,
    name,
    phone: demoPhone(number),
    from: changes === 'holder' ? days.movedInOn : openedOn,
    to: null,
  };
  const holders = changes === 'holder' ? [{ ...former!, to: days.movedInOn }, holder] : [holder];
  const plain = {
    category: 'residential',
    timeOfUse: false,
    people: null,
    lowIncome: false,
    electricHeating: false,
  } as const;
  const befell = {
    meterChangedOn: changes === 'meter' ? days.meterChangedOn : null,
    gap: changes === 'gap' ? days.gap : null,
  };
  return { ...drawn, ...plain, ...told, ...befell, holders };
}

function drawHousehold(random: Random, index: number): HouseholdPlan {
  const place = placeOf(index);
  const empty = random.chance(0.03);
  const large = !empty && random.chance(0.04);
  const commercial = !empty && !large && random.chance(0.04);
  const lowIncome = !empty && !large && !commercial && random.chance(0.03);
  const [low, high] = commercial ? [1500, 6000] : large ? [1000, 1700] : lowIncome ? [180, 420] : [350, 1200];
  const pays = random.next();
  return {
    index,
    place,
    category: commercial ? 'commercial' : 'residential',
    holders: [
      {
        name: personName(random),
        phone: madeUpPhone(index),
        identityNo: madeUpIdentityNo(random, index),
        from: openedOn,
        to: null,
      },
    ],
    timeOfUse: !commercial && random.chance(0.18),
    people: large ? random.whole(5, 7) : null,
    lowIncome,
    basePerDay: empty ? 0 : random.whole(low!, high!),
    electricHeating: !commercial && random.chance(0.15),
    valleyShare: 0.3 + random.next() * 0.2,
    digits: 6,
    multiplier: commercial && random.chance(0.2) ? 20 : 1,
    startTotal: random.whole(500_00, 42_000_00),
    meterChangedOn: null,
    gap: null,
    paying:
      pays < 0.62
        ? 'prompt'
        : pays < 0.92
          ? 'latest-open'
          : pays < 0.95
            ? 'behind'
            : pays < 0.98
              ? 'surplus'
              : 'prepaying',
    story: null,
  };
}

export const demoStories = specials.map(({ story }, index) => ({ phone: demoPhone(index + 1), ...story! }));
