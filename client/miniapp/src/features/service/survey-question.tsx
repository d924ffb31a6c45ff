import type { Survey } from '@api/types';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

type Question = Survey['questions'][number];
export type Said = number | number[] | string | null;

/** Free text may be left out; everything else is answered. */
export const isAnswered = ({ kind }: Question, said: Said) =>
  kind === 'text' || (Array.isArray(said) ? said.length > 0 : said !== null);

interface SurveyQuestionProps {
  number: number;
  question: Question;
  said: Said;
  onSaid: (said: Said) => void;
}

export function SurveyQuestion({ number, question, said, onSaid }: SurveyQuestionProps) {
  const t = useTexts();
  const asked = `${number}. ${question[t.language]}`;
  return (
    <Card title={asked}>
      {question.kind === 'scale' && (
        <Choice
          label={asked}
          even
          value={typeof said === 'number' ? String(said) : null}
          options={['1', '2', '3', '4', '5'].map(value => ({
            value,
            name: t('survey.scale', { count: value }),
          }))}
          onChange={value => onSaid(Number(value))}
        />
      )}
      {question.kind === 'choice' && (
        <Options question={question} asked={asked} said={said} onSaid={onSaid} />
      )}
      {question.kind === 'text' && (
        <Field
          label={t('survey.words')}
          long
          maxLength={500}
          value={typeof said === 'string' ? said : ''}
          onChange={value => onSaid(value === '' ? null : value)}
        />
      )}
    </Card>
  );
}

function Options({ question, asked, said, onSaid }: Omit<SurveyQuestionProps, 'number'> & { asked: string }) {
  const t = useTexts();
  const options = question.options ?? [];
  const chosen = Array.isArray(said) ? said : [];
  if (!question.many)
    return (
      <Choice
        label={asked}
        value={chosen.length > 0 ? String(chosen[0]) : null}
        options={options.map((option, place) => ({ value: String(place), name: option[t.language] }))}
        onChange={value => onSaid([Number(value)])}
      />
    );
  const toggle = (place: number) =>
    onSaid(chosen.includes(place) ? chosen.filter(each => each !== place) : [...chosen, place]);
  return (
    <>
      <Box className="quiet">{t('survey.many')}</Box>
      <Box className="chips" role="group" label={asked}>
        {options.map((option, place) => (
          <Press
            key={option.zh}
            look="chip"
            role="checkbox"
            chosen={chosen.includes(place)}
            onPress={() => toggle(place)}
          >
            {option[t.language]}
          </Press>
        ))}
      </Box>
    </>
  );
}
