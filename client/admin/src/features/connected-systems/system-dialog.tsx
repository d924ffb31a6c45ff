import { Checkbox, Form, Input, Modal } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import {
  type ConnectedSystem,
  type Scope,
  useAddSystem,
  useChangeSystem,
} from './connected-systems.queries.ts';
import { texts } from './texts.ts';

interface Entry {
  code: string;
  name: string;
  scopes: Scope[];
  addresses?: string;
  reason: string;
}

const scopes = ['accounts', 'meters', 'readings', 'opening-energy', 'grid-points', 'grid-streets'] as const;

/** Connects a system, or changes what it may do; the key follows on the page. */
export function SystemDialog({ system, onClose }: { system: ConnectedSystem | null; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const [form] = Form.useForm<Entry>();
  const add = useAddSystem();
  const change = useChangeSystem(system?.code ?? '');
  const needed = { required: true, message: t('required') };
  const submit = ({ code, name, scopes, addresses = '', reason }: Entry) => {
    const allowed = { name, scopes, addresses: addresses.split(/\s+/).filter(Boolean) };
    if (system) change.mutate({ ...allowed, reason: reason.trim() }, { onSuccess: onClose });
    else add.mutate({ code, ...allowed }, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={system ? `${t('change')} · ${system.name}` : t('add')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={add.isPending || change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={add.error ?? change.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={
          system ? { ...system, addresses: system.addresses.join('\n') } : { scopes: ['readings'] }
        }
        onFinish={submit}
      >
        {system ? null : (
          <Form.Item
            name="code"
            label={t('code')}
            extra={t('code-form')}
            rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{1,31}$/, message: t('code-form') }]}
          >
            <Input className="mono" maxLength={32} autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name="name" label={t('name')} rules={[{ ...needed, min: 2 }]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="scopes"
          label={t('scopes')}
          rules={[{ type: 'array', min: 1, message: t('scope-needed') }]}
        >
          <Checkbox.Group options={scopes.map(value => ({ value, label: t(`scope.${value}`) }))} />
        </Form.Item>
        <Form.Item name="addresses" label={t('addresses')} extra={t('addresses-hint')}>
          <Input.TextArea rows={2} className="mono" />
        </Form.Item>
        {system ? (
          <Form.Item
            name="reason"
            label={t('action.reason')}
            rules={[{ required: true, whitespace: true, min: 2, message: t('action.reason-needed') }]}
          >
            <Input maxLength={200} />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}
