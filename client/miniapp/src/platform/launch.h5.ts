import { pages } from '@/navigation/pages';
import { askedFrom } from './sign-in.h5';
import '@/theme/focus.scss';
import '@/theme/wide-screen.scss';

/** Keeps the hall's files for a visit without a network. Inside a wallet's browser the wallet does that by itself. */
export function keepFiles(): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  window.addEventListener('load', () => {
    // Without it the hall works as well, only not offline.
    navigator.serviceWorker.register('/service-worker.js').catch(() => {});
  });
}

/**
 * Other sites send the browser back to `/?…` without a page. Before the router starts, that becomes the right one.
 * From a wallet (`from=wallet`): the result of the payment begun here; what the address claims about the payment
 * is not looked at. From a wallet's page for signing (`from=signing`): auto-pay. From a text message (`pay`): that
 * household's bills. From WeChat's sign-in (`code` and `state`): the page that asked, which checks them.
 */
export function resumeFromWallet(): void {
  const query = new URLSearchParams(location.search);
  if (query.get('from') === 'wallet') history.replaceState(null, '', `${location.pathname}#/${pages.result}`);
  else if (query.get('from') === 'signing')
    history.replaceState(null, '', `${location.pathname}#/${pages.autoPay}`);
  else if (query.has('pay'))
    history.replaceState(
      null,
      '',
      `${location.pathname}#/${pages.checkout}?accountNo=${encodeURIComponent(query.get('pay')!)}`,
    );
  else if (query.has('code') && query.has('state'))
    history.replaceState(
      null,
      '',
      `${location.pathname}${location.search}${askedFrom() || `#/${pages.signIn}`}`,
    );
}
