import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { post } from '../../api/http.ts';
import { Mark } from '../../app/rail.tsx';
import { meKey } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { chooseLanguage, useTexts } from '../../i18n/index.tsx';
import { DemoSignIns } from './demo-sign-ins.tsx';

interface Entry {
  username: string;
  password: string;
  code: string;
}

export function SignInPage() {
  const { t, language } = useTexts();
  const [form] = Form.useForm<Entry>();
  const client = useQueryClient();
  const signIn = useMutation({
    mutationFn: (entry: Entry) => post('/staff/sessions', entry),
    onSuccess: () => client.invalidateQueries({ queryKey: meKey }),
    onError: () => form.setFieldValue('code', ''),
  });
  const required = [{ required: true, message: t('sign-in.required') }];
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Mark size={40} />
        <h1>{t('app.title')}</h1>
        <p className="soft" style={{ margin: '0 0 20px' }}>
          {t('sign-in.hint')}
        </p>
        <ProblemList error={signIn.error} />
        <Form<Entry>
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={entry => signIn.mutate(entry)}
        >
          <Form.Item name="username" label={t('sign-in.username')} rules={required}>
            <Input size="large" autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />
          </Form.Item>
          <Form.Item name="password" label={t('sign-in.password')} rules={required}>
            <Input.Password size="large" autoComplete="current-password" />
          </Form.Item>
          <Form.Item
            name="code"
            label={t('sign-in.code')}
            extra={t('sign-in.code-hint')}
            rules={[{ required: true, pattern: /^\d{6}$/, message: t('sign-in.code-form') }]}
          >
            <Input
              size="large"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              className="figures"
            />
          </Form.Item>
          <Button type="primary" size="large" block htmlType="submit" loading={signIn.isPending}>
            {t('sign-in.enter')}
          </Button>
        </Form>
        <DemoSignIns onChoose={entry => form.setFieldsValue(entry)} />
        <div style={{ marginTop: 16, textAlign: 'center' }}>
          <Button
            type="link"
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {language === 'zh' ? 'English' : '中文'}
          </Button>
        </div>
      </div>
    </main>
  );
}
