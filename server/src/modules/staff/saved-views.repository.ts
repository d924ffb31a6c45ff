import type { Database } from '../../infra/database.ts';

export interface SavedView {
  id: string;
  page: string;
  name: string;
  query: string;
  columns: string[];
}

const columns = { id: true, page: true, name: true, query: true, columns: true } as const;
/** Of one member and list. */
export const mostViews = 30;

export function createSavedViewsRepository({ prisma }: Pick<Database, 'prisma'>) {
  return {
    of: (staffId: string, page: string): Promise<SavedView[]> =>
      prisma.savedView.findMany({
        where: { staffId, page },
        select: columns,
        orderBy: { createdAt: 'asc' },
        take: mostViews,
      }),

    /** A name that is there already is given the new content. */
    async save(staffId: string, view: Omit<SavedView, 'id'>): Promise<SavedView> {
      const { page, name, query } = view;
      return prisma.savedView.upsert({
        where: { staffId_page_name: { staffId, page, name } },
        create: { staffId, ...view },
        update: { query, columns: view.columns },
        select: columns,
      });
    },

    /** Of the same list, by other names. */
    countOthers: (staffId: string, { page, name }: Pick<SavedView, 'page' | 'name'>): Promise<number> =>
      prisma.savedView.count({ where: { staffId, page, name: { not: name } } }),

    async remove(staffId: string, id: string): Promise<boolean> {
      return (await prisma.savedView.deleteMany({ where: { id, staffId } })).count > 0;
    },
  };
}

export type SavedViewsRepository = ReturnType<typeof createSavedViewsRepository>;
