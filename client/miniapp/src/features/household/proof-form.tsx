import type { Fact, HouseholdPreview, Proof } from '@api/types';
import { useState } from 'react';
import { Choice } from '@/components/choice';
import { Box, Field, Press } from '@/elements/elements';
import { PhoneCode } from '@/features/account/phone-code';
import { useTexts } from '@/i18n/texts';

interface ProofFormProps {
  preview: HouseholdPreview;
  confirm: string;
  busy: boolean;
  onProof: (proof: Proof) => void;
}

/** Proof that this is one's household: a code to the phone on file, or any two facts no posted bill shows. */
export function ProofForm({ preview, confirm, busy, onProof }: ProofFormProps) {
  const t = useTexts();
  const { accountNo, phoneHint, ownPhone, acceptedFacts } = preview;
  const [way, setWay] = useState<'phone' | 'facts'>(phoneHint ? 'phone' : 'facts');
  const [code, setCode] = useState('');
  const [facts, setFacts] = useState<Partial<Record<Fact, string>>>({});
  const proof =
    way === 'facts' ? factsProof(facts) : ownPhone ? ({ kind: 'own-phone' } as const) : phoneProof(code);
  return (
    <>
      {phoneHint && (
        <Choice
          label={t('bind.full')}
          value={way}
          onChange={setWay}
          options={[
            { value: 'phone', name: t('bind.by-phone') },
            { value: 'facts', name: t('bind.by-facts') },
          ]}
        />
      )}
      <Box className="proof">
        {way === 'phone' && ownPhone && <Box>{t('bind.by-own-phone')}</Box>}
        {way === 'phone' && !ownPhone && (
          <>
            <Box className="quiet prose">{t('bind.by-phone.to', { phone: phoneHint ?? '' })}</Box>
            <PhoneCode request={{ purpose: 'bind', accountNo }} ready code={code} onCode={setCode} />
          </>
        )}
        {way === 'facts' && (
          <>
            <Box className="quiet prose">{t('bind.by-facts.hint')}</Box>
            {acceptedFacts.map(fact => (
              <Field
                key={fact}
                label={t(`fact.${fact}`)}
                kind={fact === 'phone' ? 'phone' : 'text'}
                value={facts[fact] ?? ''}
                onChange={typed => setFacts({ ...facts, [fact]: typed.trim() })}
              />
            ))}
          </>
        )}
      </Box>
      <Press look="main" disabled={!proof || busy} onPress={() => proof && onProof(proof)}>
        {busy ? t('state.sending') : confirm}
      </Press>
    </>
  );
}

function phoneProof(code: string): Proof | null {
  return code.length === 6 ? { kind: 'phone', code } : null;
}

/** Exactly two: more would only give a stranger more to try. */
function factsProof(facts: Partial<Record<Fact, string>>): Proof | null {
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value));
  return Object.keys(given).length === 2 ? { kind: 'facts', ...given } : null;
}
