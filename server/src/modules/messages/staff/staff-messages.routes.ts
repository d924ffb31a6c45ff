import type { z } from 'zod';
import { staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { exportRoute, type ListColumn } from '../../../http/list-export.ts';
import { pageAndOne } from '../../../http/page-and-one.ts';
import type { Clock } from '../../../infra/clock.ts';
import type { FieldCipher } from '../../../infra/crypto.ts';
import { type Audit, staffName } from '../../../shared/audit.ts';
import { addDays, addMonths, type Month, parseBusinessDate, startOfDay } from '../../../shared/dates.ts';
import type { ChannelName, MessageChannel } from '../channels/channel.ts';
import type { EditionOf } from '../delivery/engine-parts.ts';
import { valuesOf, writeOut } from '../delivery/write-letter.ts';
import { isEvent } from '../events/catalogue.ts';
import { noticeNotDead, noticeNotFound, noticeOutdated } from '../messages.errors.ts';
import { logColumns } from './log-columns.ts';
import type { CostRow, LogFilter, MessageLog, NoticeStory } from './message-log.repository.ts';
import {
  CostQuery,
  CostView,
  LogFilters,
  LogView,
  NoticeParams,
  QueueView,
  RetryBody,
  SearchBody,
  StoryView,
} from './staff-messages.schemas.ts';

export interface StaffMessagesDependencies {
  log: MessageLog;
  channels: ReadonlyMap<ChannelName, MessageChannel>;
  editions(): Promise<EditionOf>;
  cipher: FieldCipher;
  audit: Audit;
  clock: Clock;
  nudge(): void;
}

const tag = 'Staff: messages';
const pageSize = 50;
const readers = staff('clerk', 'finance', 'supervisor', 'administrator', 'auditor');

export function staffMessagesRoutes(dependencies: StaffMessagesDependencies): Route[] {
  return [...logRoutes(dependencies), ...figureRoutes(dependencies)];
}

function logRoutes({ log, cipher, audit, clock, editions, nudge }: StaffMessagesDependencies): Route[] {
  async function tell(id: number): Promise<z.input<typeof StoryView>> {
    const story = await log.story(id);
    if (!story) throw noticeNotFound();
    const { params, sourceTable, sourceId, ...rest } = story;
    return {
      ...rest,
      status: story.status as 'waiting',
      deliveries: story.deliveries.map(each => ({ ...each, state: each.state as 'waiting' })),
      source: sourceTable && `${sourceTable}:${sourceId}`,
      text: textOf(story, await editions(), clock.now()),
    };
  }
  return [
    defineRoute({
      method: 'post',
      path: '/staff/notices/search',
      access: readers,
      summary:
        'Everything that people were told, newest first: by account, phone, event, state, time; masked',
      tag,
      input: { body: SearchBody },
      output: LogView,
      async handle({ body, actor, requestId }) {
        const filter = filterOf(body, cipher);
        const rows = await pageAndOne((at, size) => log.list(filter, at, size), body.page, pageSize);
        await audit.record({
          ...{ actor: staffName(actor), action: 'notice.search', requestId },
          subject: body.accountNo ? `account:${body.accountNo}` : 'notice:*',
          detail: { by: Object.keys(body).filter(name => name !== 'page') },
        });
        const notices = rows.slice(0, pageSize) as z.input<typeof LogView>['notices'];
        return { notices, page: body.page, hasMore: rows.length > pageSize };
      },
    }),
    exportRoute(
      {
        list: 'messages',
        access: readers,
        summary: 'What people were told as a file, without the words',
        tag,
        filter: LogFilters,
        columns: logColumns,
        rows: filter => log.every(filterOf(filter, cipher)),
      },
      { audit, clock },
    ),
    defineRoute({
      method: 'get',
      path: '/staff/notices/:id',
      access: readers,
      summary: 'One notice: its words, every way it went, what each provider said',
      tag,
      input: { params: NoticeParams },
      output: StoryView,
      async handle({ params, actor, requestId }) {
        const story = await tell(params.id);
        await audit.record({
          ...{ actor: staffName(actor), action: 'notice.view', requestId },
          subject: `notice:${params.id}`,
        });
        return story;
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/notices/:id/retry',
      access: staff('clerk', 'supervisor', 'administrator'),
      summary: 'Send a notice that could not be delivered again',
      tag,
      input: { params: NoticeParams, body: RetryBody },
      output: StoryView,
      async handle({ params, body, actor, requestId }) {
        const story = await log.story(params.id);
        if (!story) throw noticeNotFound();
        const entry = {
          actor: staffName(actor),
          action: 'notice.retry',
          subject: `notice:${params.id}`,
          detail: { reason: body.reason, was: story.why },
          requestId,
        };
        const now = clock.now();
        if (story.status !== 'dead') throw noticeNotDead();
        if (story.notAfter && story.notAfter <= now) throw noticeOutdated();
        if (!(await log.retry(params.id, now, entry))) throw noticeNotDead();
        nudge();
        return tell(params.id);
      },
    }),
  ];
}

const costColumns: ListColumn<CostRow>[] = [
  { title: { zh: '月份', en: 'Month' }, kind: 'text', value: row => row.month },
  { title: { zh: '渠道', en: 'Way' }, kind: 'word', group: 'way', value: row => row.channel },
  {
    title: { zh: '内容', en: 'What' },
    kind: 'wording',
    value: row => (row.what === 'codes' ? { zh: '验证码', en: 'Codes' } : { zh: '通知', en: 'Notices' }),
  },
  { title: { zh: '已发出', en: 'Sent' }, kind: 'number', value: row => row.sent },
  { title: { zh: '已送达', en: 'Delivered' }, kind: 'number', value: row => row.delivered },
  { title: { zh: '失败', en: 'Failed' }, kind: 'number', value: row => row.failed },
  { title: { zh: '费用(元)', en: 'Cost (CNY)' }, kind: 'yuan', value: row => row.costFen },
];

function figureRoutes({ log, channels, clock, audit }: StaffMessagesDependencies): Route[] {
  const costReaders = staff('finance', 'supervisor', 'administrator', 'auditor');
  const costs = ({ from, to }: z.output<typeof CostQuery>) =>
    log.costs(
      startOfDay(parseBusinessDate(`${from}-01`)),
      startOfDay(parseBusinessDate(`${addMonths(to as Month, 1)}-01`)),
    );
  return [
    defineRoute({
      method: 'get',
      path: '/staff/notice-queue',
      access: readers,
      summary: 'How many notices wait, by event, and what each provider takes in a second',
      tag,
      output: QueueView,
      async handle() {
        const events = await log.depth(clock.now());
        const sum = (pick: (row: (typeof events)[number]) => number) =>
          events.reduce((total, row) => total + pick(row), 0);
        return {
          events,
          channels: [...channels.values()].map(({ name, perSecond }) => ({ channel: name, perSecond })),
          waiting: sum(row => row.waiting),
          dead: sum(row => row.dead),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/message-costs',
      access: costReaders,
      summary: 'What messages cost, by channel and month',
      tag,
      input: { query: CostQuery },
      output: CostView,
      async handle({ query }) {
        const rows = await costs(query);
        return { rows, totalFen: rows.reduce((total, row) => total + row.costFen, 0) };
      },
    }),
    exportRoute(
      {
        list: 'message-costs',
        access: costReaders,
        summary: 'What messages cost, by channel and month, as a file',
        tag,
        filter: CostQuery,
        columns: costColumns,
        rows: costs,
      },
      { audit, clock },
    ),
  ];
}

/** In the words of today's edition; the one it was written by is named beside it. */
function textOf({ event, params, language }: NoticeStory, editionOf: EditionOf, now: Date) {
  if (!isEvent(event)) return null;
  const words = language ?? 'zh';
  return writeOut(editionOf(event, words), valuesOf(params, words, now));
}

function filterOf(
  { accountNo, phone, event, status, from, to }: z.output<typeof LogFilters> & { phone?: string },
  cipher: FieldCipher,
): LogFilter {
  return {
    accountNo,
    event,
    status,
    phoneHash: phone ? cipher.hash('phone', phone) : undefined,
    from: from ? startOfDay(parseBusinessDate(from)) : undefined,
    to: to ? startOfDay(addDays(parseBusinessDate(to), 1)) : undefined,
  };
}
