import { Form, Input } from 'antd';
import { parseYuan, plainYuan, yuan } from '../../app/format.ts';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useDeed } from './applications.queries.ts';
import { DialogFrame, type DialogProps } from './dialog-frame.tsx';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';

/** The sums of fees that are assessed, up to what the definition allows. */
export function FeesDialog({ file, onClose }: DialogProps) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  const [form] = Form.useForm<Record<string, string>>();
  const setting = useDeed(file.caseNo, 'fees');
  const assessed = file.kind.fees.filter(({ how }) => how === 'assessed');
  const present = Object.fromEntries(file.fees.map(({ code, amountFen }) => [code, plainYuan(amountFen)]));
  const finish = (entry: Record<string, string>) =>
    setting.mutate(
      { fees: Object.fromEntries(Object.entries(entry).map(([code, text]) => [code, parseYuan(text)])) },
      { onSuccess: onClose },
    );
  return (
    <DialogFrame
      title={t('set-fees')}
      pending={setting.isPending}
      error={setting.error}
      onClose={onClose}
      form={form}
    >
      <Form form={form} layout="vertical" initialValues={present} onFinish={finish}>
        {assessed.map(({ code, name, fen, source }) => (
          <Form.Item
            key={code}
            name={code}
            label={`${inLanguage(name)} · ${t('at-most', { sum: yuan(fen) })}`}
            extra={source}
            rules={[
              {
                validator: (_, text: string | undefined) => {
                  const sum = parseYuan(text ?? '');
                  return sum !== undefined && sum <= fen
                    ? Promise.resolve()
                    : Promise.reject(new Error(t('sum-wrong')));
                },
              },
            ]}
          >
            <Input inputMode="decimal" suffix="¥" />
          </Form.Item>
        ))}
      </Form>
    </DialogFrame>
  );
}
