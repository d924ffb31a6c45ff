/** docs/looked-at.md: what was found of every page while its pictures were taken. */
import type { Picture } from './album.ts';

const names: Record<string, string> = { hall: "The resident's hall", staff: 'The staff view' };

/** @param command as it was called, to be called again */
export function renderRecord(pictures: readonly Picture[], command: string): string {
  const parts = [...new Set(pictures.map(({ part }) => part))];
  return `# Every page, looked at

Written by \`${command}\`. A page is opened in a browser with the demo's people behind it; then axe is asked for everything it
knows, whether the page is wider than its screen, and whether it is the page that was meant. Found: how many such things, over
all pictures of the page.
${parts
  .map(part =>
    chapter(
      names[part] ?? part,
      pictures.filter(picture => picture.part === part),
    ),
  )
  .join('')}`;
}

function chapter(name: string, pictures: readonly Picture[]): string {
  const found = pictures.reduce((sum, { problems }) => sum + problems.length, 0);
  const views = [...new Set(pictures.map(({ view }) => view.name))];
  const pages = [...new Set(pictures.map(({ page }) => page))];
  return `
## ${name}

${pages.length} pages, ${pictures.length} pictures (${views.join(', ')}): ${found === 0 ? 'nothing found' : `${found} found`}.

| Page | Pictures | Found |
|---|---|---|
${pages
  .map(page =>
    rowOf(
      page,
      pictures.filter(picture => picture.page === page),
    ),
  )
  .join('\n')}
`;
}

const rowOf = (page: string, pictures: readonly Picture[]): string =>
  `| ${page} | ${pictures.length} | ${pictures.reduce((sum, { problems }) => sum + problems.length, 0)} |`;
