/** What the demo's utility has made public: a price, a promise, a rule, a notice that is not yet in force and one that is over. */
import type pg from 'pg';

interface Given {
  kind: string;
  titleZh: string;
  titleEn: string;
  bodyZh: string;
  bodyEn: string;
  source: string;
  /** Business dates, or days from today. */
  from: string | number;
  until: string | number | null;
}

const given: Given[] = [
  {
    kind: 'notice',
    titleZh: '2026年春节期间营业厅服务时间',
    titleEn: 'Hours of the service halls at the Spring Festival 2026',
    bodyZh: '2026年2月16日至18日，各营业厅上午9:00至12:00开放。网上缴费、报修和95598热线不受影响。',
    bodyEn:
      'From 16 to 18 February 2026 the halls are open from 9:00 to 12:00. Paying and reporting faults online and the hotline 95598 go on as always.',
    source: '电厅供电公司客户服务中心',
    from: '2026-02-16',
    until: '2026-02-18',
  },
  {
    kind: 'policy',
    titleZh: '逾期电费违约金与停电程序',
    titleEn: 'Late fees, and how supply is suspended',
    bodyZh:
      '居民用户逾期未交电费的，每日按欠费总额的1‰计收违约金。逾期超过30日、经催交仍未交清的，供电公司提前通知后可以停止供电：停电前3至7天书面通知，停电前30分钟再次通知。缴清后24小时内恢复供电。\n对电费有异议的，可以在“我要反映”里提出；核实期间不停电。',
    bodyEn:
      'A home that pays late is charged 1‰ of what it owes for each day. Supply may be suspended after more than 30 days and reminders: with a written notice three to seven days before, and another 30 minutes before. It is restored within 24 hours of payment.\nIf you dispute the sum, tell us under “Tell us”; supply is not suspended meanwhile.',
    source: '《供电营业规则》（1996年）、《电力供应与使用条例》第三十九条',
    from: '1996-10-08',
    until: null,
  },
  {
    kind: 'service',
    titleZh: '供电服务承诺',
    titleEn: 'What we promise',
    bodyZh:
      '计划停电提前7天公告。\n故障抢修人员到达现场的平均时间：城区45分钟，农村90分钟，特殊边远地区2小时；恢复供电的平均时间：城区3小时，农村4小时。\n居民新装从受理到送电不超过5个工作日。\n电表异常5个工作日内处理完毕。',
    bodyEn:
      'Planned outages are announced seven days ahead.\nOn average we arrive at a fault within 45 minutes in town, 90 in the country and two hours in remote places, and restore supply within three hours in town and four in the country.\nA new home is connected within five working days.\nA meter that is not right is dealt with within five working days.',
    source: '国家电网公司供电服务“十项承诺”（2022年修订）',
    from: '2022-01-01',
    until: null,
  },
  {
    kind: 'safety',
    titleZh: '冬季取暖用电安全提示',
    titleEn: 'Heating with electricity safely in winter',
    bodyZh:
      '取暖器和电热毯请用合格产品，人离开时关闭电源，不要覆盖、不要与其他大功率电器共用一个插座。发现插座发热、冒火花，请立即断开总开关并报修。',
    bodyEn:
      'Use certified heaters and blankets, switch them off when you leave, never cover them, and give them a socket of their own. If a socket gets hot or sparks, switch off the mains at once and report the fault.',
    source: '电厅供电公司安全监察部',
    from: 30,
    until: 120,
  },
];

const addSql = `
  WITH next AS (SELECT nextval('disclosures_id_seq') AS id), day AS (
    SELECT id, coalesce($7::date, shanghai_date(now()) + $8::int) AS first, coalesce($9::date, shanghai_date(now()) + $10::int) AS last FROM next
  ), disclosure AS (
    INSERT INTO disclosures (id, number, kind, created_at)
    SELECT id, 'GG2026' || lpad(id::text, 4, '0'), $1, now() - interval '3 days' FROM day RETURNING id
  )
  INSERT INTO disclosure_editions (disclosure_id, edition, status, title_zh, title_en, body_zh, body_en, source, effective_from, effective_until,
    written_by, written_at, decided_by, decided_at)
  SELECT id, 1, 'published', $2, $3, $4, $5, $6, first, last, 'clerk1', now() - interval '3 days', 'supervisor1',
         now() - interval '2 days' + $11 * interval '1 hour' FROM day`;

/** A date and a number of days from today: one of them is null. */
const dayOf = (day: string | number | null) => [
  typeof day === 'string' ? day : null,
  typeof day === 'number' ? day : null,
];

export async function writePublicNotices(client: pg.ClientBase): Promise<void> {
  for (const [index, { kind, titleZh, titleEn, bodyZh, bodyEn, source, from, until }] of given.entries())
    await client.query(addSql, [
      kind,
      titleZh,
      titleEn,
      bodyZh,
      bodyEn,
      source,
      ...dayOf(from),
      ...dayOf(until),
      index,
    ]);
}
