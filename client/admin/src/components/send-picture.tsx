import { Button } from 'antd';
import { useRef, useState } from 'react';
import { idempotencyKey } from '../api/http.ts';
import { upload } from '../api/upload.ts';
import { ProblemList } from './problem-list.tsx';

interface SendPictureProps<Answer> {
  name: string;
  /** On the button, where what stands around it says the rest. */
  shown?: string;
  accept: string;
  path: string;
  onSent: (answer: Answer) => void;
}

/** A button that chooses a file and sends it at once. */
export function SendPicture<Answer>({ name, shown, accept, path, onSent }: SendPictureProps<Answer>) {
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async (picture: File) => {
    setBusy(true);
    setError(null);
    try {
      const once = { 'Idempotency-Key': idempotencyKey() };
      onSent(await upload<Answer>(path, {}, picture, () => {}, once));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <ProblemList error={error} />
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={({ target }) => {
          const picture = target.files?.[0];
          if (picture) void send(picture);
          target.value = '';
        }}
      />
      <Button loading={busy} aria-label={shown ? name : undefined} onClick={() => input.current?.click()}>
        {shown ?? name}
      </Button>
    </>
  );
}
