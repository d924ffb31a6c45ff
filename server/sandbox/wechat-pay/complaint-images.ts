import { createHash } from 'node:crypto';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { withFaults } from '../http/guard.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { RawReply } from '../http/reply.ts';
import type { Sandbox } from '../sandbox.ts';
import { randomText } from '../state/ids.ts';
import { authorize } from './authorization.ts';
import { invalidRequest, WechatError } from './errors.ts';
import { signatureHeaders } from './signature.ts';

export interface ComplaintImage {
  mediaId: string;
  /** Base64. */
  file: string;
  /** Given by the merchant, or by whoever complains. */
  by: 'merchant' | 'customer';
}

const PREFIX = '/wechat-pay';
const MOST_BYTES = 2 * 1024 * 1024;
/** As the real one names them, whatever address the stand-in has. */
const HOST = 'https://api.mch.weixin.qq.com';

export const imageAddress = (mediaId: string): string =>
  `${HOST}/v3/merchant-service/images/${encodeURIComponent(mediaId)}`;

export function keepImage(sandbox: Sandbox, file: string, by: ComplaintImage['by']): string {
  const mediaId = `Chs${randomText(20)}==`;
  sandbox.store.put('complaintImage', mediaId, { mediaId, file, by });
  return mediaId;
}

const misbehaviour = {
  outOfOrder: () => ({ status: 502, headers: {}, body: '<h1>502 Bad Gateway</h1>' }),
  declined: () => ({
    status: 404,
    headers: {},
    body: '{"code":"RESOURCE_NOT_EXISTS","message":"图片不存在"}',
  }),
  pay: async () => {},
};

/** 图片上传 and 图片下载: pictures of both sides of a complaint. */
export function complaintImageRoutes(router: Router, sandbox: Sandbox, base: string): void {
  router.post(`${base}/merchant-service/images/upload`, async ctx => {
    const body = await readRawBody(ctx.req);
    await withFaults(ctx, sandbox, { gateway: 'wechat-pay', on: 'image-upload' }, misbehaviour, () =>
      signed(sandbox, ctx, () => ({ media_id: upload(sandbox, ctx, body) })),
    );
  });
  router.get(`${base}/merchant-service/images/:mediaId`, async ctx => {
    await withFaults(ctx, sandbox, { gateway: 'wechat-pay', on: 'image' }, misbehaviour, async () => {
      let file: string | undefined;
      const refusal = await signed(sandbox, ctx, () => {
        requireSigned(sandbox, ctx, Buffer.alloc(0));
        file = sandbox.store.get('complaintImage', ctx.params['mediaId']!)?.file;
        if (!file) throw new WechatError(404, 'RESOURCE_NOT_EXISTS', '图片不存在');
        return {};
      });
      // What it sends is not signed.
      return file
        ? { status: 200, headers: { 'Content-Type': 'image/jpeg' }, body: Buffer.from(file, 'base64') }
        : refusal;
    });
  });
}

function requireSigned(sandbox: Sandbox, ctx: Context, body: Buffer): void {
  const target = ctx.req.url!.slice(PREFIX.length);
  const authorization = ctx.get('Authorization') || undefined;
  authorize(sandbox.keys, { method: ctx.method, target, authorization, body }, new Date());
}

/** What is signed of an upload is its `meta` alone; the file's hash stands in it. */
function upload(sandbox: Sandbox, ctx: Context, body: Buffer): string {
  const boundary = /boundary=([^;]+)/.exec(ctx.get('Content-Type'))?.[1];
  if (!boundary) throw new WechatError(415, 'PARAM_ERROR', 'Http头Content-Type应为multipart/form-data');
  const parts = partsOf(body, boundary);
  const [meta, file] = [parts.get('meta'), parts.get('file')];
  if (!meta || !file) throw invalidRequest('缺少meta或file');
  requireSigned(sandbox, ctx, meta);
  const { filename, sha256 } = JSON.parse(meta.toString('utf8')) as { filename?: string; sha256?: string };
  if (!filename || !/\.(jpg|jpeg|png|bmp)$/i.test(filename))
    throw invalidRequest('文件名后缀应为jpg、bmp、png');
  if (file.length > MOST_BYTES) throw invalidRequest('图片大小不能超过2M');
  if (createHash('sha256').update(file).digest('hex') !== sha256?.toLowerCase())
    throw invalidRequest('图片摘要不一致');
  return keepImage(sandbox, file.toString('base64'), 'merchant');
}

/** By name. */
function partsOf(body: Buffer, boundary: string): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0; ) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = body.subarray(at + mark.length + 2, next - 2);
    const head = part.indexOf('\r\n\r\n');
    const name = /name="([^"]+)"/.exec(part.subarray(0, head).toString('utf8'))?.[1];
    if (name) found.set(name, part.subarray(head + 4));
    at = next;
  }
  return found;
}

/** The gateway signs what it says in JSON. */
async function signed(sandbox: Sandbox, ctx: Context, carryOut: () => object): Promise<RawReply> {
  const mode = ctx.get('Wechatpay-Serial').startsWith('PUB_KEY_ID_') ? 'public-key' : 'platform-certificate';
  let status = 200;
  let body: string;
  try {
    body = JSON.stringify(carryOut());
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    status = error.status;
    body = error.body();
  }
  const headers = await signatureHeaders(sandbox.keys, mode, body);
  return { status, headers: { ...headers, 'Content-Type': 'application/json' }, body };
}
