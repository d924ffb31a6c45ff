/** Part of the composition root: papers, and what customers apply for with them. */
import { join } from 'node:path';
import type { Settings } from './config/env.ts';
import { projectRoot } from './infra/project-root.ts';
import { type ApplicationsDependencies, createApplicationsModule } from './modules/applications/index.ts';
import { createDocumentsModule, type DocumentsDependencies } from './modules/documents/index.ts';

export const composeDocuments = (
  settings: Settings,
  dependencies: Omit<DocumentsDependencies, 'settings' | 'standardDir'>,
) =>
  createDocumentsModule({
    ...dependencies,
    settings: settings.documents,
    standardDir: join(projectRoot, '.data', 'documents'),
  });

export const composeApplications = (
  settings: Settings,
  dependencies: Omit<ApplicationsDependencies, 'publicBaseUrl' | 'demo'>,
) =>
  createApplicationsModule({
    ...dependencies,
    publicBaseUrl: settings.PUBLIC_BASE_URL,
    demo: settings.HALL_MODE === 'demo',
  });
