import { Button, Checkbox, Form, Input, Modal, Popconfirm, QRCode } from 'antd';
import { type Member, staffRoles } from '../../api/staff.types.ts';
import { useMe } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type MemberForm, useAddMember, useChangeMember } from './members.queries.ts';
import { texts } from './texts.ts';

/** Adds a member, or changes one; shows once what the authenticator app has to scan. */
export function MemberDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const me = useMe();
  const [form] = Form.useForm<MemberForm>();
  const add = useAddMember();
  const change = useChangeMember();
  const result = add.data ?? change.data;
  const own = member?.username === me.username;
  const activity = t(member?.active ? 'members.deactivate' : 'members.activate');
  const submit = ({ username, displayName, roles, password, phone }: MemberForm) => {
    const ownPhone = phone ? { phone } : {};
    if (!member) return add.mutate({ username, displayName, roles, password, ...ownPhone });
    const sameRoles = roles === undefined || [...roles].sort().join() === [...member.roles].sort().join();
    change.mutate(
      {
        id: member.id,
        change: {
          displayName,
          ...ownPhone,
          ...(sameRoles ? {} : { roles }),
          ...(password ? { password } : {}),
        },
      },
      { onSuccess: onClose },
    );
  };
  if (result?.enrolmentUri)
    return <Enrolment uri={result.enrolmentUri} name={result.member.displayName} onClose={onClose} />;
  return (
    <Modal
      open
      title={member ? t('members.change-title', { name: member.displayName }) : t('members.add')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={add.isPending || change.isPending}
    >
      <ProblemList error={add.error ?? change.error} />
      <Form<MemberForm>
        form={form}
        layout="vertical"
        initialValues={member ?? { roles: ['clerk'] }}
        onFinish={submit}
      >
        {member ? null : (
          <Form.Item
            name="username"
            label={t('sign-in.username')}
            extra={t('members.username-form')}
            rules={[
              { required: true, pattern: /^[a-z][a-z0-9.-]{1,31}$/, message: t('members.username-form') },
            ]}
          >
            <Input autoComplete="off" autoCapitalize="none" />
          </Form.Item>
        )}
        <Form.Item
          name="displayName"
          label={t('members.name')}
          rules={[{ required: true, message: t('sign-in.required') }]}
        >
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
        {own ? null : (
          <Form.Item
            name="roles"
            label={t('members.roles')}
            // Not `required`: a group of boxes may not carry that attribute.
            rules={[{ type: 'array', min: 1, message: t('members.role-needed') }]}
          >
            <Checkbox.Group options={staffRoles.map(role => ({ value: role, label: t(`role.${role}`) }))} />
          </Form.Item>
        )}
        <Form.Item
          name="password"
          label={member ? t('members.new-password') : t('members.first-password')}
          extra={t('members.password-form')}
          rules={[{ required: !member, min: 12, message: t('members.password-form') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {own ? null : (
          <Form.Item
            name="phone"
            label={t('members.phone')}
            extra={t(member?.phoneKnown ? 'members.phone-known' : 'members.phone-why')}
            rules={[{ pattern: /^1[3-9]\d{9}$/, message: t('members.phone-form') }]}
          >
            <Input autoComplete="off" inputMode="numeric" maxLength={11} />
          </Form.Item>
        )}
      </Form>
      {member && !own ? (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          <Popconfirm
            title={t('members.reset-code-confirm', { name: member.displayName })}
            okText={t('members.reset-code')}
            cancelText={t('action.cancel')}
            onConfirm={() => change.mutate({ id: member.id, change: { resetCode: true } })}
          >
            <Button size="small">{t('members.reset-code')}</Button>
          </Popconfirm>
          {member.phoneKnown ? (
            <Popconfirm
              title={t('members.remove-phone-confirm', { name: member.displayName })}
              okText={t('members.remove-phone')}
              cancelText={t('action.cancel')}
              onConfirm={() =>
                change.mutate({ id: member.id, change: { phone: null } }, { onSuccess: onClose })
              }
            >
              <Button size="small">{t('members.remove-phone')}</Button>
            </Popconfirm>
          ) : null}
          <Popconfirm
            title={t(member.active ? 'members.deactivate-confirm' : 'members.activate-confirm', {
              name: member.displayName,
            })}
            okText={activity}
            cancelText={t('action.cancel')}
            onConfirm={() =>
              change.mutate({ id: member.id, change: { active: !member.active } }, { onSuccess: onClose })
            }
          >
            <Button size="small" danger={member.active}>
              {activity}
            </Button>
          </Popconfirm>
        </div>
      ) : null}
    </Modal>
  );
}

function Enrolment({ uri, name, onClose }: { uri: string; name: string; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <Modal
      open
      title={t('members.enrol', { name })}
      onCancel={onClose}
      onOk={onClose}
      okText={t('members.enrolled')}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
    >
      <p>{t('members.enrol-hint')}</p>
      <div style={{ display: 'grid', placeItems: 'center', gap: 8 }}>
        <QRCode value={uri} size={200} bordered={false} />
        <span className="mono">{secret.replace(/(.{4})/g, '$1 ').trim()}</span>
      </div>
    </Modal>
  );
}
