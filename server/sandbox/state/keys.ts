import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { fingerprintOf } from '../debit-bank/fingerprint.ts';
import type { TencentKeys } from '../sms-operator/authorization.ts';
import {
  issueUnionpay,
  openUnionpay,
  type UnionpayKeyFile,
  type UnionpayKeys,
  unionpayCredentials,
} from '../unionpay/keys.ts';
import { type Certificate, certify } from './certificates.ts';
import { randomDigits, randomText } from './ids.ts';
import {
  headEndPair,
  mark,
  markedBytes,
  markedText,
  newEdPair,
  newRsaPair,
  type Pair,
} from './marked-keys.ts';

/** What is kept on disk; the private halves of both sides, since the sandbox also issues the merchant's. */
interface KeyFile {
  wechat: {
    mchid: string;
    appid: string;
    appSecret: string;
    oaAppid: string;
    oaSecret: string;
    apiV3Key: string;
    merchant: Certificate;
    publicKeyId: string;
    publicKeyPair: Pair;
    /** Oldest first; the last one signs. */
    platform: Certificate[];
  };
  alipay: { appId: string; sellerId: string; app: Pair; gateway: Pair };
  sms: { accessKey: string; secret: string };
  /** Absent in files of before invoices were issued here. */
  invoicing?: { accessKey: string; secret: string };
  /** Absent in files of before this gateway was there. */
  unionpay?: UnionpayKeyFile;
  acquirer?: AcquirerKeys;
  tencentSms?: TencentKeys & { fileKey: string };
  debitBank?: DebitBankKeys;
  weixinPush?: PushKeys;
  mail?: { user: string; password: string };
  voice?: { accessKey: string; secret: string };
  supplyControl?: SupplyControlKeys;
}

/** Of the metering head-end and of the utility that commands it: Ed25519, DER in base64. */
interface SupplyControlKeys {
  peer: string;
  privateKey: string;
  publicKey: string;
  utility: { code: string; privateKey: string; publicKey: string };
}

/** What the consoles of the mini-program and the official account both hold for what is pushed to the hall. */
export interface PushKeys {
  /** The original ids (`gh_…`), to which the pushes are addressed. */
  accounts: { weixin: string; 'weixin-oa': string };
  token: string;
  /** 43 characters. */
  aesKey: string;
}

const newPushKeys = (): PushKeys => ({
  accounts: { weixin: `gh_${randomText(6)}`, 'weixin-oa': `gh_${randomText(6)}` },
  token: markedText(27),
  // The last character carries four bits only: one that base64 itself would write.
  aesKey: markedBytes(32).toString('base64').slice(0, 43),
});

export interface DebitBankKeys {
  bank: string;
  utility: string;
  /** Of files: the one that signs, and all that are valid (32 hexadecimal digits by id). */
  keyId: string;
  keys: Record<string, string>;
  user: string;
  /** Private keys as PEM, public ones in OpenSSH form. */
  hostKey: string;
  hostPublicKey: string;
  clientKey: string;
  clientPublicKey: string;
}

/** Made by Node: what ssh2 itself generates it cannot read one time in a hundred or so (mscdex/ssh2#1390). */
function newSshPair(): { private: string; public: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'sec1', format: 'pem' }).toString();
  const parsed = ssh2.utils.parseKey(pem);
  if (parsed instanceof Error) throw parsed;
  return { private: pem, public: `${parsed.type} ${parsed.getPublicSSH().toString('base64')}` };
}

function issueDebitBank(): DebitBankKeys {
  const [host, client] = [newSshPair(), newSshPair()];
  return {
    bank: 'DTNS',
    utility: 'DIANTING',
    keyId: 'K1',
    keys: { K1: newFileKey() },
    user: 'dianting',
    hostKey: host.private,
    hostPublicKey: host.public,
    clientKey: client.private,
    clientPublicKey: client.public,
  };
}

interface AcquirerKeys {
  /** 15 digits; those of a real acquirer do not begin with 000. */
  merchant: string;
  /** 32 hexadecimal digits. */
  fileKey: string;
}

export interface Keys extends KeyFile {
  unionpay: UnionpayKeys;
  invoicing: { accessKey: string; secret: string };
  acquirer: AcquirerKeys;
  tencentSms: TencentKeys & { fileKey: string };
  debitBank: DebitBankKeys;
  weixinPush: PushKeys;
  mail: { user: string; password: string };
  voice: { accessKey: string; secret: string };
  supplyControl: SupplyControlKeys;
  /** The head-end's key, and one of nobody. */
  supplySigner: KeyObject;
  strangerEdKey: KeyObject;
  merchantPublicKey: KeyObject;
  wechatPublicKeySigner: KeyObject;
  platformSigner: () => { serial: string; key: KeyObject };
  alipayAppPublicKey: KeyObject;
  alipaySigner: KeyObject;
  /** A key nobody was told of: forgeries are signed with it. */
  strangerKey: KeyObject;
  /** Adds a platform certificate that signs from now on. */
  rotatePlatformCertificate: () => Promise<Certificate>;
}

/** 16 bytes, as keys of files are handed over. */
const newFileKey = (): string => markedBytes(16).toString('hex').toUpperCase();

