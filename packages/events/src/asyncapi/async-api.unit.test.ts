import { Parser } from '@asyncapi/parser';
import { createEvent, sampleTopics } from '../../test/sample-topics.js';
import { toDeadLetter } from '../consumer/dead-letter.js';
import { toRecord } from '../event/cloud-event.js';
import { createAsyncApi } from './async-api.js';
import { deadLetterHeaders, envelopeHeaders } from './header-schemas.js';

const { contracts, names, namesWithDeadLetters } = sampleTopics;

describe('the AsyncAPI document', () => {
  const parse = () => new Parser().parse(JSON.stringify(createAsyncApi(contracts, { brokers: ['127.0.0.1:9092'] })));

  it('is valid by the AsyncAPI parser', async () => {
    const { diagnostics } = await parse();
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
  });

  it('names every topic and dead-letter topic, each with its key, headers and schema', async () => {
    const { document } = await parse();
    const channels = document?.allChannels().all() ?? [];
    expect(channels.map((channel) => channel.address())).toEqual(namesWithDeadLetters);
    for (const channel of channels) {
      const [message] = channel.messages().all();
      const topic = names.find((name) => channel.address()?.startsWith(name)) ?? 'skill.created';
      expect(message?.payload()?.json()).toMatchObject(contracts[topic].schema);
      expect(message?.headers()?.json()).toHaveProperty('properties.ce_id');
      expect(message?.bindings().get('kafka')?.value()).toMatchObject({
        key: { description: contracts[topic].keyDescription },
      });
    }
  });

  it('lists the headers that events and dead letters really have', () => {
    const { example } = contracts['skill.created'];
    const event = createEvent('skill.created', 'k', example, { source: '/test', traceparent: '00-1-2-01' });
    const record = { ...toRecord(event), partition: 0, offset: 7, timestamp: 0 };
    const dead = toDeadLetter(record, { group: 'g', error: new Error('no'), attempts: 5, now: new Date(0) });
    expect(Object.keys(record.headers).sort()).toEqual(Object.keys(envelopeHeaders.properties).sort());
    expect(Object.keys(dead.headers).sort()).toEqual(Object.keys(deadLetterHeaders.properties).sort());
  });
});
