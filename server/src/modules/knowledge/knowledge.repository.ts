import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { Article, Audience, Content, Held, Section, Version } from './article.ts';

const versionColumns = `v.version, v.state, v.title_zh AS "titleZh", v.title_en AS "titleEn", v.body_zh AS "bodyZh", v.body_en AS "bodyEn", v.keywords,
  v.kinds, v.classes, v.source, v.valid_from::text AS "validFrom", v.written_by AS "writtenBy", v.written_at AS "writtenAt",
  v.published_by AS "publishedBy", v.published_at AS "publishedAt", v.returned_for AS "returnedFor"`;
const articleColumns = `a.id, a.code, a.section, a.audience, a.retired_at AS "retiredAt"`;

/** In every other question: they say nothing of what it is about. */
const said = `'{为什,什么,怎么,么办,怎样,多久,可以,一下,我家,家里,没有,请问}'`;

/** Pairs and words have no sign of a query's own syntax in them. */
const asQuery = (glue: '&' | '|', weight: '' | 'A', words: string) =>
  `(SELECT string_agg('''' || word || ''':${weight}', ' ${glue} ')::tsquery FROM knowledge_words(${words})${glue === '|' ? ` WHERE word <> ALL (${said})` : ''})`;

export interface Wish {
  q: string | null;
  section: Section | null;
  /** Whether what is for staff only is among it. */
  all: boolean;
  on: string;
}

