/** Which rows of the database change, noted by triggers while they do: to look at every row of every table would take longer than all requests together. */
import type { RunningHall } from '../../support/hall.ts';

/** By table, how many rows it has more than when the watch began, and how often one of them changed or went: one in place of another is a change. */
export type Changes = Record<string, { more: number; changed: number }>;

const watched = new WeakMap<RunningHall, Promise<unknown>>();

/** In a schema of its own, where nobody takes it for a table of the hall. */
const install = `
  CREATE SCHEMA watch;
  CREATE UNLOGGED TABLE watch.changes (name text, op text);
  CREATE FUNCTION watch.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
  BEGIN
    INSERT INTO watch.changes VALUES (TG_TABLE_NAME, TG_OP);
    RETURN NULL;
  END
  $$;
  DO $$
  DECLARE
    v_table regclass;
  BEGIN
    FOR v_table IN SELECT oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
      EXECUTE format('CREATE TRIGGER watch_rows AFTER INSERT OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION watch.note()', v_table);
      EXECUTE format('CREATE TRIGGER watch_changes AFTER UPDATE ON %s FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION watch.note()', v_table);
    END LOOP;
  END
  $$`;

export async function changesOf(hall: RunningHall): Promise<Changes> {
  const ready = watched.get(hall) ?? hall.owner.query(install);
  watched.set(hall, ready);
  await ready;
  const { rows } = await hall.owner.query(
    `SELECT name, sum(CASE op WHEN 'INSERT' THEN 1 WHEN 'DELETE' THEN -1 ELSE 0 END)::int AS more, count(*) FILTER (WHERE op <> 'INSERT')::int AS changed
       FROM watch.changes GROUP BY name ORDER BY name`,
  );
  return Object.fromEntries(rows.map(({ name, ...counts }) => [name, counts]));
}
