import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type AccountAlerts, useRemoveContact } from './alerts.queries.ts';
import { ContactDialog } from './contact-dialog.tsx';
import { alertTexts } from './texts.ts';

interface ContactsProps {
  accountNo: string;
  of: Pick<AccountAlerts, 'contacts' | 'mayHaveContacts'>;
}

/** Whom a business, important or large customer wants told, by role. */
export function Contacts({ accountNo, of: { contacts, mayHaveContacts } }: ContactsProps) {
  const t = useFeatureTexts(alertTexts);
  const may = useMay();
  const [adding, setAdding] = useState(false);
  if (contacts.length === 0 && !mayHaveContacts) return null;
  return (
    <>
      <h3>{t('contacts')}</h3>
      {contacts.length === 0 ? <p className="soft">{t('contacts-none')}</p> : null}
      <ul className="notes">
        {contacts.map(contact => (
          <ContactLine key={contact.id} accountNo={accountNo} contact={contact} />
        ))}
      </ul>
      {mayHaveContacts && may('POST /staff/accounts/:accountNo/contacts') ? (
        <Button onClick={() => setAdding(true)}>{t('contact-add')}</Button>
      ) : null}
      {adding ? <ContactDialog accountNo={accountNo} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

interface ContactLineProps {
  accountNo: string;
  contact: AccountAlerts['contacts'][number];
}

function ContactLine({ accountNo, contact }: ContactLineProps) {
  const t = useFeatureTexts(alertTexts);
  const word = useWord();
  const may = useMay();
  const remove = useRemoveContact(accountNo);
  const { id, role, nameMasked, phoneMasked, emailMasked } = contact;
  const name = `${word('contact-role', role)} ${nameMasked}`;
  return (
    <li>
      <div style={{ display: 'flex', justifyContent: 'space-between', gap: 8 }}>
        <span>{name}</span>
        {may('DELETE /staff/accounts/:accountNo/contacts/:contactId') ? (
          <Popconfirm
            title={t('contact-remove', { name })}
            okText={t('remove')}
            onConfirm={() => remove.mutate(id)}
          >
            <Button
              size="small"
              type="text"
              aria-label={t('contact-remove', { name })}
              loading={remove.isPending}
            >
              {t('remove')}
            </Button>
          </Popconfirm>
        ) : null}
      </div>
      <span className="soft figures">{[phoneMasked, emailMasked].filter(Boolean).join(' · ')}</span>
      <ProblemList error={remove.error} />
    </li>
  );
}
