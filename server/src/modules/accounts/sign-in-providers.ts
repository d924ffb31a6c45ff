/** What a wallet says about the holder of a login code. */
export interface ProvedIdentity {
  /** openid at WeChat, user id (or open_id) at Alipay. */
  subject: string;
  /** The app within which `subject` means this person. */
  appId: string;
}

/**
 * The wallets' sign-in services. Each call exchanges a one-time code that the client got from the wallet.
 * Rejects with `signInRefused()` when the wallet does not accept the code, `signInUnavailable()` when it does not answer.
 */
export interface SignInProviders {
  /** `wx.login` in the mini-program → `jscode2session`. */
  wechatMini(code: string): Promise<ProvedIdentity>;
  /** OAuth in WeChat's browser (official account) → `sns/oauth2/access_token`. */
  wechatOa(code: string): Promise<ProvedIdentity>;
  /** `my.getAuthCode` or web OAuth → `alipay.system.oauth.token`. */
  alipay(code: string): Promise<ProvedIdentity>;
}
