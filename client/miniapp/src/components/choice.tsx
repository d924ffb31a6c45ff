import { Box, Press } from '@/elements/elements';

interface ChoiceProps<Value extends string> {
  label: string;
  options: { value: Value; name: string }[];
  value: Value | null;
  onChange: (value: Value) => void;
}

/** One of a few. */
export function Choice<Value extends string>({ label, options, value, onChange }: ChoiceProps<Value>) {
  const stop = options.find(option => option.value === value) ?? options[0];
  return (
    <Box className="chips" role="radiogroup" label={label}>
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
