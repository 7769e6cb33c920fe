import { isFields, type Fields } from '../common/fields';
import { createRunAssembly, type RunAssembly } from '../common/files/runAssembly';
import type { SavedReplies } from '../common/files/savedReplies';
import { parseApplication, prefixes } from './replies';

interface ApplicationAssembly extends RunAssembly {
  addApplication(application: Fields, where: string): void;
}

/** Applications, of a list or single ones. */
export const savedReplies: SavedReplies<ApplicationAssembly> = {
  server: 'Argo CD',
  help: 'the reply of /api/v1/applications/NAME would help',
  files: /\.json$/i,
  lists: ['items'],
  begin: createAssembly,
  kinds: [
    {
      what: 'applications',
      is: (item) =>
        isFields(item.metadata) && isFields(item.spec) && 'destination' in item.spec && isFields(item.status),
      add: (assembly, item, { where }) => assembly.addApplication(item, where),
    },
    { what: 'an event', is: (item) => 'involvedObject' in item },
    { what: 'the description of a commit', is: (item) => 'author' in item && 'date' in item },
    { what: 'a project', is: (item) => isFields(item.spec) && 'sourceRepos' in item.spec },
  ],
};

function createAssembly(): ApplicationAssembly {
  const runs = createRunAssembly();
  const applications: { application: Fields; where: string }[] = [];
  return {
    ...runs,
    addApplication: (application, where) => {
      // Refused at once, where it is.
      parseApplication(application);
      applications.push({ application, where });
    },
    assemble: () => {
      const prefixOf = prefixes(applications.map((each) => each.application));
      for (const { application, where } of applications) {
        for (const run of parseApplication(application, prefixOf(application))) runs.add(run, where);
      }
      const { records, ...rest } = runs.assemble();
      const rejected =
        records.length > 0 ? [] : applications.map(({ where }) => ({ where, id: null, reason: noHistory }));
      return { ...rest, records, rejected };
    },
  };
}

const noHistory = 'the application has no history yet: nothing was deployed with it';
