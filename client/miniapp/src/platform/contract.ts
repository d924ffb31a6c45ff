/**
 * What differs between WeChat, Alipay and the browser. Each subject has one file per platform
 * (`pay.weapp.ts`, `pay.alipay.ts`, `pay.h5.ts`); `@/platform/pay` resolves to the right one when building.
 */
import type { PayerAction, PaymentStart, PayProduct, SigningAction } from '@api/types';

export type Theme = 'light' | 'dark';
export type TypeSize = 'normal' | 'large' | 'larger';

/** What a wallet said. Never the truth about the money: only the server's answer is. */
export type WalletHint = 'done' | 'cancelled' | 'unknown';

export interface PayWay {
  channel: 'wechat' | 'alipay' | 'web-hall' | 'online-bank' | 'app' | 'sms';
  method: PaymentStart['method'];
  product: PayProduct;
}

export interface PayPlatform {
  /** The ways of paying that may be offered here, best first. A mini-program never offers the other wallet. */
  ways(): PayWay[];
  /** Where a browser comes back to after a wallet's own page; nothing where the wallet opens in place. */
  returnUrl(): string | undefined;
  /** Opens the wallet with what the server signed. On a redirect it never resolves: the page is left. */
  perform(action: PayerAction): Promise<WalletHint>;
}

export interface SigningPlatform {
  /** What it can open; an agreement begun at another wallet's is finished there. */
  opens: SigningAction['kind'];
  /** Where a browser comes back to after signing; nothing where the wallet opens in place. */
  returnUrl(): string | undefined;
  /** Opens the wallet for the customer to agree. What was agreed only the server knows. A redirect never resolves. */
  open(action: SigningAction): Promise<void>;
}

export interface ConsentPlatform {
  /** Whose messages want a consent each; null where none is needed. */
  channel: 'wechat-subscribe' | 'alipay' | null;
  /** Opens the wallet's own window for these templates, three at most. Gives those that were agreed to. */
  ask(templateIds: string[]): Promise<string[]>;
}

/** By which a wallet says, once, who is in it. */
export interface WalletProof {
  kind: 'wechat-mini' | 'wechat-oa' | 'alipay';
  code: string;
}

export interface SignInPlatform {
  /** Whether this platform signs people in by itself; null where only a phone code can. */
  wallet: 'wechat' | 'alipay' | null;
  /** Whether the platform says so without leaving the page. */
  inPlace: boolean;
  /** Asks the platform who this is. Null means the page is being left for the platform's own sign-in, which comes back to it. */
  askWallet(): Promise<WalletProof | null>;
  /** Before the page for signing in is opened: the page to come back to, should the platform's own be asked from there. */
  keepPage(): void;
  /** What came back from the platform's own sign-in page, once. */
  returned(): WalletProof | null;
}

export interface ScanPlatform {
  available: boolean;
  /** The text of a bar code, or null when the person turned back. */
  scan(): Promise<string | null>;
}

/** A connection over which the server speaks by itself. */
export interface SocketLine {
  send(text: string): void;
  close(): void;
}

export interface SocketPlatform {
  /** Opens at once or tells of its end, once: whichever way a connection does not come about, `closed` is called. */
  open(
    url: string,
    on: { opened: () => void; message: (text: string) => void; closed: () => void },
  ): SocketLine;
}

export interface FileRequest {
  url: string;
  token: string | null;
  /** With its ending. */
  name: string;
}

/** Why a picture of a paper may not do. */
export type PictureProblem = 'small' | 'dark' | 'blurred';

export interface Picture {
  bytes: Blob | ArrayBuffer;
  mediaType: string;
  /** Told before it is sent, and who took it decides; what cannot be read at all the server refuses. */
  problems: PictureProblem[];
}

export interface CameraPlatform {
  /** A picture by camera or from the album, upright and no larger than needed. Null when the person turned back. */
  take(): Promise<Picture | null>;
  /** Fetches a picture with the resident's token and shows it. Rejects when it cannot. */
  show(request: FileRequest): Promise<void>;
}

export interface VoiceNote {
  bytes: Blob | ArrayBuffer;
  mediaType: string;
  seconds: number;
}

export interface Recording {
  stop(): Promise<VoiceNote>;
}

export interface VoicePlatform {
  /** Whether this device can record at all. */
  available(): boolean;
  /** Begins at once. Rejects where the person does not let us hear. */
  record(): Promise<Recording>;
  /** Fetches a voice note with the resident's token and plays it. Rejects when it cannot. */
  play(request: FileRequest): Promise<void>;
}

/** Nobody talks longer into a report. */
export const longestVoiceSeconds = 60;

export interface ChosenPlace {
  /** Empty where only the position is known. */
  name: string;
  latitude: number;
  longitude: number;
}

export interface PlacePlatform {
  available(): boolean;
  /** On the wallet's map, or where the device is. Null when the person turned back. */
  choose(): Promise<ChosenPlace | null>;
}

/** How a file of one's own leaves the hall: a download, a message to a chat, onto the phone, or as text on the clipboard. */
export type FileWay = 'download' | 'share' | 'save' | 'copy';

export interface FilesPlatform {
  /** Fetches a PDF with the resident's token and shows it. Rejects when it cannot. */
  openPdf(request: FileRequest): Promise<void>;
  /** Shows a PDF of somebody else's: our token is not for them. */
  openForeignPdf(request: { url: string; name: string }): Promise<void>;
  way: FileWay;
  /** Fetches a file with the resident's token and hands it over; says by which way it left, or that its owner turned back. Rejects when it cannot. */
  handOver(request: FileRequest): Promise<FileWay | 'none'>;
}

export interface SystemAppearance {
  theme: Theme;
  type: TypeSize;
}

/** The wallets give a text size in px for 16 or 17 px body text. */
export function typeSizeOf(fontSize: number | undefined): TypeSize {
  if (!fontSize || fontSize < 19) return 'normal';
  return fontSize < 23 ? 'large' : 'larger';
}

export interface PageBarProps {
  title: string;
  root: boolean;
  theme: Theme;
}
