import { classes } from '@/elements/contract';
import { Box, Press } from '@/elements/elements';

interface ChoiceProps<Value extends string> {
  label: string;
  options: { value: Value; name: string }[];
  value: Value | null;
  /** A scale: all of one width, so that they fill the line. */
  even?: boolean;
  onChange: (value: Value) => void;
}

/** One of a few. */
export function Choice<Value extends string>({ label, options, value, even, onChange }: ChoiceProps<Value>) {
  const stop = options.find(option => option.value === value) ?? options[0];
  return (
    <Box className={classes('chips', even && 'chips--even')} role="radiogroup" label={label}>
      {options.map(option => (
        <Press
          key={option.value}
          look="chip"
          role="radio"
          chosen={option.value === value}
          passedOver={option !== stop}
          onPress={() => onChange(option.value)}
        >
          {option.name}
        </Press>
      ))}
    </Box>
  );
}