export function createKnowledgeRepository(pool: Pool) {
  return {
    /** What holds on a day; with words, all of which must be in it, the best first. */
    async find({ q, section, all, on }: Wish): Promise<Held[]> {
      const text = `SELECT ${articleColumns}, ${versionColumns} FROM knowledge_on($1) v JOIN knowledge_articles a ON a.id = v.article_id
        WHERE ($2::boolean OR a.audience = 'public') AND ($3::text IS NULL OR a.section = $3)
          AND ($4::text IS NULL OR v.search @@ ${asQuery('&', '', '$4')})
        ORDER BY CASE WHEN $4 IS NOT NULL THEN ts_rank(v.search, ${asQuery('&', '', '$4')}) END DESC, a.id LIMIT 200`;
      return (await pool.query<Held>(text, [on, all, section, q])).rows;
    },

    /** By the words of titles and key words; those for the kind of case come first among equals. */
    async suggest(given: {
      text: string;
      kind: string | null;
      all: boolean;
      on: string;
      limit: number;
    }): Promise<Held[]> {
      const query = asQuery('|', 'A', '$4');
      const text = `SELECT ${articleColumns}, ${versionColumns} FROM knowledge_on($1) v JOIN knowledge_articles a ON a.id = v.article_id
        WHERE ($2::boolean OR a.audience = 'public') AND v.search @@ ${query}
        ORDER BY ts_rank('{0.02, 0, 0, 1}', v.search, ${asQuery('|', '', '$4')}) * (CASE WHEN $3::text = ANY (v.kinds) THEN 1.5 ELSE 1 END) DESC, a.id
        LIMIT $5`;
      const { on, all, kind, text: words, limit } = given;
      return (await pool.query<Held>(text, [on, all, kind, words, limit])).rows;
    },

    async article(code: string): Promise<Article | undefined> {
      const text = `SELECT ${articleColumns} FROM knowledge_articles a WHERE a.code = $1`;
      return (await pool.query<Article>(text, [code])).rows[0];
    },

    /** Newest first. */
    async versions(articleId: number): Promise<Version[]> {
      const text = `SELECT ${versionColumns} FROM knowledge_versions v WHERE v.article_id = $1 ORDER BY v.version DESC`;
      return (await pool.query<Version>(text, [articleId])).rows;
    },

    /** Every article with its newest version, whether it holds or is being written; what waits for somebody first. */
    async workList(): Promise<Held[]> {
      const text = `SELECT * FROM (
          SELECT DISTINCT ON (a.id) ${articleColumns}, ${versionColumns} FROM knowledge_articles a JOIN knowledge_versions v ON v.article_id = a.id
           ORDER BY a.id, v.version DESC
        ) newest ORDER BY (state = 'submitted') DESC, (state = 'draft') DESC, id LIMIT 1000`;
      return (await pool.query<Held>(text)).rows;
    },

    async add(
      tx: PoolClient,
      code: string,
      section: Section,
      audience: Audience,
    ): Promise<number | undefined> {
      const text = `INSERT INTO knowledge_articles (code, section, audience) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING RETURNING id`;
      return (await tx.query<{ id: number }>(text, [code, section, audience])).rows[0]?.id;
    },

    async lock(tx: PoolClient, code: string): Promise<Article | undefined> {
      const text = `SELECT ${articleColumns} FROM knowledge_articles a WHERE a.code = $1 FOR UPDATE`;
      return (await tx.query<Article>(text, [code])).rows[0];
    },

    async newest(tx: PoolClient, articleId: number): Promise<Version | undefined> {
      const text = `SELECT ${versionColumns} FROM knowledge_versions v WHERE v.article_id = $1 ORDER BY v.version DESC LIMIT 1`;
      return (await tx.query<Version>(text, [articleId])).rows[0];
    },

    /** A new draft, or the open one anew. */
    async write(
      tx: PoolClient,
      articleId: number,
      version: number,
      content: Content,
      by: string,
      at: Date,
    ): Promise<void> {
      const text = `INSERT INTO knowledge_versions (article_id, version, state, title_zh, title_en, body_zh, body_en, keywords, kinds, classes, source,
          valid_from, written_by, written_at, search) VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '')
        ON CONFLICT (article_id, version) DO UPDATE SET state = 'draft', title_zh = $3, title_en = $4, body_zh = $5, body_en = $6, keywords = $7,
          kinds = $8, classes = $9, source = $10, valid_from = $11, written_by = $12, written_at = $13`;
      const { titleZh, titleEn, bodyZh, bodyEn, keywords, kinds, classes, source, validFrom } = content;
      const values = [titleZh, titleEn, bodyZh, bodyEn, keywords, kinds, classes, source, validFrom, by, at];
      await tx.query(text, [articleId, version, ...values]);
    },

    /** Other words for a version that was handed in, under the next number: nobody has been asked to publish that one. */
    async rewrite(
      tx: PoolClient,
      articleId: number,
      version: number,
      content: Content,
      at: Date,
    ): Promise<void> {
      const text = `UPDATE knowledge_versions SET version = version + 1, state = 'draft', title_zh = $3, title_en = $4, body_zh = $5, body_en = $6,
          keywords = $7, kinds = $8, classes = $9, source = $10, valid_from = $11, written_at = $12 WHERE article_id = $1 AND version = $2`;
      const { titleZh, titleEn, bodyZh, bodyEn, keywords, kinds, classes, source, validFrom } = content;
      const values = [titleZh, titleEn, bodyZh, bodyEn, keywords, kinds, classes, source, validFrom, at];
      await tx.query(text, [articleId, version, ...values]);
    },

    async move(
      tx: PoolClient,
      articleId: number,
      version: number,
      to: { state: Version['state']; publishedBy?: string; publishedAt?: Date; returnedFor?: string },
    ): Promise<void> {
      const text = `UPDATE knowledge_versions SET state = $3, published_by = $4, published_at = $5, returned_for = $6 WHERE article_id = $1 AND version = $2`;
      const { state, publishedBy = null, publishedAt = null, returnedFor = null } = to;
      await tx.query(text, [articleId, version, state, publishedBy, publishedAt, returnedFor]);
    },

    async record(tx: PoolClient, audit: AuditRecord): Promise<void> {
      await tx.query(withAudit('SELECT', [], audit));
    },

    async retire(tx: PoolClient, articleId: number, by: string | null, at: Date | null): Promise<void> {
      await tx.query('UPDATE knowledge_articles SET retired_by = $2, retired_at = $3 WHERE id = $1', [
        articleId,
        by,
        at,
      ]);
    },
  };
}

export type KnowledgeRepository = ReturnType<typeof createKnowledgeRepository>;
