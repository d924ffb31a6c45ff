import { useState } from 'react';
import { Box, Press } from '@/elements/elements';

/** A question whose answer opens under it. */
export function Question({ question, answer }: { question: string; answer: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Box as="li" className="rows__one">
      <Press look="row" expanded={open} onPress={() => setOpen(!open)}>
        {question}
      </Press>
      {open && <Box className="quiet prose">{answer}</Box>}
    </Box>
  );
}
