import { Button, Input, Progress, Select } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { ApiError } from '../../api/http.ts';
import { FilterField } from '../../components/filter-field.tsx';
import { Icon } from '../../components/icon.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Loaded } from '../../components/states.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { lastDays } from './day-range.ts';
import { type Calendar, useBringFile, useCalendar } from './reconciliation.queries.ts';
import { texts } from './texts.ts';
import { uploadTexts } from './upload.texts.ts';
import './reconciliation.css';

type Source = Calendar['sources'][number];

/** A day file brought by a person: where nobody fetches it, where it did not come, or where it came damaged. */
export function Page() {
  const t = useFeatureTexts(uploadTexts);
  const [params, setParams] = useSearchParams();
  const last = lastDays(1).to;
  const day = params.get('day') ?? last;
  const calendar = useCalendar({ from: day, to: day });
  const change = (values: Record<string, string>) =>
    setParams({ ...Object.fromEntries(params), ...values }, { replace: true });
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Loaded query={calendar} rows={6}>
        {({ sources }) => (
          <BringForm
            sources={sources.filter(({ parts }) => bringable(parts).length > 0)}
            chosen={{ day, source: params.get('source') ?? '', part: params.get('part') ?? '' }}
            last={last}
            onChange={change}
          />
        )}
      </Loaded>
    </>
  );
}

/** A count is given at the till, not as a file. */
const bringable = (parts: Source['parts']) => parts.filter(({ code }) => code !== 'count');

interface FormProps {
  sources: Source[];
  chosen: { day: string; source: string; part: string };
  last: string;
  onChange(values: Record<string, string>): void;
}

function BringForm({ sources, chosen, last, onChange }: FormProps) {
  const t = useFeatureTexts(uploadTexts);
  const { language } = useTexts();
  const word = useWord();
  const source = sources.find(each => each.source === chosen.source) ?? sources[0];
  if (!source) return <p className="soft">{t('no-sources')}</p>;
  const parts = bringable(source.parts);
  const part = parts.find(({ code }) => code === chosen.part) ?? parts[0]!;
  return (
    <>
      <div className="filters">
        <FilterField label={t('source')}>
          {id => (
            <Select
              id={id}
              style={{ width: 280 }}
              value={source.source}
              showSearch={{ optionFilterProp: 'label' }}
              onChange={value => onChange({ source: value, part: '' })}
              options={sources.map(each => ({
                value: each.source,
                label: `${language === 'zh' ? each.nameZh : each.nameEn} ${each.source.split(':')[1] ?? ''}`,
              }))}
            />
          )}
        </FilterField>
        <FilterField label={t('day')}>
          {id => (
            <Input
              id={id}
              type="date"
              style={{ width: 160 }}
              value={chosen.day}
              max={last}
              onChange={event => event.target.value && onChange({ day: event.target.value })}
            />
          )}
        </FilterField>
        <FilterField label={t('part')}>
          {id => (
            <Select
              id={id}
              style={{ width: 150 }}
              value={part.code}
              onChange={value => onChange({ part: value })}
              options={parts.map(({ code }) => ({ value: code, label: word('statement-part', code) }))}
            />
          )}
        </FilterField>
      </div>
      <p className="soft">{part.fetched ? t('is-fetched') : t('by-hand')}</p>
      <Choice
        key={`${source.source} ${chosen.day} ${part.code}`}
        {...{ ...chosen, source: source.source, part: part.code }}
      />
    </>
  );
}

function Choice(wanted: { day: string; source: string; part: string }) {
  const t = useFeatureTexts(uploadTexts);
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState(0);
  const bring = useBringFile(setSent);
  const send = (chosen: File) =>
    bring.mutate(
      { ...wanted, file: chosen },
      {
        onSuccess: () => navigate(`/reconciliation/${encodeURIComponent(wanted.source)}/${wanted.day}`),
        onError: () => setFile(null),
      },
    );
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setFile(event.dataTransfer.files[0] ?? null);
  };
  return (
    <section
      className="upload-box"
      aria-label={t('choose')}
      onDragOver={event => event.preventDefault()}
      onDrop={drop}
    >
      <Refusal error={bring.error} />
      {bring.isPending ? (
        <div aria-live="polite">
          <Progress percent={Math.round(sent * 100)} showInfo={false} aria-label={t('progress')} />
          {sent < 1 ? t('sending', { percent: Math.round(sent * 100) }) : t('reading')}
        </div>
      ) : (
        <div className="upload-row">
          <input
            ref={input}
            type="file"
            hidden
            aria-label={t('choose')}
            onChange={event => {
              setFile(event.target.files?.[0] ?? null);
              event.target.value = '';
            }}
          />
          <Button icon={<Icon name="upload" size={16} />} onClick={() => input.current?.click()}>
            {t('choose')}
          </Button>
          {file ? (
            <Button type="primary" onClick={() => send(file)}>
              {t('upload', { name: file.name })}
            </Button>
          ) : (
            <span className="soft">{t('drop')}</span>
          )}
        </div>
      )}
    </section>
  );
}

/** Refused whole: the line and why, in words; any other error as everywhere. */
function Refusal({ error }: { error: unknown }) {
  const t = useFeatureTexts(uploadTexts);
  const common = useFeatureTexts(texts);
  const word = useWord();
  if (!(error instanceof ApiError) || error.code !== 'statement-refused')
    return <ProblemList error={error} />;
  return (
    <div className="notice refusal" role="alert">
      <strong>{t('refused')}</strong>
      {error.details.map(({ rule, message }) => {
        const line = /\d+/.exec(message)?.[0];
        const detail = message.replace(/^(第.*?行|line \S+)\s*/, '');
        return (
          <p key={rule}>
            {word('refusal', rule)}
            {line && /^(第\d|line \d)/.test(message) ? ` · ${common('line-no', { line })}` : ''}{' '}
            <span className="mono">{detail}</span>
          </p>
        );
      })}
      <p className="soft">{t('refused-hint')}</p>
    </div>
  );
}
