/** The calls of WeChat (`wx`) and Alipay (`my`) the hall makes by itself; everything else goes through Taro. */

interface WalletCallbacks<Result, Failure> {
  success?: (result: Result) => void;
  fail?: (failure: Failure) => void;
}

type WxCall<Options, Result> = (options: Options & WalletCallbacks<Result, { errMsg: string }>) => void;
type MyCall<Options, Result> = (
  options: Options & WalletCallbacks<Result, { error?: number; errorMessage: string }>,
) => void;

declare const wx: {
  login: WxCall<object, { code: string }>;
  requestPayment: WxCall<
    { timeStamp: string; nonceStr: string; package: string; signType: string; paySign: string },
    { errMsg: string }
  >;
  navigateToMiniProgram: WxCall<{ appId: string; path: string; extraData: Record<string, string> }, object>;
  scanCode: WxCall<{ scanType: string[] }, { result: string }>;
  downloadFile: WxCall<
    { url: string; header: Record<string, string> },
    { statusCode: number; tempFilePath: string }
  >;
  openDocument: WxCall<{ filePath: string; fileType: string; showMenu: boolean }, object>;
  shareFileMessage: WxCall<{ filePath: string; fileName: string }, object>;
  getAppBaseInfo(): { theme?: string; fontSizeSetting?: number };
  onThemeChange(listener: (change: { theme: string }) => void): void;
};

declare const my: {
  getAuthCode: MyCall<{ scopes: string }, { authCode: string }>;
  tradePay: MyCall<{ tradeNO: string }, { resultCode: string | number }>;
  paySignCenter: MyCall<{ signStr: string }, object>;
  scan: MyCall<{ scanType: string[] }, { code: string }>;
  downloadFile: MyCall<{ url: string; header: Record<string, string> }, { apFilePath: string }>;
  openDocument: MyCall<{ filePath: string; fileType: string }, object>;
  request: MyCall<{ url: string; headers: Record<string, string>; dataType: 'text' }, { data: unknown }>;
  setClipboard: MyCall<{ text: string }, object>;
  getSystemInfoSync(): { colorScheme?: string; fontSizeSetting?: number };
};
