import type { PeopleShown } from '../../domain/people/peopleShown';
import type { ExportFormat } from './exporting';

export interface Settings {
  theme: 'system' | 'light' | 'dark';
  /** Who signs new milestones. Off slides and exports. */
  author: string;
  /** `system` follows the machine. */
  motion: 'system' | 'full' | 'reduced';
  lastExportFormat: ExportFormat;
  /** Whether slides and exports name people. */
  people: PeopleShown;
}
