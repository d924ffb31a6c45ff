/** The calls of WeChat (`wx`) and Alipay (`my`) the hall makes by itself; everything else goes through Taro. */

interface WalletCallbacks<Result, Failure> {
  success?: (result: Result) => void;
  fail?: (failure: Failure) => void;
}

type WxCall<Options, Result> = (options: Options & WalletCallbacks<Result, { errMsg: string }>) => void;
type MyCall<Options, Result> = (
  options: Options & WalletCallbacks<Result, { error?: number; errorMessage: string }>,
) => void;

interface WalletImage {
  src: string;
  width: number;
  height: number;
  onload: () => void;
  onerror: () => void;
}

/** As much of a canvas beside the page as both wallets have. */
interface WalletCanvas {
  width: number;
  height: number;
  createImage(): WalletImage;
  getContext(kind: '2d'): {
    scale(x: number, y: number): void;
    transform(a: number, b: number, c: number, d: number, e: number, f: number): void;
    drawImage(image: WalletImage, x: number, y: number, width: number, height: number): void;
    getImageData(
      x: number,
      y: number,
      width: number,
      height: number,
    ): { data: Uint8ClampedArray; width: number; height: number };
  };
}

interface WalletSocket<Data> {
  onOpen(run: () => void): void;
  onMessage(run: (message: { data: Data }) => void): void;
  onClose(run: () => void): void;
  onError(run: () => void): void;
  send(options: { data: string; fail?: () => void }): void;
  close(options: { code?: number }): void;
}

declare const wx: {
  connectSocket(options: { url: string; fail?: () => void }): WalletSocket<unknown>;
  login: WxCall<object, { code: string }>;
  requestPayment: WxCall<
    { timeStamp: string; nonceStr: string; package: string; signType: string; paySign: string },
    { errMsg: string }
  >;
  navigateToMiniProgram: WxCall<{ appId: string; path: string; extraData: Record<string, string> }, object>;
  requestSubscribeMessage: WxCall<{ tmplIds: string[] }, Record<string, string>>;
  scanCode: WxCall<{ scanType: string[] }, { result: string }>;
  downloadFile: WxCall<
    { url: string; header: Record<string, string> },
    { statusCode: number; tempFilePath: string }
  >;
  openDocument: WxCall<{ filePath: string; fileType: string; showMenu: boolean }, object>;
  chooseMedia: WxCall<
    { count: number; mediaType: string[]; sourceType: string[]; sizeType: string[] },
    { tempFiles: { tempFilePath: string }[] }
  >;
  getImageInfo: WxCall<{ src: string }, { width: number; height: number }>;
  previewImage: WxCall<{ urls: string[] }, object>;
  env: { USER_DATA_PATH: string };
  createOffscreenCanvas(options: { type: '2d'; width: number; height: number }): WalletCanvas;
  canvasToTempFilePath: WxCall<
    { canvas: WalletCanvas; fileType: 'jpg'; quality: number; destWidth: number; destHeight: number },
    { tempFilePath: string }
  >;
  getFileSystemManager(): {
    readFile: WxCall<{ filePath: string }, { data: ArrayBuffer }>;
    writeFile: WxCall<{ filePath: string; data: ArrayBuffer }, object>;
  };
  chooseLocation: WxCall<object, { name: string; address: string; latitude: number; longitude: number }>;
  getRecorderManager(): {
    start(options: {
      duration: number;
      format: 'mp3';
      sampleRate: number;
      numberOfChannels: 1;
      encodeBitRate: number;
    }): void;
    stop(): void;
    onStart(listener: () => void): void;
    onStop(listener: (result: { tempFilePath: string; duration: number }) => void): void;
    onError(listener: (error: { errMsg: string }) => void): void;
  };
  createInnerAudioContext(): {
    src: string;
    play(): void;
    destroy(): void;
    onPlay(listener: () => void): void;
    onEnded(listener: () => void): void;
    onError(listener: (error: { errMsg: string }) => void): void;
  };
  shareFileMessage: WxCall<{ filePath: string; fileName: string }, object>;
  getAppBaseInfo(): { theme?: string; fontSizeSetting?: number };
  onThemeChange(listener: (change: { theme: string }) => void): void;
};

declare const my: {
  connectSocket(options: { url: string; multiple: true; fail?: () => void }): WalletSocket<unknown>;
  getAuthCode: MyCall<{ scopes: string }, { authCode: string }>;
  tradePay: MyCall<{ tradeNO: string }, { resultCode: string | number }>;
  paySignCenter: MyCall<{ signStr: string }, object>;
  requestSubscribeMessage: MyCall<
    { entityIds: string[] },
    { behavior: string; result?: { subscribeEntityIds?: string[] } }
  >;
  scan: MyCall<{ scanType: string[] }, { code: string }>;
  downloadFile: MyCall<
    { url: string; header: Record<string, string> },
    { apFilePath: string; statusCode?: number }
  >;
  chooseImage: MyCall<{ count: number; sourceType: string[]; sizeType: string[] }, { apFilePaths: string[] }>;
  getImageInfo: MyCall<{ src: string }, { width: number; height: number }>;
  previewImage: MyCall<{ urls: string[] }, object>;
  env: { USER_DATA_PATH: string };
  createOffscreenCanvas(
    width: number,
    height: number,
  ): WalletCanvas & { toDataURL(mediaType: string, quality: number): string };
  getFileSystemManager(): {
    readFile: MyCall<{ filePath: string }, { data: ArrayBuffer }>;
    writeFile: MyCall<{ filePath: string; data: ArrayBuffer }, object>;
    saveFile: MyCall<{ tempFilePath: string; filePath: string }, object>;
    unlink: MyCall<{ filePath: string }, object>;
  };
  saveFileToDisk: MyCall<{ apFilePath: string; filePath: string; toDisk: boolean }, object>;
  openDocument: MyCall<{ filePath: string; fileType: string }, object>;
  chooseLocation: MyCall<
    object,
    { name: string; address: string; latitude: number | string; longitude: number | string }
  >;
  canIUse(name: string): boolean;
  getRecorderManager(): {
    start(options: {
      duration: number;
      format: 'mp3';
      sampleRate: number;
      numberOfChannels: 1;
      encodeBitRate: number;
    }): void;
    stop(): void;
    onStart(listener: () => void): void;
    onStop(listener: (result: { tempFilePath: string; duration: number }) => void): void;
    onError(listener: (error: { errorMessage?: string }) => void): void;
  };
  createInnerAudioContext(): {
    src: string;
    play(): void;
    destroy(): void;
    onPlay(listener: () => void): void;
    onEnded(listener: () => void): void;
    onError(listener: (error: { errorMessage?: string }) => void): void;
  };
  request: MyCall<{ url: string; headers: Record<string, string>; dataType: 'text' }, { data: unknown }>;
  setClipboard: MyCall<{ text: string }, object>;
  getSystemInfoSync(): { colorScheme?: string; fontSizeSetting?: number };
};
