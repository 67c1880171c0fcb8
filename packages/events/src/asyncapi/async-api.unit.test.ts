import { Parser } from '@asyncapi/parser';
import { toDeadLetter } from '../consumer/dead-letter.js';
import { deadLetterTopic, topicContracts, topics } from '../contracts/topic-contracts.js';
import { toRecord } from '../event/cloud-event.js';
import { createEvent, type Event } from '../event/event.js';
import { createAsyncApi } from './async-api.js';

describe('the AsyncAPI document', () => {
  it('is valid by the AsyncAPI parser', async () => {
    const { document, diagnostics } = await new Parser().parse(
      JSON.stringify(createAsyncApi({ brokers: ['127.0.0.1:9092'] })),
    );
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    expect(
      document
        ?.allChannels()
        .all()
        .map((channel) => channel.address()),
    ).toEqual(topics.flatMap((topic) => [topic, deadLetterTopic(topic)]));
  });
});
