import type { PeopleShown } from '../../main/domain/people/peopleShown';
import type { SharedForm } from '../../main/ipc/messages/sharing';
import { exporting } from './exporting.svelte';
import { sharing } from './sharing.svelte';

/** An item of a menu. */
export interface ShareItem {
  label: string;
  detail?: string;
  group: string;
  run: () => void;
}

const forms: { form: SharedForm; label: string; ending: string }[] = [
  { form: 'retro', label: 'Retro file, everything', ending: '.shiplapse' },
  { form: 'notes', label: 'Notes file, for merging', ending: '.jsonl' },
  { form: 'csv', label: 'Milestones as a table', ending: '.csv' },
  { form: 'ics', label: 'Milestones as a calendar', ending: '.ics' },
  { form: 'grafana', label: 'Milestones for Grafana', ending: '.json' },
  { form: 'json', label: 'Milestones as JSON', ending: '.json' },
];

/** What the Export menu offers for teammates and other programs; `folder` as the retro was last exchanged through. */
export function shareItems(retro: string, people: PeopleShown, folder: string | null): ShareItem[] {
  const nobody = people === 'replaced' ? 'no names · ' : '';
  // A folder holds one file an author, so it names people whatever slides do.
  const named = people === 'replaced' ? { detail: 'with names' } : {};
  const again = { ...named, label: `Exchange with ${folder ?? ''}`, run: () => void sharing.exchange(retro, null) };
  const choose = {
    ...named,
    label: folder === null ? 'Exchange with a folder…' : 'Choose another folder…',
    run: () => void sharing.chooseFolder(retro),
  };
  const items: Omit<ShareItem, 'group'>[] = [
    ...forms.map(({ form, label, ending }) => ({
      label,
      detail: `${nobody}${ending}`,
      run: () => void exporting.save(retro, form),
    })),
    ...(folder === null ? [] : [again]),
    choose,
  ];
  return items.map((item) => ({ ...item, group: 'Share' }));
}
