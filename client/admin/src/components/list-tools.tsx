/** What every list offers beside its filters: saved views, the choice of columns, and taking it away as a file. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Dropdown, Form, Input, Popover } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { Answer } from '../api/answers.ts';
import { download } from '../api/download.ts';
import { get, post, type QueryValues, remove } from '../api/http.ts';
import type { Permission } from '../app/permissions.ts';
import { useMay } from '../app/session.tsx';
import { useFeatureTexts } from '../i18n/index.tsx';
import { Icon } from './icon.tsx';
import { texts } from './list-tools.texts.ts';
import { ProblemList } from './problem-list.tsx';
import type { ColumnChoice } from './use-columns.ts';

/** What says which of a page's panels is open is no filter of its list. */
const panels = ['page', 'run', 'import', 'shift'];

export function ListTools({
  page,
  columns,
  exports,
  within = false,
}: {
  page: string;
  columns?: ColumnChoice;
  /** In a panel of another page, whose address a view leaves alone: it keeps the columns. */
  within?: boolean;
  exports?: { route: Permission; path: string; query: QueryValues };
}) {
  const may = useMay();
  return (
    <div className="list-tools">
      <Views page={page} columns={columns} within={within} />
      {columns ? <Columns columns={columns} /> : null}
      {exports && may(exports.route) ? <Export path={exports.path} query={exports.query} /> : null}
    </div>
  );
}

/** Within the page and not at its end, where no landmark holds it; outside of a sheet, which would cut it off. */
const beside = (button: HTMLElement) =>
  button.closest<HTMLElement>(button.closest('.sheet') ? 'main, .ant-drawer-body' : '.list-tools') ??
  document.body;

function Columns({ columns }: { columns: ColumnChoice }) {
  const t = useFeatureTexts(texts);
  const every = columns.all.map(({ key }) => key);
  return (
    <Popover
      getPopupContainer={beside}
      trigger="click"
      placement="bottomRight"
      content={
        <fieldset className="choices" aria-label={t('tools.columns-label')}>
          <Checkbox.Group
            value={columns.shown.length ? columns.shown : every}
            onChange={keys => columns.choose(keys.map(String))}
            options={columns.all.map(({ key, title }) => ({ value: key, label: title }))}
          />
          <Button type="link" size="small" onClick={() => columns.choose(every)}>
            {t('tools.all-columns')}
          </Button>
        </fieldset>
      }
    >
      <Button icon={<Icon name="columns" size={16} />}>{t('tools.columns')}</Button>
    </Popover>
  );
}

function Export({ path, query }: { path: string; query: QueryValues }) {
  const t = useFeatureTexts(texts);
  const { message } = App.useApp();
  const take = useMutation({
    mutationFn: async (format: string) => {
      let taken = 0;
      const key = `export-${path}`;
      const say = (bytes: number) => {
        taken = bytes;
        void message.loading({ key, content: t('tools.exporting', { size: sizeOf(bytes) }), duration: 0 });
      };
      say(0);
      try {
        await download(path, { ...query, format }, say);
        void message.success({ key, content: t('tools.exported', { size: sizeOf(taken) }) });
      } catch (error) {
        void message.error({ key, content: (error as Error).message });
      }
    },
  });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: t('tools.xlsx') },
          { key: 'csv', label: t('tools.csv') },
        ],
        onClick: ({ key }) => take.mutate(key),
      }}
    >
      <Button icon={<Icon name="download" size={16} />} loading={take.isPending}>
        {t('tools.export')}
      </Button>
    </Dropdown>
  );
}

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

type View = Answer<'GET /staff/me/views'>['views'][number];

function Views({ page, columns, within }: { page: string; columns?: ColumnChoice; within: boolean }) {
  const t = useFeatureTexts(texts);
  const [open, setOpen] = useState(false);
  const [, setParams] = useSearchParams();
  const client = useQueryClient();
  const fresh = () => client.invalidateQueries({ queryKey: ['views', page] });
  const views = useQuery({
    queryKey: ['views', page],
    queryFn: async () => (await get<Answer<'GET /staff/me/views'>>('/staff/me/views', { page })).views,
    enabled: open,
  });
  const drop = useMutation({ mutationFn: (id: string) => remove(`/staff/me/views/${id}`), onSuccess: fresh });
  const apply = (view: View) => {
    if (!within) setParams(new URLSearchParams(view.query));
    columns?.choose(view.columns.length ? view.columns : columns.all.map(({ key }) => key));
    setOpen(false);
  };
  return (
    <Popover
      getPopupContainer={beside}
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      placement="bottomRight"
      content={
        <div className="choices">
          <ProblemList error={views.error ?? drop.error} />
          {views.data?.length === 0 ? <p className="soft">{t('tools.no-views')}</p> : null}
          {views.data?.map(view => (
            <div key={view.id} className="choice">
              <Button type="link" size="small" onClick={() => apply(view)}>
                {view.name}
              </Button>
              <Button
                type="text"
                size="small"
                aria-label={t('tools.remove', { name: view.name })}
                onClick={() => drop.mutate(view.id)}
              >
                ×
              </Button>
            </div>
          ))}
          <SaveView page={page} columns={columns} within={within} onSaved={fresh} />
        </div>
      }
    >
      <Button icon={<Icon name="bookmark" size={16} />}>{t('tools.views')}</Button>
    </Popover>
  );
}

function SaveView({
  page,
  columns,
  within,
  onSaved,
}: {
  page: string;
  columns?: ColumnChoice;
  within: boolean;
  onSaved: () => Promise<void>;
}) {
  const t = useFeatureTexts(texts);
  const { message } = App.useApp();
  const [params] = useSearchParams();
  const [form] = Form.useForm<{ name: string }>();
  const save = useMutation({
    mutationFn: ({ name }: { name: string }) => {
      const kept = new URLSearchParams(within ? '' : params);
      for (const panel of panels) kept.delete(panel);
      return post('/staff/me/views', { page, name, query: String(kept), columns: columns?.shown ?? [] });
    },
    onSuccess: async () => {
      form.resetFields();
      void message.success(t('tools.saved'));
      await onSaved();
    },
  });
  return (
    <Form form={form} onFinish={entry => save.mutate(entry)} className="save-view">
      <ProblemList error={save.error} />
      <Form.Item name="name" rules={[{ required: true, whitespace: true, message: t('tools.name-needed') }]}>
        <Input size="small" maxLength={40} placeholder={t('tools.name')} aria-label={t('tools.name')} />
      </Form.Item>
      <Button size="small" htmlType="submit" loading={save.isPending}>
        {t('tools.save')}
      </Button>
    </Form>
  );
}
