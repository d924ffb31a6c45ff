/** AWS Signature Version 4, as every S3-compatible store takes it. Pure. */
import { createHash, createHmac } from 'node:crypto';

export interface S3Keys {
  region: string;
  accessKey: string;
  secretKey: string;
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Header fields to send along; `host` is signed and sent by the HTTP client itself. */
export function signS3(
  { method, url, body }: { method: string; url: URL; body: Buffer },
  { region, accessKey, secretKey }: S3Keys,
  now: Date,
): Record<string, string> {
  const at = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = at.slice(0, 8);
  const bodyHash = sha256(body);
  const headers = { host: url.host, 'x-amz-content-sha256': bodyHash, 'x-amz-date': at };
  const names = Object.keys(headers).join(';');
  const query = [...url.searchParams].map(pair => pair.map(encode).join('=')).sort();
  const canonical = [
    method,
    url.pathname,
    query.join('&'),
    ...Object.entries(headers).map(([name, value]) => `${name}:${value}`),
    '',
    names,
    bodyHash,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  const key = ['s3', 'aws4_request'].reduce<Buffer>(hmac, hmac(hmac(`AWS4${secretKey}`, day), region));
  const signature = hmac(key, toSign).toString('hex');
  return {
    'x-amz-content-sha256': bodyHash,
    'x-amz-date': at,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
