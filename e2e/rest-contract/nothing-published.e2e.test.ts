import { waitFor } from '@skillwright/testing';
import { describeKafka } from '@skillwright/testing/kafka';
import { brokersOf, readRecords } from '../harness/kafka-records.js';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { sharedSystem } from '../harness/shared-system.js';
import { waitForTemplate } from '../harness/templates.js';

describeKafka('a request that is refused as invalid', () => {
  it('publishes nothing', async () => {
    const { url } = await sharedSystem();
    const brokers = await brokersOf(url);
    const word = uniqueName('unpublished');
    const post = (path: string, body: object) => callRest(url, 'POST', path, { body });
    await post('/skills', sampleSkill(`${word}-first`));
    await waitForTemplate(url, `${word}-first-project`);
    const template = `${word}-first-project`;

    const refused = [
      await post('/skills', { ...sampleSkill(`${word}-bad`), colour: 'red' }),
      await post('/skills', sampleSkill(`${word}-first`)),
      await post('/generate/project', { spec: { name: `${word}-bad`, template, parameters: { port: 'x' } } }),
      await post('/generate/project', { spec: { name: `${word}-bad`, template: `${word}-none` } }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([422, 409, 422, 404]);

    // A service publishes events in the order of their commits, so an event of a refused request would come before this
    // one.
    await post('/skills', sampleSkill(`${word}-last`));
    await post('/generate/project', { spec: { name: `${word}-last`, template } });
    const named = async (topic: string) =>
      (await readRecords(brokers, topic))
        .map(({ value }) => String(value['name']))
        .filter((name) => name.startsWith(word));
    await waitFor(async () => (await named('project.generated')).includes(`${word}-last`), { intervalMs: 200 });
    await waitFor(async () => (await named('skill.created')).includes(`${word}-last`), { intervalMs: 200 });

    expect((await named('skill.created')).sort()).toEqual([`${word}-first`, `${word}-last`]);
    expect(await named('project.generated')).toEqual([`${word}-last`]);
    expect(await named('generation.failed')).toEqual([]);
  }, 60_000);
});
