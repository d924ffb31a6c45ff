import { Button, Space } from 'antd';
import { useState } from 'react';
import { useMay, useMe } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type ApplicationFile, type Deed, useDeed } from './applications.queries.ts';
import { AppointmentDialog } from './appointment-dialog.tsx';
import { EndDialog, RefuseDialog } from './end-dialog.tsx';
import { FeesDialog } from './fees-dialog.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { useInLanguage } from './in-language.ts';
import { InspectionDialog } from './inspection-dialog.tsx';
import { MeterDialog } from './meter-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { PaperContract } from './paper-contract.tsx';
import { ReadingDialog } from './reading-dialog.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { texts } from './texts.ts';

type Move = ApplicationFile['moves'][number];
type Open = Exclude<Deed, 'take' | 'visit' | 'moves'> | { move: Move } | null;

const visited = ['visit', 'inspection', 'work', 'meter', 'reading'];

/** What may be done now by whoever has it in hand; the server refuses the rest. */
export function Deeds({ file }: { file: ApplicationFile }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const me = useMe();
  const inLanguage = useInLanguage();
  const [open, setOpen] = useState<Open>(null);
  const { caseNo, status, owner, manager, moves, kind, step } = file;
  const take = useDeed(caseNo, 'take');
  const visit = useDeed(caseNo, 'visit');
  const running = status === 'open' || status === 'waiting';
  if (!running || !may('POST /staff/applications/:caseNo/moves')) return null;
  const mine = owner?.username === me.username;
  const mayHandOver = mine || manager?.username === me.username || me.roles.includes('supervisor');
  const type = kind.steps.find(({ code }) => code === step)?.type ?? '';
  const inHand = mine && status === 'open';
  // Whoever may hand it over may end it, unless a move of the step refuses it.
  const mayEnd =
    mayHandOver && (owner ?? manager) !== null && !(inHand && moves.some(({ to }) => to === 'refused'));
  const assessed = kind.fees.some(({ how }) => how === 'assessed');
  const button = (name: string, onClick: () => void, primary = false) => (
    <Button key={name} {...(primary ? { type: 'primary' as const } : {})} onClick={onClick}>
      {name}
    </Button>
  );
  return (
    <>
      <Space wrap>
        <ProblemList error={take.error ?? visit.error} />
        {owner === null ? button(t('take'), () => take.mutate({}), true) : null}
        {inHand && visited.includes(type) ? (
          <>
            {button(t('visit-done'), () => visit.mutate({ outcome: 'done' }))}
            {file.visit?.status === 'booked'
              ? button(t('visit-missed'), () => visit.mutate({ outcome: 'missed' }))
              : null}
          </>
        ) : null}
        {file.canBook ? button(t('appoint'), () => setOpen('appointment')) : null}
        {inHand && type === 'inspection' ? button(t('inspect'), () => setOpen('inspections')) : null}
        {inHand && type === 'meter' ? button(t('assign-meter'), () => setOpen('meter')) : null}
        {inHand && file.canRead ? button(t('record-reading'), () => setOpen('reading')) : null}
        {inHand && assessed ? button(t('set-fees'), () => setOpen('fees')) : null}
        {inHand
          ? moves.map((move, index) => button(inLanguage(move.name), () => setOpen({ move }), index === 0))
          : null}
        {inHand ? button(t('give-back'), () => setOpen('return')) : null}
        {status === 'waiting' && type === 'sign' && (mine || manager?.username === me.username) ? (
          <PaperContract caseNo={caseNo} />
        ) : null}
        {mayHandOver ? button(t('hand-over'), () => setOpen('hand-over')) : null}
        {mayEnd ? (
          <Button danger onClick={() => setOpen('ending')}>
            {t('end')}
          </Button>
        ) : null}
      </Space>
      {/* Beside the buttons, which come and go: a dialog stays until it is closed. */}
      <Dialog open={open} file={file} onClose={() => setOpen(null)} />
    </>
  );
}

function Dialog({ open, file, onClose }: { open: Open; file: ApplicationFile; onClose: () => void }) {
  if (open === null) return null;
  if (typeof open === 'object')
    return open.move.to === 'refused' ? (
      <RefuseDialog move={open.move} file={file} onClose={onClose} />
    ) : (
      <MoveDialog move={open.move} file={file} onClose={onClose} />
    );
  switch (open) {
    case 'appointment':
      return <AppointmentDialog file={file} onClose={onClose} />;
    case 'ending':
      return <EndDialog file={file} onClose={onClose} />;
    case 'hand-over':
      return <HandOverDialog file={file} onClose={onClose} />;
    case 'return':
      return <ReturnDialog file={file} onClose={onClose} />;
    case 'fees':
      return <FeesDialog file={file} onClose={onClose} />;
    case 'inspections':
      return <InspectionDialog file={file} onClose={onClose} />;
    case 'meter':
      return <MeterDialog file={file} onClose={onClose} />;
    case 'reading':
      return <ReadingDialog file={file} onClose={onClose} />;
  }
}
