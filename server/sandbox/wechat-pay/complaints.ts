import { constants, publicEncrypt, randomUUID } from 'node:crypto';
import type Router from '@koa/router';
import type { Sandbox } from '../sandbox.ts';
import { businessDate, rfc3339 } from '../state/beijing-time.ts';
import { randomDigits } from '../state/ids.ts';
import { type WechatCall, wechatCall } from './call.ts';
import { complaintImageRoutes, imageAddress, keepImage } from './complaint-images.ts';
import { invalidRequest, WechatError } from './errors.ts';
import { textAt } from './fields.ts';

export interface Complaint {
  complaintId: string;
  toldAt: string;
  words: string;
  state: 'PENDING' | 'PROCESSING' | 'PROCESSED';
  phone: string;
  outTradeNo: string;
  transactionId: string;
  amountFen: number;
  /** What the customer asks for back. */
  refundFen?: number;
  notifyUrl?: string;
  /** Of what the customer laid beside it. */
  images: string[];
  entries: { logId: string; operator: string; at: string; type: string; details: string; images: string[] }[];
}

const longestResponse = 200;
const mostImages = 4;

/** 消费者投诉 2.0: list, detail, negotiation history, response, decision on a refund, complete. */
export function complaintRoutes(router: Router, sandbox: Sandbox, base: string): void {
  const all = `${base}/merchant-service/complaints-v2`;
  const one = `${all}/:complaintId`;
  complaintImageRoutes(router, sandbox, base);
  router.get(
    all,
    wechatCall(sandbox, 'complaint-query', call => list(sandbox, call)),
  );
  router.get(
    one,
    wechatCall(sandbox, 'complaint-query', call => detail(sandbox, found(sandbox, call))),
  );
  router.get(
    `${one}/negotiation-historys`,
    wechatCall(sandbox, 'complaint-query', call => history(found(sandbox, call), call)),
  );
  router.post(
    `${one}/response`,
    wechatCall(sandbox, 'complaint-respond', call => respond(sandbox, call)),
  );
  router.post(
    `${one}/update-refund-progress`,
    wechatCall(sandbox, 'complaint-refund', call => decideRefund(sandbox, call)),
  );
  router.post(
    `${one}/complete`,
    wechatCall(sandbox, 'complaint-complete', call => complete(sandbox, call)),
  );
}

/** The customer complains, or goes on. Resolves when the merchant was told once. */
export async function complain(
  sandbox: Sandbox,
  {
    outTradeNo,
    words,
    phone,
    notifyUrl,
    files,
    refundFen,
  }: {
    outTradeNo: string;
    words: string;
    phone: string;
    notifyUrl?: string | undefined;
    /** Base64. */
    files: string[];
    refundFen: number | undefined;
  },
): Promise<Complaint> {
  const order = sandbox.store.get('wechatOrder', outTradeNo);
  const now = new Date();
  const complaint: Complaint = {
    complaintId: `2002${randomDigits(24)}`,
    toldAt: now.toISOString(),
    words,
    state: 'PENDING',
    phone,
    outTradeNo,
    transactionId: order?.transactionId ?? `42000${randomDigits(23)}`,
    amountFen: order?.total ?? 100,
    ...(refundFen ? { refundFen } : {}),
    ...(notifyUrl ? { notifyUrl } : {}),
    images: files.map(file => keepImage(sandbox, file, 'customer')),
    entries: [entry('投诉人', 'USER_CREATE_COMPLAINT', words)],
  };
  sandbox.store.put('complaint', complaint.complaintId, complaint);
  await tell(sandbox, complaint, 'COMPLAINT.CREATE', 'CREATE_COMPLAINT');
  return complaint;
}

export async function goOn(
  sandbox: Sandbox,
  complaint: Complaint,
  words: string,
  files: string[] = [],
): Promise<void> {
  const images = files.map(file => keepImage(sandbox, file, 'customer'));
  const changed: Complaint = {
    ...complaint,
    state: complaint.state === 'PROCESSED' ? 'PROCESSING' : complaint.state,
    entries: [...complaint.entries, entry('投诉人', 'USER_CONTINUE_COMPLAINT', words, images)],
  };
  sandbox.store.put('complaint', complaint.complaintId, changed);
  await tell(sandbox, changed, 'COMPLAINT.STATE_CHANGE', 'CONTINUE_COMPLAINT');
}

async function tell(sandbox: Sandbox, { complaintId, notifyUrl }: Complaint, event: string, action: string) {
  if (!notifyUrl) return;
  await sandbox.deliveries.send({
    gateway: 'wechat-pay',
    kind: 'complaint',
    outTradeNo: complaintId,
    url: notifyUrl,
    eventId: randomUUID(),
    facts: { event, resource: { complaint_id: complaintId, action_type: action } },
  });
}

const entry = (operator: string, type: string, details: string, images: string[] = []) => ({
  logId: `3002${randomDigits(24)}`,
  operator,
  at: new Date().toISOString(),
  type,
  details,
  images,
});

function found(sandbox: Sandbox, { params }: WechatCall): Complaint {
  const complaint = sandbox.store.get('complaint', params['complaintId']!);
  if (!complaint) throw new WechatError(404, 'RESOURCE_NOT_EXISTS', '投诉单不存在');
  return complaint;
}

