import { startNetwork, testPostgres } from '@skillwright/testing';
import pg from 'pg';
import { connectionSettings } from './connection-settings.js';
import { endConnection } from './end-connection.js';

describe('ending a connection', () => {
  it('does not wait for a server that has fallen silent', async () => {
    const database = await (await testPostgres()).createDatabase('empty');
    const network = await startNetwork(database.url);
    const limits = { silenceMs: 3_600_000 };
    const client = new pg.Client(connectionSettings({ databaseUrl: network.url, name: 'test', limits }));
    client.on('error', () => undefined);
    await client.connect();
    network.silence();
    await endConnection(client);
    await endConnection(client);
    await network.stop();
    await database.dispose();
  });
});
