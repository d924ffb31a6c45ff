import { defineTexts } from '../../i18n/index.tsx';

export const attachmentTexts = defineTexts(
  {
    title: '照片、录音与文件',
    none: '没有附件',
    photo: '照片 {number}',
    voice: '录音 {number}',
    paper: '文件 {number}',
    customer: '客户',
    'seen-by-customer': '客户可见',
    internal: '内部',
    'add-internal': '添加（内部）',
    'add-public': '添加（客户可见）',
    download: '下载',
  },
  {
    title: 'Pictures, voice notes and files',
    none: 'Nothing attached',
    photo: 'Picture {number}',
    voice: 'Voice note {number}',
    paper: 'File {number}',
    customer: 'Customer',
    'seen-by-customer': 'customer sees it',
    internal: 'internal',
    'add-internal': 'Add for colleagues',
    'add-public': 'Add for the customer',
    download: 'Download',
  },
);
