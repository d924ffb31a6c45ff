import { Box, Press, Text } from '@/elements/elements';
import { Card } from './card';

interface EmptyProps {
  /** What will be here. */
  title: string;
  /** How to get it. */
  how: string;
  action?: { name: string; onPress: () => void };
}

export function Empty({ title, how, action }: EmptyProps) {
  return (
    <Card className="full-row">
      <Box className="heading heading--3">{title}</Box>
      <Text className="quiet">{how}</Text>
      {action && (
        <Box className="actions">
          <Press look="main" onPress={action.onPress}>
            {action.name}
          </Press>
        </Box>
      )}
    </Card>
  );
}
