import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { Kafka, logLevel } from 'kafkajs';
import { WebSocketServer } from 'ws';

// The alternative: graphql-ws over graphql-js, with an iterator for each subscriber over the records of one kafkajs
// consumer. It only shows fields of the event: it has no supergraph, cursors or resuming, and no bound on the queue of
// a slow subscriber.
interface Created {
  readonly skill_id: string;
  readonly name: string;
  readonly version: string;
}

const [port = '', brokers = ''] = process.argv.slice(2);
const events = new EventEmitter().setMaxListeners(0);
const consumer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).consumer({ groupId: 'bare' });
await consumer.connect();
await consumer.subscribe({ topic: 'skill.created', fromBeginning: false });
const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
await consumer.run({
  eachMessage: ({ message }) => {
    events.emit('created', JSON.parse(String(message.value)));
    return Promise.resolve();
  },
});
await joined;

async function* skillChanged({ id }: { id?: string | null }) {
  for await (const [skill] of on(events, 'created') as AsyncIterable<[Created]>) {
    if (id === undefined || id === null || id === skill.skill_id) yield { skillChanged: { skill } };
  }
}

const schema = buildSchema(`
  type Query { ok: Boolean }
  type Skill { name: String!, version: String! }
  type SkillChangedEvent { skill: Skill }
  type Subscription { skillChanged(id: ID): SkillChangedEvent! }
`);
const http = createServer((_request, response) => response.end());
useServer(
  { schema, roots: { subscription: { skillChanged } } },
  new WebSocketServer({ server: http, path: '/graphql' }),
);
http.listen(Number(port), '127.0.0.1');
