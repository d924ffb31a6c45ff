import { App, Button, Drawer } from 'antd';
import { useMay, useMe } from '../../app/session.tsx';
import { Refuse } from '../../components/decision.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Facts } from '../../components/sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { Comparison } from './comparison.tsx';
import { noteIn } from './note-in.ts';
import { type Tariff, type TariffDraft, useDecideDraft, useTrial } from './tariffs.queries.ts';
import { texts } from './texts.ts';
import { TrialView } from './trial-view.tsx';

export const draftTones = { draft: 'waits', approved: 'good', discarded: 'plain' } as const;

/** A draft beside what is in force, what it would mean, and the decision of a second person. */
export function DraftPanel({
  tariff,
  draft,
  onEdit,
  onClose,
}: {
  tariff: Tariff;
  draft: TariffDraft;
  onEdit: () => void;
  onClose: () => void;
}) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const trial = useTrial(tariff);
  // Kept here, as the foot goes with the decision, and what follows a mutation goes with the part that asked for it.
  const decide = useDecideDraft(draft.id);
  const may = useMay();
  const latest = tariff.versions.at(-1)!;
  return (
    <Drawer
      open
      size="min(760px, calc(100vw - 56px))"
      title={t('tariffs.draft-title', { name: language === 'zh' ? tariff.nameZh : tariff.nameEn })}
      onClose={onClose}
      footer={
        draft.status === 'draft' ? (
          <Decision draft={draft} decide={decide} onEdit={onEdit} onClose={onClose} />
        ) : null
      }
    >
      <Facts
        facts={[
          [
            t('tariffs.from'),
            <span key="from" className="figures">
              {draft.effectiveFrom}
            </span>,
          ],
          [t('tariffs.source'), draft.source],
          [t('tariffs.note'), noteIn(draft.note, language)],
          [
            t('tariffs.by'),
            <span key="by">
              <Who did={draft.createdBy} /> <At at={draft.createdAt} />
            </span>,
          ],
          [
            t('tariffs.decided'),
            <span key="decided">
              <StatusTag
                text={t(`draft-status.${draft.status}`)}
                status={draft.status}
                tone={draftTones[draft.status]}
              />{' '}
              <Who did={draft.decidedBy} /> {draft.decidedAt ? <At at={draft.decidedAt} /> : null}
            </span>,
          ],
        ]}
      />
      <h3 className="dialog-part">{t('tariffs.compare-with', { from: latest.from })}</h3>
      <div className="sheet">
        <Comparison
          left={{ title: latest.from, rules: latest.rules }}
          right={{ title: draft.effectiveFrom, rules: draft.rules }}
        />
      </div>
      {may('POST /staff/tariff-trials') ? (
        <p>
          <Button loading={trial.isPending} onClick={() => trial.mutate(draft.rules)}>
            {t('trial.do')}
          </Button>
        </p>
      ) : null}
      <ProblemList error={trial.error} />
      {trial.data ? <TrialView trial={trial.data} /> : null}
    </Drawer>
  );
}

function Decision({
  draft,
  decide,
  onEdit,
  onClose,
}: {
  draft: TariffDraft;
  decide: ReturnType<typeof useDecideDraft>;
  onEdit: () => void;
  onClose: () => void;
}) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const { username } = useMe();
  const { message } = App.useApp();
  if (!may('POST /staff/tariff-drafts/:id/approval')) return null;
  const own = draft.createdBy === `staff:${username}`;
  const done = (text: string) => ({
    onSuccess: () => {
      void message.success(text);
      onClose();
    },
    onError: (error: Error) => void message.error(error.message),
  });
  return (
    <div className="drawer-foot">
      {own ? <span className="soft">{t('tariffs.by-another')}</span> : null}
      <Refuse
        about={t('tariffs.discard')}
        action={t('tariffs.discard')}
        hint={t('tariffs.discard-effect')}
        size="middle"
        step={{
          ...decide,
          mutate: reason => decide.mutate({ decision: 'discard', reason }, done(t('tariffs.discarded'))),
        }}
      />
      {own ? (
        <Button type="primary" onClick={onEdit}>
          {t('tariffs.edit')}
        </Button>
      ) : (
        <Button
          type="primary"
          loading={decide.isPending}
          onClick={() =>
            decide.mutate(
              { decision: 'approval' },
              done(t('tariffs.approved', { from: draft.effectiveFrom })),
            )
          }
        >
          {t('tariffs.approve', { from: draft.effectiveFrom })}
        </Button>
      )}
    </div>
  );
}
