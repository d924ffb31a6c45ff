/** What anybody may read: announced outages, one of them, and the notice of a building as page and PDF. */
import { anyone } from '../../http/access.ts';
import { defineRoute, type RawReply, type Route, rawReply } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { businessDate } from '../../shared/dates.ts';
import type { Wording } from '../../shared/errors.ts';
import { type BoardNotice, showBoardHome } from './board-notice.ts';
import { renderOutageList, renderOutagePage, renderUnknown } from './notice-page.ts';
import { renderNoticePdf } from './notice-pdf.ts';
import { announced } from './outage.ts';
import { limitsAt } from './outage-rules.ts';
import { buildingNotConcerned, outageNotFound } from './outages.errors.ts';
import type { OutageRow, OutagesRepository } from './outages.repository.ts';
import {
  BuildingQuery,
  LanguageQuery,
  OutagePageQuery,
  OutageParams,
  PublicOutagesView,
} from './outages.schemas.ts';
import type { ResidentOutagesRepository } from './resident-outages.repository.ts';
import type { RulesRepository } from './rules.repository.ts';
import { showPublic } from './show-outage.ts';

export interface PublicRoutesDependencies {
  clock: Clock;
  cipher: FieldCipher;
  outages: OutagesRepository;
  residents: ResidentOutagesRepository;
  rules: RulesRepository;
  utilityName(): Promise<Wording>;
  hotline: string;
  publicBaseUrl: string;
}

const tag = 'outages';
const because = 'outages are announced to everybody; no household is named, and never a debt';
const buildingsShown = 200;
/** Restored and cancelled ones stay for a day. */
const shownAfterMs = 86_400_000;

export function publicOutageRoutes(dependencies: PublicRoutesDependencies): Route[] {
  const { clock, outages, residents, utilityName } = dependencies;
  const since = () => new Date(clock.now().getTime() - shownAfterMs);
  const find = async (outageNo: string): Promise<OutageRow | undefined> => {
    const row = await outages.find(outageNo);
    return row && announced.includes(row.status) && row.version > 0 ? row : undefined;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/public-outages',
      access: anyone(because),
      summary: 'Outages that are announced',
      tag,
      output: PublicOutagesView,
      handle: async () => ({ outages: (await residents.publicList(since(), 200)).map(showPublic) }),
    }),
    defineRoute({
      method: 'get',
      path: '/o',
      root: true,
      access: anyone(because),
      summary: 'The page of announced outages',
      tag,
      input: { query: LanguageQuery },
      handle: async ({ query, language }) =>
        page(
          renderOutageList(
            await residents.publicList(since(), 200),
            await utilityName(),
            query.lang ?? language,
          ),
        ),
    }),
    defineRoute({
      method: 'get',
      path: '/o/:outageNo',
      root: true,
      access: anyone(because),
      summary: 'The page of one outage, with the notices of its buildings',
      tag,
      input: { params: OutageParams, query: OutagePageQuery },
      async handle({ params, query, language }) {
        const shown = query.lang ?? language;
        const outage = await find(params.outageNo);
        if (!outage) return page(renderUnknown(await utilityName(), shown), 404);
        const before = (query.page - 1) * buildingsShown;
        const found = await residents.buildings(outage.id, buildingsShown + 1, before);
        const buildings = {
          shown: found.slice(0, buildingsShown),
          page: query.page,
          more: found.length > buildingsShown,
        };
        return page(renderOutagePage(await noticeOf(outage, null, dependencies), buildings, shown));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/o/:outageNo/notice',
      root: true,
      access: anyone(because),
      summary: 'The notice of a building, to print',
      tag,
      input: { params: OutageParams, query: BuildingQuery },
      async handle({ params, query, language }) {
        const shown = query.lang ?? language;
        const outage = await find(params.outageNo);
        const notice = outage && (await noticeOf(outage, query.building, dependencies));
        if (!notice?.building) return page(renderUnknown(await utilityName(), shown), 404);
        return page(renderOutagePage(notice, null, shown));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/o/:outageNo/notice.pdf',
      root: true,
      access: anyone(because),
      summary: 'The notice of a building as a PDF, to hang on its board',
      tag,
      input: { params: OutageParams, query: BuildingQuery },
      async handle({ params, query }) {
        const outage = await find(params.outageNo);
        if (!outage) throw outageNotFound();
        const notice = await noticeOf(outage, query.building, dependencies);
        if (!notice.building) throw buildingNotConcerned();
        const headers = {
          'Content-Type': 'application/pdf',
          'Content-Disposition': `inline; filename="${outage.outageNo}-${query.building}.pdf"`,
          'Cache-Control': 'no-store',
        };
        return rawReply({ headers, body: await renderNoticePdf(notice) });
      },
    }),
  ];
}

async function noticeOf(
  outage: OutageRow,
  premisesId: number | null,
  { clock, cipher, residents, rules, utilityName, hotline, publicBaseUrl }: PublicRoutesDependencies,
): Promise<BoardNotice> {
  const now = clock.now();
  const found = premisesId === null ? undefined : await residents.building(outage.id, premisesId);
  const lists = found && limitsAt(await rules.all(), now).boardListsHomes;
  const homes = lists ? await residents.boardHomes(outage.id, found.premisesId, businessDate(now)) : [];
  return {
    utility: await utilityName(),
    hotline,
    outage,
    building: found
      ? { premisesId: found.premisesId, name: `${found.district}${found.street}${found.building}` }
      : null,
    homes: homes.map(home => showBoardHome(home, cipher)),
    pageUrl: `${publicBaseUrl}/o/${outage.outageNo}`,
  };
}

function page(body: string, status = 200): RawReply {
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
  };
  return rawReply({ status, headers, body });
}