function list(sandbox: Sandbox, { query, mchid }: WechatCall): object {
  if (query.get('complainted_mchid') !== mchid) throw invalidRequest('被诉商户号与请求商户号不一致');
  const [from, until] = [query.get('begin_date') ?? '', query.get('end_date') ?? ''];
  const matching = sandbox.store.all('complaint').filter(({ toldAt }) => {
    const day = businessDate(new Date(toldAt));
    return day >= from && day <= until;
  });
  return paged(
    matching.map(each => detail(sandbox, each)),
    query,
  );
}

function paged(rows: object[], query: URLSearchParams): object {
  const limit = Number(query.get('limit') ?? 10);
  const offset = Number(query.get('offset') ?? 0);
  return { data: rows.slice(offset, offset + limit), limit, offset, total_count: rows.length };
}

function detail(sandbox: Sandbox, complaint: Complaint): object {
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
  const sealed = publicEncrypt(
    { key: sandbox.keys.merchantPublicKey, ...padding },
    Buffer.from(complaint.phone),
  );
  return {
    complaint_id: complaint.complaintId,
    complaint_time: rfc3339(new Date(complaint.toldAt)),
    complaint_detail: complaint.words,
    complaint_state: complaint.state,
    payer_phone: sealed.toString('base64'),
    complaint_order_info: [
      {
        transaction_id: complaint.transactionId,
        out_trade_no: complaint.outTradeNo,
        amount: complaint.amountFen,
      },
    ],
    complaint_full_refunded: false,
    incoming_user_response: complaint.entries.at(-1)?.type.startsWith('USER_') ?? false,
    user_complaint_times: 1,
    ...(complaint.images.length > 0
      ? {
          complaint_media_list: [
            { media_type: 'USER_COMPLAINT_IMAGE', media_url: complaint.images.map(imageAddress) },
          ],
        }
      : {}),
    ...(complaint.refundFen
      ? { problem_type: 'REFUND', apply_refund_amount: complaint.refundFen }
      : { problem_type: 'OTHERS' }),
    problem_description: complaint.words,
  };
}

/** Newest first. */
function history({ entries }: Complaint, { query }: WechatCall): object {
  const rows = [...entries].reverse().map(({ logId, operator, at, type, details, images }) => ({
    log_id: logId,
    operator,
    operate_time: rfc3339(new Date(at)),
    operate_type: type,
    operate_details: details,
    ...(images.length > 0
      ? {
          image_list: images.map(imageAddress),
          complaint_media_list: { media_type: 'OPERATION_IMAGE', media_url: images.map(imageAddress) },
        }
      : {}),
  }));
  return paged(rows, query);
}

function requireOurs({ body, mchid }: WechatCall): void {
  if (textAt(body, '/complainted_mchid', { max: 64 }) !== mchid)
    throw invalidRequest('被诉商户号与请求商户号不一致');
}

/** No number of the merchant's: the same words again are a second response. */
function respond(sandbox: Sandbox, call: WechatCall): undefined {
  requireOurs(call);
  const complaint = found(sandbox, call);
  const words = textAt(call.body, '/response_content', { max: longestResponse });
  const images = (call.body['response_images'] ?? []) as string[];
  if (
    images.length > mostImages ||
    images.some(id => sandbox.store.get('complaintImage', id)?.by !== 'merchant')
  )
    throw invalidRequest('反馈图片不存在或超过4张');
  sandbox.store.put('complaint', complaint.complaintId, {
    ...complaint,
    state: complaint.state === 'PENDING' ? 'PROCESSING' : complaint.state,
    entries: [...complaint.entries, entry('商户', 'MERCHANT_RESPONSE', words, images)],
  });
}

const decisions = { APPROVE: 'MERCHANT_APPROVE_REFUND', REJECT: 'MERCHANT_REFUSE_RERUND' } as const;

/** A no ends the complaint; after a yes it ends as the money arrives. */
function decideRefund(sandbox: Sandbox, call: WechatCall): undefined {
  const complaint = found(sandbox, call);
  const action = textAt(call.body, '/action', {
    max: 16,
    pattern: /^(APPROVE|REJECT)$/,
  }) as keyof typeof decisions;
  const days = call.body['launch_refund_day'];
  const reason = textAt(call.body, '/reject_reason', {
    max: longestResponse,
    optional: action === 'APPROVE',
  });
  if (action === 'REJECT' && days !== undefined) throw invalidRequest('拒绝退款时不能传入预计发起退款时间');
  if (days !== undefined && !(Number.isInteger(days) && Number(days) >= 0))
    throw invalidRequest('预计发起退款时间不正确');
  if (!complaint.refundFen) throw invalidRequest('投诉单不是申请退款单');
  if (complaint.entries.some(({ type }) => (Object.values(decisions) as string[]).includes(type)))
    throw invalidRequest('退款申请已有审批结果');
  sandbox.store.put('complaint', complaint.complaintId, {
    ...complaint,
    state: action === 'REJECT' ? 'PROCESSED' : 'PROCESSING',
    entries: [...complaint.entries, entry('商户', decisions[action], reason)],
  });
}

function complete(sandbox: Sandbox, call: WechatCall): undefined {
  requireOurs(call);
  const complaint = found(sandbox, call);
  if (complaint.state === 'PROCESSED') throw invalidRequest('投诉单已处理完成');
  if (!complaint.entries.some(({ type }) => type === 'MERCHANT_RESPONSE'))
    throw invalidRequest('请先回复用户');
  sandbox.store.put('complaint', complaint.complaintId, {
    ...complaint,
    state: 'PROCESSED',
    entries: [...complaint.entries, entry('商户', 'MERCHANT_CONFIRM_COMPLETE', '')],
  });
}
