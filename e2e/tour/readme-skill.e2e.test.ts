import { readFile } from 'node:fs/promises';
import { callRest } from '../harness/rest.js';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { waitForTemplate } from '../harness/templates.js';

const definition: unknown = JSON.parse(
  await readFile(new URL('../../docs/tour/greeter.json', import.meta.url), 'utf8'),
);

describe("the README's skill", () => {
  it(
    'gives the answers that the README shows',
    async () => {
      const { url } = await sharedSystem();
      const post = (path: string, body: unknown) => callRest(url, 'POST', path, { body });
      const skill = await post('/skills', definition);
      expect(skill).toMatchObject({ status: 201, body: { name: 'greeter', version: '1.0.0' } });
      await waitForTemplate(url, 'greeter');

      const spec = { name: 'hello-world', template: 'greeter', parameters: { greeting: 'Good morning' } };
      const project = await post('/generate/project', { spec });
      expect(project).toMatchObject({ status: 201, body: { revision: 1, files_count: 3 } });
      const project_id = (project.body as { project_id: string }).project_id;
      const feature = await post('/generate/feature', {
        project_id,
        spec: { name: 'say-goodbye', template: 'farewell', parameters: {} },
      });
      expect(feature).toMatchObject({ status: 201, body: { revision: 2, files_count: 4 } });

      const code = await post('/validate/code', { project_id });
      expect(code).toMatchObject({ status: 201, body: { status: 'passed', diagnostics: [] } });
      const tests = await post('/validate/tests', { project_id });
      expect(tests).toMatchObject({
        body: { status: 'passed', tests: [{ name: 'src/greet.test.js > greets by name', status: 'passed' }] },
      });
    },
    sharedSystemTimeoutMs,
  );
});
