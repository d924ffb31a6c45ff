import { useState } from 'react';
import { contractPdfUrl, getContract, signContract } from '@/api/hall';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Fact, Facts } from '@/components/facts';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { ProveSelf } from '@/features/account/prove-self';
import { useProving } from '@/features/account/use-proving';
import { useTexts } from '@/i18n/texts';
import { files } from '@/platform/files';
import { useResource } from '@/state/resource';
import { currentToken } from '@/state/session';
import { inLanguage } from './in-language';

/** The supply contract: read on the page, and signed as it was read. */
export function ContractToSign({ caseNo, onSigned }: { caseNo: string; onSigned: () => Promise<void> }) {
  const t = useTexts();
  const [agreed, setAgreed] = useState(false);
  const contract = useResource(`contract:${caseNo}`, () => getContract(caseNo));
  const proving = useProving();
  const { busy, error, run } = proving;
  const openPdf = (contractNo: string) =>
    run(() =>
      files.openPdf({ url: contractPdfUrl(caseNo), token: currentToken(), name: `${contractNo}.pdf` }),
    );
  const sign = (sha256: string) =>
    run(async () => {
      await signContract(caseNo, sha256);
      await onSigned();
    });
  return (
    <Card title={t('apply.contract')} tone="owed">
      <ResourceView of={contract} skeleton={{ lines: 5 }}>
        {({ contractNo, utility, facts, clauses, sha256 }) => (
          <>
            <Facts>
              <Fact name={t('apply.contract.utility')}>{inLanguage(utility, t)}</Fact>
              {facts.map(({ label, value }) => (
                <Fact key={label.zh} name={inLanguage(label, t)}>
                  {value}
                </Fact>
              ))}
            </Facts>
            <Box as="ol" className="plain-list rows">
              {clauses.map((clause, index) => (
                <Box as="li" key={clause.zh}>{`${index + 1}. ${inLanguage(clause, t)}`}</Box>
              ))}
            </Box>
            {t.language === 'en' && <Box className="quiet">{t('apply.contract.chinese-counts')}</Box>}
            <Press look="text" onPress={() => void openPdf(contractNo)}>
              {t('apply.contract.pdf')}
            </Press>
            <Press look="chip" role="checkbox" chosen={agreed} onPress={() => setAgreed(!agreed)}>
              {t('apply.contract.agree')}
            </Press>
            {error && <ErrorState error={error} />}
            <ProveSelf of={proving} />
            <Box className="actions">
              <Press
                look="main"
                disabled={busy || !agreed || contract.stale}
                onPress={() => void sign(sha256)}
              >
                {busy ? t('state.sending') : t('apply.contract.sign')}
              </Press>
            </Box>
          </>
        )}
      </ResourceView>
    </Card>
  );
}
