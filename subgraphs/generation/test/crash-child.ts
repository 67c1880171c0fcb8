import { createEvent } from '@skillwright/contracts/events';
import { createLogger } from '@skillwright/service';
import { FileProjectStore } from '../src/projects/file-project-store.js';

// Commits revisions of one project until it is killed, and prints each after its commit.
const [, , projects = '', outbox = '', id = ''] = process.argv;
const store = new FileProjectStore({ projects, outbox }, createLogger({ service: 'test', level: 'silent' }));
await store.open();
const first = ((await store.find(id))?.revision ?? 0) + 1;
const template = { id, name: 'site', version: '1.0.0' };
const draft = {
  id,
  name: 'shop',
  skill_id: id,
  template,
  parameters: {},
  features: [],
  created_at: new Date().toISOString(),
};
for (let revision = first; ; revision += 1) {
  const files = Array.from({ length: 20 }, (_, index) => ({
    path: `src/file-${index}.ts`,
    executable: false,
    read: () => Buffer.from(`export const revision = ${revision};\n`),
  }));
  const project = await store.commit(revision, draft, files, (committed) =>
    createEvent(
      'feature.generated',
      id,
      {
        project_id: id,
        name: 'feature',
        template_id: id,
        revision: committed.revision,
        files_count: committed.filesCount,
        timestamp: new Date().toISOString(),
      },
      { source: '/skillwright/generation' },
    ),
  );
  process.stdout.write(`${project.revision}\n`);
}