const newAccessKeys = () => ({ accessKey: markedText(27), secret: markedText(30) });

async function issue(now: Date): Promise<KeyFile> {
  const [merchant, publicKeyPair, platform, app, gateway] = await Promise.all(
    Array.from({ length: 5 }, newRsaPair),
  );
  const mchid = `16${randomDigits(8)}`;
  return {
    wechat: {
      mchid,
      appid: `wx${randomText(8)}`,
      appSecret: markedText(31),
      oaAppid: `wx${randomText(8)}`,
      oaSecret: markedText(31),
      apiV3Key: markedText(32),
      merchant: certify(merchant!, mchid, now),
      publicKeyId: `PUB_KEY_ID_01${mchid}${randomDigits(20)}`,
      publicKeyPair: publicKeyPair!,
      platform: [certify(platform!, 'Tenpay.com sign (sandbox)', now)],
    },
    alipay: {
      appId: `9021${randomDigits(12)}`,
      sellerId: `2088${randomDigits(12)}`,
      app: app!,
      gateway: gateway!,
    },
    sms: newAccessKeys(),
  };
}

function save(path: string | undefined, file: KeyFile): void {
  if (!path) return;
  writeFileSync(`${path}.new`, JSON.stringify(file, null, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Keys from `keys.json` of the state folder, or fresh ones written there. */
export async function loadKeys(stateDir: string | undefined, now: Date): Promise<Keys> {
  const path = stateDir ? join(stateDir, 'keys.json') : undefined;
  const file =
    path && existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as KeyFile) : await issue(now);
  file.unionpay ??= await issueUnionpay(now);
  file.tencentSms ??= {
    secretId: `AKID${markedText(32)}`,
    secretKey: markedText(32),
    sdkAppId: `1400${randomDigits(6)}`,
    fileKey: newFileKey(),
  };
  file.debitBank ??= issueDebitBank();
  file.acquirer ??= { merchant: `000${randomDigits(12)}`, fileKey: newFileKey() };
  file.invoicing ??= newAccessKeys();
  file.weixinPush ??= newPushKeys();
  file.mail ??= { user: `${mark}@hall.example`, password: markedText(27) };
  file.voice ??= newAccessKeys();
  file.supplyControl ??= { peer: 'HEADEND', ...headEndPair(), utility: { code: 'DTNS', ...newEdPair() } };
  save(path, file);
  const { wechat, alipay } = file;
  const signers = new Map<string, KeyObject>();
  return {
    ...file,
    invoicing: file.invoicing,
    unionpay: openUnionpay(file.unionpay),
    acquirer: file.acquirer,
    tencentSms: file.tencentSms,
    debitBank: file.debitBank,
    weixinPush: file.weixinPush,
    mail: file.mail,
    voice: file.voice,
    supplyControl: file.supplyControl,
    supplySigner: createPrivateKey({
      key: Buffer.from(file.supplyControl.privateKey, 'base64'),
      format: 'der',
      type: 'pkcs8',
    }),
    strangerEdKey: generateKeyPairSync('ed25519').privateKey,
    merchantPublicKey: createPublicKey(wechat.merchant.pem),
    wechatPublicKeySigner: createPrivateKey(wechat.publicKeyPair.privateKey),
    platformSigner() {
      const { serial, privateKey } = wechat.platform.at(-1)!;
      const key = signers.get(serial) ?? createPrivateKey(privateKey);
      signers.set(serial, key);
      return { serial, key };
    },
    alipayAppPublicKey: createPublicKey(alipay.app.publicKey),
    alipaySigner: createPrivateKey(alipay.gateway.privateKey),
    strangerKey: createPrivateKey((await newRsaPair()).privateKey),
    async rotatePlatformCertificate() {
      const fresh = certify(await newRsaPair(), 'Tenpay.com sign (sandbox)', new Date());
      wechat.platform.push(fresh);
      save(path, file);
      return fresh;
    },
  };
}

/** What staff enters of the debit bank. */
const debitBankCredentials = ({ debitBank: keys }: Keys, port: number): Record<string, string> => ({
  DEBIT_BANK_CODE: keys.bank,
  DEBIT_BANK_UTILITY: keys.utility,
  DEBIT_BANK_SFTP_HOST: '127.0.0.1',
  DEBIT_BANK_SFTP_PORT: String(port),
  DEBIT_BANK_SFTP_USER: keys.user,
  DEBIT_BANK_SFTP_KEY: keys.clientKey,
  DEBIT_BANK_SFTP_HOST_KEY: fingerprintOf(keys.hostPublicKey),
  DEBIT_BANK_FILE_KEY_ID: keys.keyId,
  DEBIT_BANK_FILE_KEY: keys.keys[keys.keyId]!,
});

/** The SMS operator lays its files down at the same server. */
const dayFileCredentials = ({ debitBank: keys }: Keys, port: number): Record<string, string> => ({
  SMS_DAY_FILE_SFTP_HOST: '127.0.0.1',
  SMS_DAY_FILE_SFTP_PORT: String(port),
  SMS_DAY_FILE_SFTP_USER: keys.user,
  SMS_DAY_FILE_SFTP_KEY: keys.clientKey,
  SMS_DAY_FILE_SFTP_HOST_KEY: fingerprintOf(keys.hostPublicKey),
  SMS_DAY_FILE_SFTP_FOLDER: '/sms',
});

/** Of messages: what the apps' consoles hold for their pushes, the mail server, calls; and of the head-end. */
const messageCredentials = (
  keys: Keys,
  baseUrl: string,
  { smtpPort, imapPort }: Ports,
): Record<string, string> => ({
  WECHAT_MESSAGE_TOKEN: keys.weixinPush.token,
  WECHAT_MESSAGE_AES_KEY: keys.weixinPush.aesKey,
  SMTP_URL: `smtp://${encodeURIComponent(keys.mail.user)}:${keys.mail.password}@127.0.0.1:${smtpPort}`,
  SMTP_FROM: keys.mail.user,
  CASE_MAIL_IMAP_URL: `imap://${encodeURIComponent(keys.mail.user)}:${keys.mail.password}@127.0.0.1:${imapPort}`,
  CASE_MAIL_FROM: keys.mail.user,
  CASE_MAIL_AUTHSERV: 'mx.hall.example',
  VOICE_BASE_URL: `${baseUrl}/voice`,
  VOICE_ACCESS_KEY: keys.voice.accessKey,
  VOICE_SECRET: keys.voice.secret,
  SUPPLY_CONTROL_URL: `${baseUrl}/supply-control`,
  SUPPLY_CONTROL_CALLER: keys.supplyControl.utility.code,
  SUPPLY_CONTROL_PRIVATE_KEY: keys.supplyControl.utility.privateKey,
  SUPPLY_CONTROL_PEER: keys.supplyControl.peer,
  SUPPLY_CONTROL_PEER_KEY: keys.supplyControl.publicKey,
});

export interface Ports {
  sftpPort: number;
  smtpPort: number;
  imapPort: number;
}

/** The settings a server needs to talk to this sandbox, by the names of its environment variables. */
export function credentials(keys: Keys, baseUrl: string, ports: Ports): Record<string, string> {
  const { wechat, alipay, sms } = keys;
  return {
    WECHAT_PAY_BASE_URL: `${baseUrl}/wechat-pay`,
    WECHAT_PAY_MCH_ID: wechat.mchid,
    WECHAT_PAY_APP_ID: wechat.appid,
    WECHAT_PAY_API_V3_KEY: wechat.apiV3Key,
    WECHAT_PAY_PRIVATE_KEY: wechat.merchant.privateKey,
    WECHAT_PAY_SERIAL_NO: wechat.merchant.serial,
    WECHAT_PAY_PUBLIC_KEY_ID: wechat.publicKeyId,
    WECHAT_PAY_PUBLIC_KEY: wechat.publicKeyPair.publicKey,
    WECHAT_PAY_PLATFORM_CERTS: wechat.platform.map(certificate => certificate.pem).join(''),
    WECHAT_API_BASE_URL: `${baseUrl}/weixin`,
    WECHAT_APP_SECRET: wechat.appSecret,
    WECHAT_OA_APP_ID: wechat.oaAppid,
    WECHAT_OA_SECRET: wechat.oaSecret,
    ALIPAY_GATEWAY: `${baseUrl}/alipay/gateway.do`,
    ALIPAY_APP_ID: alipay.appId,
    ALIPAY_SELLER_ID: alipay.sellerId,
    ALIPAY_PRIVATE_KEY: alipay.app.privateKey,
    ALIPAY_PUBLIC_KEY: alipay.gateway.publicKey,
    // Of the contracts with the gateways; this sandbox takes any.
    WECHAT_PAPAY_PLAN_ID: '12535',
    ALIPAY_SIGN_SCENE: 'INDUSTRY|ELECTRICITY',
    ...unionpayCredentials(keys.unionpay, baseUrl),
    ...debitBankCredentials(keys, ports.sftpPort),
    ...messageCredentials(keys, baseUrl, ports),
    SMS_TENCENT_URL: `${baseUrl}/tencent-sms/`,
    SMS_TENCENT_SECRET_ID: keys.tencentSms.secretId,
    SMS_TENCENT_SECRET_KEY: keys.tencentSms.secretKey,
    SMS_TENCENT_APP_ID: keys.tencentSms.sdkAppId,
    SMS_DAY_FILE_KEYS: `K1:${keys.tencentSms.fileKey}`,
    ...dayFileCredentials(keys, ports.sftpPort),
    ACQUIRER_URL: baseUrl,
    ACQUIRER_MERCHANT: keys.acquirer.merchant,
    ACQUIRER_FILE_KEY: keys.acquirer.fileKey,
    SMS_BASE_URL: `${baseUrl}/sms`,
    SMS_ACCESS_KEY: sms.accessKey,
    SMS_SECRET: sms.secret,
    INVOICE_BASE_URL: `${baseUrl}/invoicing`,
    INVOICE_ACCESS_KEY: keys.invoicing.accessKey,
    INVOICE_SECRET: keys.invoicing.secret,
  };
}
