/** The staff view's pages. */
import type { Album } from './album.ts';
import type { Stage } from './stage.ts';
import type { Wanted } from './views.ts';

export async function shootStaff(_stage: Stage, _album: Album, _wanted: Wanted): Promise<void> {}
