/** Articles written by one person and published by another; each step with its line in the audit log. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Article, Audience, Content, Section, Version } from './article.ts';
import {
  articleExists,
  articleNotFound,
  changedMeanwhile,
  manualForStaff,
  nothingToAct,
  othersDraft,
  twoPeople,
} from './knowledge.errors.ts';
import type { KnowledgeRepository } from './knowledge.repository.ts';

type ArticleAct = 'submit' | 'return' | 'publish' | 'withdraw' | 'restore';

interface By {
  actor: StaffActor;
  requestId: string;
}

type Step = (tx: PoolClient, article: Article, newest: Version, by: By, reason?: string) => Promise<void>;

interface Dependencies {
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  knowledge: KnowledgeRepository;
  clock: Clock;
}

export function createEditArticle({ inTransaction, knowledge, clock }: Dependencies) {
  const log = (tx: PoolClient, { actor, requestId }: By, code: string, act: string, version: number) =>
    knowledge.record(tx, {
      actor: `staff:${actor.username}`,
      action: `article.${act}`,
      subject: `article:${code}`,
      detail: { version },
      requestId,
    });

  const steps: Record<ArticleAct, Step> = {
    async submit(tx, { id }, { state, version, writtenBy }, { actor }) {
      if (state !== 'draft' || writtenBy !== actor.username) throw nothingToAct();
      await knowledge.move(tx, id, version, { state: 'submitted' });
    },
    async return(tx, { id }, { state, version }, _, reason) {
      if (state !== 'submitted') throw nothingToAct();
      await knowledge.move(tx, id, version, { state: 'draft', returnedFor: reason ?? '' });
    },
    async publish(tx, { id }, { state, version, writtenBy }, { actor: { username } }) {
      if (state !== 'submitted') throw nothingToAct();
      if (writtenBy === username) throw twoPeople();
      await knowledge.move(tx, id, version, {
        state: 'published',
        publishedBy: username,
        publishedAt: clock.now(),
      });
    },
    async withdraw(tx, { id, retiredAt }, _, { actor }) {
      if (retiredAt) throw nothingToAct();
      await knowledge.retire(tx, id, actor.username, clock.now());
    },
    async restore(tx, { id, retiredAt }) {
      if (!retiredAt) throw nothingToAct();
      await knowledge.retire(tx, id, null, null);
    },
  };

  return {
    add: (by: By, given: { code: string; section: Section; audience: Audience }, content: Content) =>
      inTransaction(async tx => {
        const { code, section, audience } = given;
        if (section === 'manual' && audience !== 'staff') throw manualForStaff();
        const id = await knowledge.add(tx, code, section, audience);
        if (!id) throw articleExists();
        await knowledge.write(tx, id, 1, content, by.actor.username, clock.now());
        await log(tx, by, code, 'write', 1);
      }),

    /**
     * A published text stays; changing it is a new version. What was handed in has been read by whoever publishes it: other words get
     * another number, under which nobody has been asked yet. Two do not write one version.
     */
    write: (by: By, code: string, content: Content) =>
      inTransaction(async tx => {
        const article = await knowledge.lock(tx, code);
        if (!article) throw articleNotFound();
        const newest = (await knowledge.newest(tx, article.id))!;
        const me = by.actor.username;
        if (newest.state !== 'published' && newest.writtenBy !== me)
          throw othersDraft({ who: newest.writtenBy });
        const published = newest.state === 'published';
        const handedIn = newest.state === 'submitted' || newest.returnedFor !== null;
        const version = published || handedIn ? newest.version + 1 : newest.version;
        if (handedIn && !published)
          await knowledge.rewrite(tx, article.id, newest.version, content, clock.now());
        else await knowledge.write(tx, article.id, version, content, me, clock.now());
        await log(tx, by, code, 'write', version);
      }),

    act: (by: By, code: string, act: ArticleAct, seen: number, reason: string | undefined) =>
      inTransaction(async tx => {
        const article = await knowledge.lock(tx, code);
        if (!article) throw articleNotFound();
        const newest = (await knowledge.newest(tx, article.id))!;
        if (newest.version !== seen) throw changedMeanwhile();
        await steps[act](tx, article, newest, by, reason);
        await log(tx, by, code, act, newest.version);
      }),
  };
}

export type EditArticle = ReturnType<typeof createEditArticle>;
