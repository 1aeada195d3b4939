import { importJob } from '../../platform/files/imports.ts';
import { facilityImport } from './commands-import.ts';

export const importFacilities = importJob(facilityImport);
