import { useState } from 'react';
import { findDisclosures } from '@/api/hall';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Field, Press } from '@/elements/elements';
import { DisclosureRow } from '@/features/disclosure/disclosure-row';
import { kinds } from '@/features/disclosure/words';
import { useSettled } from '@/features/knowledge/use-settled';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';

type Kind = (typeof kinds)[number] | 'all';
type When = 'current' | 'earlier';
const atOnce = 20;
/** As many as the server gives at once. */
const most = 200;

/** Policies and notices are public: this page asks nobody who they are. What is over can still be read. */
export default function DisclosuresPage() {
  const t = useTexts();
  const [kind, setKind] = useState<Kind>('all');
  const [when, setWhen] = useState<When>('current');
  const [typed, setTyped] = useState('');
  const words = useSettled(typed.trim());
  return (
    <Page title={t('disclosures.title')} open>
      <Card>
        <Field
          label={t('disclosures.search')}
          placeholder={t('disclosures.search.hint')}
          maxLength={60}
          value={typed}
          onChange={setTyped}
        />
        <Box className="above-space" />
        <Choice
          label={t('disclosures.kind')}
          value={kind}
          options={(['all', ...kinds] as const).map(value => ({
            value,
            name: t(`disclosures.kind.${value}`),
          }))}
          onChange={setKind}
        />
        <Box className="above-space" />
        <Choice
          label={t('disclosures.when')}
          value={when}
          options={(['current', 'earlier'] as const).map(value => ({
            value,
            name: t(`disclosures.when.${value}`),
          }))}
          onChange={setWhen}
        />
      </Card>
      <Found key={`${kind}:${when}`} kind={kind} when={when} words={words} />
    </Page>
  );
}

function Found({ kind, when, words }: { kind: Kind; when: When; words: string }) {
  const t = useTexts();
  const [size, setSize] = useState(atOnce);
  const wish = {
    when,
    size: String(size),
    ...(kind === 'all' ? {} : { kind }),
    ...(words ? { q: words } : {}),
  };
  const found = useResource(`disclosures:${JSON.stringify(wish)}`, () => findDisclosures(wish));
  return (
    <ResourceView of={found} skeleton={{ lines: 6 }}>
      {({ disclosures, more }) =>
        disclosures.length === 0 ? (
          <Empty title={t('disclosures.none.title')} how={t('disclosures.none.how')} />
        ) : (
          <Card>
            <Box as="ul" className="plain-list rows">
              {disclosures.map(shown => (
                <Box as="li" key={shown.number}>
                  <DisclosureRow shown={shown} />
                </Box>
              ))}
            </Box>
            {more && size < most && (
              <Press look="quiet" onPress={() => setSize(size + atOnce)}>
                {t('action.more')}
              </Press>
            )}
          </Card>
        )
      }
    </ResourceView>
  );
}
