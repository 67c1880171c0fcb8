import { createLogger } from '@skillwright/service';
import { freePort, waitFor } from '@skillwright/testing';
import { Registry } from 'prom-client';
import { createTransport, type EventTransport } from '../index.js';
import { startConsumer } from '../../consumer/index.js';
import { sampleTopics } from '../../../test/sample-topics.js';

it('a broker that is away is one line, however often it is tried', async () => {
  const lines: { level: string; msg: string }[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as { level: string; msg: string });
  const logger = createLogger({ service: 'test', level: 'debug', destination: { write } });
  const brokers = [`127.0.0.1:${await freePort()}`];
  const transport: EventTransport = createTransport({ brokers, logger, clientId: 'test', topics: { names: [] } });
  const consumer = startConsumer({
    ...{ topics: sampleTopics, transport, group: 'test', logger, metrics: new Registry() },
    handlers: { 'skill.created': async () => undefined },
  });
  const attempts = () => lines.filter(({ msg }) => /connection error|connect/i.test(msg)).length;
  await waitFor(() => attempts() >= 12, { description: 'twelve attempts' });
  await consumer.stop();
  await transport.close();
  const loud = lines.filter(({ level }) => level !== 'debug' && level !== 'info').map(({ msg }) => msg);
  expect(loud).toEqual(['the consumer cannot join its group yet']);
});
