/** Part of the composition root: the other ways by which cases come in and are answered, and what answers them beforehand. */
import type { Settings } from './config/env.ts';
import { createKnowledgeModule } from './modules/knowledge/index.ts';
import { createMailModule, type MailDependencies } from './modules/mail/index.ts';
import {
  createOfficialAccountModule,
  type OfficialAccountDependencies,
} from './modules/official-account/index.ts';
import {
  createWalletComplaintsModule,
  type WalletComplaintsDependencies,
} from './modules/wallet-complaints/index.ts';

type Dependencies = Omit<MailDependencies, 'settings' | 'smtpUrl'> &
  WalletComplaintsDependencies &
  Pick<OfficialAccountDependencies, 'account'>;

export function composeCaseWays(settings: Settings, dependencies: Dependencies) {
  const mail = createMailModule({
    ...dependencies,
    settings: settings.caseMail,
    smtpUrl: settings.messages.SMTP_URL,
  });
  const walletComplaints = createWalletComplaintsModule(dependencies);
  const account = createOfficialAccountModule({ ...dependencies, hotline: settings.HOTLINE });
  return {
    modules: [createKnowledgeModule(dependencies), mail, walletComplaints, account],
    idle: walletComplaints.idle,
    stop: mail.stop,
  };
}
