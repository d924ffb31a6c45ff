/** A paper photographed in the compiled mini-programs: upright and no larger than needed before it is sent, whatever the phone's canvas does. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { loadReferenceData } from '../../../prisma/seed/reference-data.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { ensureBuilt } from '../../support/miniapp/built.ts';
import { phoneCamera } from '../../support/miniapp/phone-camera.ts';
import { openPhone, type Phone, words } from './phone.ts';

let hall: RunningHall;
const phones: Phone[] = [];

beforeAll(async () => {
  await ensureBuilt('weapp');
  await ensureBuilt('alipay');
  hall = await startHall();
  const client = await hall.owner.connect();
  await loadReferenceData(client);
  client.release();
}, 400_000);
afterAll(async () => {
  for (const { app } of phones) app.stop();
  await hall?.close();
});

/** A page of print with a red corner on its upper left, as a sensor writes it when the phone is held upright: on its side. */
async function page(light = 1): Promise<Buffer> {
  const lines = Array.from(
    { length: 90 },
    (_, index) =>
      `<rect x="${60 + (index % 3) * 620}" y="${420 + index * 28}" width="520" height="12" fill="#222"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="3000"><rect width="2000" height="3000" fill="#eee"/>
    <rect width="500" height="360" fill="#e00"/>${lines.join('')}</svg>`;
  const upright = await sharp(Buffer.from(svg)).linear(light, 0).removeAlpha().png().toBuffer();
  return sharp(upright).rotate(270).withMetadata({ orientation: 6 }).jpeg({ quality: 92 }).toBuffer();
}

/** A photograph is turned, measured and made small by the page's own code, which takes as long as the machine lets it. */
const patience = 30_000;

/** The last on the list: of several buttons that say the same, the last is tapped. */
const paper = '委托书及经办人身份证（委托办理时）';

/** What was sent with the last paper. */
function lastSent({ app }: Phone): Buffer {
  const uploads = app.calls.filter(({ options }) => /\/papers\//.test(String(options['url'])));
  return Buffer.from(uploads.at(-1)!.options['data'] as ArrayBuffer);
}

test.each([
  ['weapp', true],
  ['alipay', false],
] as const)(
  '%s: a page held on its side is sent upright and small; a dark one is told first',
  async (platform, turns) => {
    const camera = phoneCamera(platform, turns);
    const phone = await openPhone(
      hall,
      platform,
      `${platform}-photographer`,
      undefined,
      camera.answers,
      camera.device,
    );
    phones.push(phone);
    const { app } = phone;
    await app.launch();
    await app.tap(words[platform].signIn);
    const [provider] = platform === 'weapp' ? ['wechat'] : ['alipay'];
    const { rows } = await hall.owner.query(
      `INSERT INTO applications (case_no, kind_id, kind_code, person_id, region_code, created_at)
     SELECT 'SQ20260101' || lpad($2::text, 8, '0'), k.id, k.code, i.person_id, 'weihai', now() FROM service_kinds k, identities i
      WHERE k.code = 'new-residential' AND i.provider = $1 RETURNING case_no AS "caseNo"`,
      [provider, turns ? 1 : 2],
    );
    camera.sees(await page());
    await app.open(`/packages/apply/form/index?caseNo=${rows[0].caseNo}`);
    await app.see(paper);
    await app.tap('拍照或选择文件');
    await app.see('已上传', patience);
    const sent = await sharp(lastSent(phone)).metadata();
    expect([sent.width, sent.height, sent.orientation ?? 1]).toEqual([1_600, 2_400, 1]);
    const corner = sharp(lastSent(phone)).extract({ left: 20, top: 20, width: 200, height: 100 });
    // Figures are those of what is read, not of what is cut out of it.
    const [red, green] = (await sharp(await corner.png().toBuffer()).stats()).channels;
    expect(red!.mean - green!.mean).toBeGreaterThan(150);

    camera.sees(await page(0.15));
    await app.tap('再加一张');
    await app.see('照片太暗，请到亮一些的地方重拍。', patience);
    const before = lastSent(phone);
    camera.sees(await page(0.9));
    await app.tap('重新拍');
    await app.see(`查看 ${paper} 2`, patience);
    expect(lastSent(phone).equals(before)).toBe(false);
    expect(app.complaints).toEqual([]);
  },
  120_000,
);
