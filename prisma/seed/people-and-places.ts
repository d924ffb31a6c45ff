/** Made-up names, addresses and numbers. Nobody's: phones lie in a range given to no carrier, identity numbers in no province. */
import type { Random } from './random.ts';

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎',
];
const given = [
  ...[
    '伟',
    '芳',
    '娜',
    '敏',
    '静',
    '丽',
    '强',
    '磊',
    '军',
    '洋',
    '勇',
    '艳',
    '杰',
    '娟',
    '涛',
    '明',
    '超',
    '霞',
    '平',
    '刚',
  ],
  ...[
    '桂英',
    '秀兰',
    '建国',
    '志强',
    '海燕',
    '晓明',
    '文静',
    '立新',
    '国庆',
    '玉梅',
    '春花',
    '德华',
    '思远',
    '子涵',
    '雨桐',
    '浩然',
  ],
];

export function personName(random: Random): string {
  return random.pick(surnames) + random.pick(given);
}

/** 154 is assigned to no carrier. */
export function madeUpPhone(index: number): string {
  return `154${String(index).padStart(8, '0')}`;
}

/** 99 is no province's code. */
export function madeUpIdentityNo(random: Random, index: number): string {
  const born = `${random.whole(1945, 2002)}${pad(random.whole(1, 12), 2)}${pad(random.whole(1, 28), 2)}`;
  return `990000${born}${pad(index % 1000, 3)}${random.whole(0, 9)}`;
}

interface Town {
  regionCode: string;
  /** Leading digits of account numbers. */
  prefix: string;
  accountDigits: number;
  districts: string[];
  streets: string[];
}

export const towns: Town[] = [
  {
    regionCode: 'weihai',
    prefix: '3710',
    accountDigits: 13,
    districts: ['文登区', '环翠区', '荣成市', '乳山市'],
    streets: ['昆嵛路', '文山路', '海滨北路', '青岛路', '世昌大道', '米山路', '龙山路', '珠海路'],
  },
  {
    regionCode: 'jiaxing',
    prefix: '3304',
    accountDigits: 13,
    districts: ['南湖区', '秀洲区', '嘉善县'],
    streets: ['中山路', '勤俭路', '禾兴路', '洪兴路', '东升路', '纺工路'],
  },
  {
    regionCode: 'xingtai',
    prefix: '1305',
    accountDigits: 13,
    districts: ['襄都区', '信都区', '南和区'],
    streets: ['钢铁路', '中兴大街', '泉北大街', '开元路', '矿山街', '新华路'],
  },
  {
    regionCode: 'wuhu',
    prefix: '34',
    accountDigits: 10,
    districts: ['镜湖区', '弋江区', '鸠江区'],
    streets: ['北京路', '长江路', '赤铸山路', '九华路', '银湖路', '文化路'],
  },
];

export interface Place {
  town: Town;
  accountNo: string;
  district: string;
  street: string;
  building: string;
  unit: string;
  room: string;
  /** Homes of one building hang on one transformer area. */
  area: number;
}

const homesPerBuilding = 60;

/** The home of an account: eleven of twenty stand in Weihai, three in each other town. */
export function placeOf(index: number): Place {
  const slot = index % 20;
  const townIndex = slot < 11 ? 0 : 1 + Math.floor((slot - 11) / 3);
  const town = towns[townIndex]!;
  const inTown =
    Math.floor(index / 20) * (townIndex === 0 ? 11 : 3) + (townIndex === 0 ? slot : (slot - 11) % 3);
  const block = Math.floor(inTown / homesPerBuilding);
  const home = inTown % homesPerBuilding;
  const district = town.districts[block % town.districts.length]!;
  const street = town.streets[Math.floor(block / town.districts.length) % town.streets.length]!;
  const round = Math.floor(block / (town.districts.length * town.streets.length));
  const number = round * 10 + 1 + ((block * 7) % 10);
  const [unit, floor, door] = [Math.floor(home / 20) + 1, Math.floor((home % 20) / 2) + 1, (home % 2) + 1];
  return {
    town,
    accountNo: accountNo(town, inTown),
    district,
    street,
    building: `${number}号楼`,
    unit: `${unit}单元`,
    room: `${floor}0${door}室`,
    area: townIndex * 1_000_000 + block,
  };
}

/** Spread over the numbers of the town, so that neighbours' numbers do not follow each other. */
function accountNo(town: Town, inTown: number): string {
  const free = town.accountDigits - town.prefix.length;
  const size = 10 ** free;
  const spread = (BigInt(inTown) * 7_368_787n + 1_234_567n) % BigInt(size);
  return town.prefix + pad(Number(spread), free);
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
