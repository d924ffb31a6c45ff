/** 消费者投诉 2.0 (`/v3/merchant-service/complaints-v2`). The package knows none of these calls. */
import { constants, type KeyObject, privateDecrypt } from 'node:crypto';
import { z } from 'zod';
import { ChannelError } from '../channel-error.ts';
import type { ComplaintEntry, ComplaintState, Complaints, WalletComplaint } from '../complaints.ts';
import type { RawMessage } from '../gateway.ts';
import { parseJson, shaped } from '../read-message.ts';
import type { WechatPayClient } from './client.ts';
import { openResource, sealedResource } from './open-resource.ts';
import { rfc3339 } from './transaction.ts';
import { verifySignature } from './verify-signature.ts';

const base = '/v3/merchant-service/complaints-v2';
const images = '/v3/merchant-service/images/';
const pageSize = 50;

const envelope = z.object({ id: z.string().min(1), event_type: z.string(), resource: sealedResource });
const complaintId = z.string().regex(/^[0-9A-Za-z]{8,64}$/);
const event = z.object({ complaint_id: complaintId });
const state = z.enum(['PENDING', 'PROCESSING', 'PROCESSED']);
/** Of a complaint a list of these, of a line of its history one. */
const media = z.object({ media_url: z.array(z.string()).default([]) });
const uploaded = z.object({ media_id: z.string().min(1) });
const page = z.object({
  data: z.array(z.object({ complaint_id: complaintId })).default([]),
  total_count: z.int().min(0).default(0),
});
const detail = z.object({
  complaint_id: complaintId,
  complaint_time: rfc3339,
  complaint_detail: z.string(),
  problem_description: z.string().optional(),
  complaint_state: state,
  payer_phone: z.string().optional(),
  complaint_order_info: z.array(z.object({ out_trade_no: z.string(), amount: z.int().min(0) })).default([]),
  complaint_full_refunded: z.boolean().default(false),
  problem_type: z.string().optional(),
  apply_refund_amount: z.int().min(0).nullish(),
  complaint_media_list: z.array(media).nullish(),
});
const entries = z.object({
  data: z
    .array(
      z.object({
        log_id: z.string(),
        operate_time: rfc3339,
        operate_type: z.string(),
        operate_details: z.string().nullish(),
        image_list: z.array(z.string()).nullish(),
        complaint_media_list: media.nullish(),
      }),
    )
    .default([]),
  total_count: z.int().min(0).default(0),
});
/** Answered with 204. */
const nothing = z.unknown();

export function wechatComplaints(client: WechatPayClient): Complaints {
  const { settings } = client;
  const at = (id: string, rest = '') => `${base}/${encodeURIComponent(id)}${rest}`;
  return {
    parseNotification: raw => parseComplaint(client, raw),

    async list(from, until) {
      const found: string[] = [];
      for (let total = 1; found.length < total; ) {
        const query = new URLSearchParams({
          limit: String(pageSize),
          offset: String(found.length),
          begin_date: from,
          end_date: until,
          complainted_mchid: settings.mchId,
        });
        const { data, total_count } = await client.get(page, `${base}?${query}`);
        if (data.length === 0) break;
        found.push(...data.map(each => each.complaint_id));
        total = total_count;
      }
      return found;
    },

    read: async id => complaintOf(await client.get(detail, at(id)), settings.privateKey),

    async history(id) {
      const found: ComplaintEntry[] = [];
      for (let total = 1; found.length < total; ) {
        const target = at(id, `/negotiation-historys?limit=${pageSize}&offset=${found.length}`);
        const { data, total_count } = await client.get(entries, target);
        if (data.length === 0) break;
        found.push(...data.map(entryOf));
        total = total_count;
      }
      return found.sort((one, other) => one.at.getTime() - other.at.getTime());
    },

    async respond(id, words, pictures) {
      await client.post(nothing, at(id, '/response'), {
        complainted_mchid: settings.mchId,
        response_content: words,
        ...(pictures.length > 0 ? { response_images: pictures } : {}),
      });
    },

    async picture(address) {
      const { status, body } = await client.fetch(imageTarget(address));
      if (status >= 500 || status === 429) throw new ChannelError('unreachable', `HTTP_${status}`);
      if (status !== 200) throw new ChannelError('rejected', `HTTP_${status}`);
      return body;
    },

    upload: async picture => (await client.upload(uploaded, `${images}upload`, picture)).media_id,

    async decideRefund(id, decision) {
      await client.post(
        nothing,
        at(id, '/update-refund-progress'),
        decision.approve
          ? { action: 'APPROVE', launch_refund_day: decision.workingDays }
          : { action: 'REJECT', reject_reason: decision.reason },
      );
    },

    async complete(id) {
      await client.post(nothing, at(id, '/complete'), { complainted_mchid: settings.mchId });
    },
  };
}

