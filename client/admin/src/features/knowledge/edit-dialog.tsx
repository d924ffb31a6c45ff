import { Form, Input, Modal, Select } from 'antd';
import { useNavigate } from 'react-router-dom';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type ArticleFile, type NewArticle, useAddArticle, useWriteDraft } from './knowledge.queries.ts';
import { audiences, classes, kinds, sections } from './sections.ts';
import { texts } from './texts.ts';

/** A new article, or the next version of one. */
export function EditDialog({ article, onClose }: { article?: ArticleFile; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const go = useNavigate();
  const [form] = Form.useForm<NewArticle>();
  const adding = useAddArticle();
  const writing = useWriteDraft(article?.code ?? '');
  const newest = article?.versions[0];
  const save = ({ code, section, audience, ...content }: NewArticle) =>
    article
      ? writing.mutate(content, { onSuccess: onClose })
      : adding.mutate(
          { code, section, audience, ...content },
          { onSuccess: added => go(`/knowledge/${added.code}`) },
        );
  return (
    <Modal
      open
      width={760}
      title={t(article ? 'new-version' : 'write')}
      okText={t('save')}
      cancelText={common('action.cancel')}
      confirmLoading={adding.isPending || writing.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={adding.error ?? writing.error} />
      <Form<NewArticle>
        form={form}
        layout="vertical"
        initialValues={
          newest ? contentOf(newest) : { section: 'service', audience: 'public', kinds: [], classes: [] }
        }
        onFinish={save}
      >
        {article ? null : <Identity />}
        <Content />
      </Form>
    </Modal>
  );
}

function contentOf(version: ArticleFile['versions'][number]): Partial<NewArticle> {
  const { titleZh, titleEn, bodyZh, bodyEn, keywords, source, validFrom } = version;
  const linked = { kinds: version.kinds, classes: version.classes } as Partial<NewArticle>;
  return { titleZh, titleEn, bodyZh, bodyEn, keywords, source, validFrom, ...linked };
}

function Identity() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const options = (group: string, codes: readonly string[]) =>
    codes.map(value => ({ value, label: word(group, value) }));
  return (
    <>
      <Form.Item
        name="code"
        label={t('code')}
        extra={t('code-hint')}
        rules={[{ required: true, pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/, message: t('code-hint') }]}
      >
        <Input className="mono" maxLength={60} />
      </Form.Item>
      <Form.Item name="section" label={t('section')}>
        <Select options={options('article-section', sections)} />
      </Form.Item>
      <Form.Item name="audience" label={t('audience')}>
        <Select options={options('article-audience', audiences)} />
      </Form.Item>
    </>
  );
}

function Content() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const needed = [{ required: true, message: t('say-it') }];
  const several = (group: string, codes: readonly string[]) => (
    <Select mode="multiple" options={codes.map(value => ({ value, label: word(group, value) }))} />
  );
  return (
    <>
      <Form.Item name="titleZh" label={t('title-zh')} rules={needed}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="bodyZh" label={t('body-zh')} rules={needed}>
        <Input.TextArea rows={6} maxLength={5000} />
      </Form.Item>
      <Form.Item name="titleEn" label={t('title-en')} rules={needed}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="bodyEn" label={t('body-en')} rules={needed}>
        <Input.TextArea rows={6} maxLength={8000} />
      </Form.Item>
      <Form.Item name="keywords" label={t('keywords')} extra={t('keywords-hint')}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="kinds" label={t('kinds')}>
        {several('case-kind', kinds)}
      </Form.Item>
      <Form.Item name="classes" label={t('classes')}>
        {several('case-class', classes)}
      </Form.Item>
      <Form.Item name="source" label={t('source')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="validFrom" label={t('valid-from')} rules={needed}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}
