import { createConnection } from 'node:net';
import { once } from 'node:events';
import { describeKafka, testKafka } from './kafka.js';

describeKafka('the Kafka of a test run', () => {
  it('accepts connections and is the same for all tests', async () => {
    const [first, second] = await Promise.all([testKafka(), testKafka()]);
    expect(second).toEqual(first);
    const [host, port] = (first[0] ?? '').split(':');
    const socket = createConnection(Number(port), host);
    await once(socket, 'connect');
    socket.destroy();
  }, 120_000);
});