/** COMPLAINT.CREATE and COMPLAINT.STATE_CHANGE say only which complaint: what it says is asked for. */
function parseComplaint({ settings, keyRing, clock }: WechatPayClient, raw: RawMessage) {
  verifySignature(keyRing, clock, raw.headers, raw.body);
  const { id, resource } = shaped(envelope, parseJson(raw.body.toString()));
  const { complaint_id } = shaped(event, parseJson(openResource(settings.apiV3Key, resource)));
  return { eventId: id, complaintId: complaint_id };
}

/** Only the path is the complaint's to say: whom we ask, and show our signature to, is not. */
function imageTarget(address: string): string {
  const pathname = URL.canParse(address) ? new URL(address).pathname : '';
  const at = pathname.indexOf(images);
  if (at < 0 || pathname.length === at + images.length) throw new ChannelError('rejected', 'NO_PICTURE');
  return pathname.slice(at);
}

const stateOf: Record<z.output<typeof state>, ComplaintState> = {
  PENDING: 'pending',
  PROCESSING: 'processing',
  PROCESSED: 'processed',
};

function complaintOf(given: z.output<typeof detail>, key: KeyObject): WalletComplaint {
  const orders = given.complaint_order_info;
  const amountFen = orders.reduce((sum, { amount }) => sum + amount, 0);
  const asksForRefund = given.problem_type === 'REFUND';
  return {
    complaintId: given.complaint_id,
    state: stateOf[given.complaint_state],
    toldAt: given.complaint_time,
    words: [...new Set([given.problem_description, given.complaint_detail].filter(Boolean))].join('\n'),
    pictures: (given.complaint_media_list ?? []).flatMap(({ media_url }) => media_url),
    phone: given.payer_phone ? openField(key, given.payer_phone) : null,
    paymentNos: orders.map(({ out_trade_no }) => out_trade_no),
    amountFen,
    fullyRefunded: given.complaint_full_refunded,
    refundAskedFen: (asksForRefund && (given.apply_refund_amount || amountFen)) || null,
  };
}

/** Spelt as WeChat Pay spells them. */
const refundDecisions: readonly string[] = ['MERCHANT_APPROVE_REFUND', 'MERCHANT_REFUSE_RERUND'];

function entryOf(given: z.output<typeof entries>['data'][number]): ComplaintEntry {
  const { log_id, operate_time, operate_type, operate_details, image_list, complaint_media_list } = given;
  const by = operate_type.startsWith('USER_')
    ? 'customer'
    : operate_type.startsWith('MERCHANT_')
      ? 'merchant'
      : 'wallet';
  const pictures = [...new Set([...(image_list ?? []), ...(complaint_media_list?.media_url ?? [])])];
  const decidesRefund = refundDecisions.includes(operate_type);
  return { logId: log_id, by, at: operate_time, words: operate_details ?? '', pictures, decidesRefund };
}

/** RSA-OAEP with SHA-1 to our certificate; one that cannot be opened is no reason to lose the complaint. */
function openField(key: KeyObject, sealed: string): string | null {
  try {
    const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
    return privateDecrypt({ key, ...padding }, Buffer.from(sealed, 'base64')).toString('utf8');
  } catch {
    return null;
  }
}
