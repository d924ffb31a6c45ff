/** Agency collection as signed JSON (families/agency-json/README.md). */
import { z } from 'zod';
import { anyone, signedBy } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { agencyJson, agencyWire } from '../payments/index.ts';
import { type DoorDependencies, lengthRefused, throughJsonDoor } from './json-door.ts';

const tag = 'partners';
const trades: readonly agencyWire.AgencyTrade[] = ['inquire', 'pay', 'query', 'reverse'];
const summaries: Record<agencyWire.AgencyTrade, string> = {
  inquire: 'What is owed at an account, as a quote that binds for two hours',
  pay: 'Pay exactly what was quoted',
  query: 'What became of a payment',
  reverse: 'Undo a payment within its clearing date; one never seen is blocked',
};

/** Room for a message that is far too long, so that the protocol can say so. */
const bodyLimit = 256 * 1024;
const fileLimit = 16 * 1024 * 1024;

export function jsonRoutes(dependencies: DoorDependencies): Route[] {
  return [
    ...trades.map(trade => tradeRoute(trade, dependencies)),
    ...fileRoutes(dependencies),
    keysRoute(dependencies),
  ];
}

function tradeRoute(trade: agencyWire.AgencyTrade, dependencies: DoorDependencies): Route {
  const path = `/agency/v1/${trade}`;
  return defineRoute({
    method: 'post',
    path,
    root: true,
    access: signedBy('partner'),
    summary: summaries[trade],
    tag,
    bodyType: 'raw',
    bodyLimit,
    tooLarge: request => lengthRefused(request, dependencies),
    handle: ({ headers, rawBody, ip }) =>
      throughJsonDoor(
        { method: 'POST', path, headers, body: rawBody, ip },
        async ({ partner, nonce }) => {
          const message = agencyJson.readRequest(trade, rawBody, partner.units.request);
          const { code, result } = await dependencies.answer({ partner, message, nonce, raw: rawBody });
          if (code !== '0000' || !result)
            return { status: agencyJson.statusOf(code), body: agencyJson.writeRefusal(code) };
          return { body: agencyJson.writeResult(trade, result, message.tradeKey, partner.units.reply) };
        },
        dependencies,
      ),
  });
}

const DateParam = z.object({ date: z.string().max(20) });

function fileRoutes(dependencies: DoorDependencies): Route[] {
  const { files, useNonce } = dependencies;
  const pathOf = (date: string) => `/agency/v1/day-files/${date}`;
  const common = {
    path: pathOf(':date'),
    root: true,
    access: signedBy('partner'),
    tag,
    input: { params: DateParam },
  };
  return [
    defineRoute({
      ...common,
      method: 'get',
      summary: 'What we booked for the partner on a clearing date that is over',
      handle: ({ headers, params: { date }, ip }) =>
        throughJsonDoor(
          { method: 'GET', path: pathOf(date), headers, body: Buffer.alloc(0), ip },
          async sender => {
            const { partner } = sender;
            await useNonce(sender, { trade: 'file', key: `GET ${date}`, body: Buffer.alloc(0) });
            const clearingOn = agencyWire.readDate(date);
            const name = agencyWire.dayFileName(partner.code, clearingOn);
            return {
              body: await files.ours(partner, clearingOn),
              headers: {
                'Content-Type': 'text/plain; charset=gbk',
                'Content-Disposition': `attachment; filename="${name}"`,
              },
            };
          },
          dependencies,
        ),
    }),
    defineRoute({
      ...common,
      method: 'put',
      summary: "The partner's own file of a clearing date, for reconciliation",
      bodyType: 'raw',
      bodyLimit: fileLimit,
      tooLarge: request => lengthRefused(request, dependencies),
      handle: ({ headers, rawBody, params: { date }, ip }) =>
        throughJsonDoor(
          { method: 'PUT', path: pathOf(date), headers, body: rawBody, ip },
          async sender => {
            const { partner } = sender;
            await useNonce(sender, { trade: 'file', key: `PUT ${date}`, body: rawBody });
            const { count, total } = await files.accept(partner, agencyWire.readDate(date), rawBody);
            const message = agencyWire.agencyCodes['0000'].zh;
            return { body: Buffer.from(JSON.stringify({ code: '0000', message, count, total })) };
          },
          dependencies,
        ),
    }),
  ];
}

const KeysView = z.object({
  keys: z.array(
    z.object({
      use: z.enum(['agency-json', 'wechat-bill']),
      key: z.string(),
      algorithm: z.string(),
      publicKey: z.string(),
    }),
  ),
});

function keysRoute({ keys }: DoorDependencies): Route {
  return defineRoute({
    method: 'get',
    path: '/agency/v1/keys',
    root: true,
    access: anyone('partners verify our replies with these public keys'),
    summary: "The utility's public keys; compare them with the ones in your contract",
    tag,
    output: KeysView,
    handle: () => ({ keys: keys.published() }),
  });
}
