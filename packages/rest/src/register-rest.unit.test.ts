import { lampData } from '../test/lamp-operations.js';
import { createLampServer } from '../test/lamp-server.js';

const server = createLampServer();
afterEach(() => void server.executions.splice(0));
afterAll(() => server.http.close());

const get = (url: string, headers = {}) => server.http.inject({ method: 'GET', url, headers });
const post = (payload: object, headers = {}) => server.http.inject({ method: 'POST', url: '/lamps', payload, headers });

interface Problem {
  readonly code: string;
  readonly errors: { readonly code: string; readonly message: string; readonly path: string }[];
}

describe('a request', () => {
  it('becomes variables with the names and values of the schema, and its JSON stays unchanged', async () => {
    const settings = { fadeMs: 1, some_key: { INNER_KEY: 'RED' } };
    await post({
      make: { max_watts: 40.5, colour: 'warm_white', settings },
      shades: [
        { shade_name: 'a', width_mm: 3 },
        { shade_name: 'b', colour: 'red' },
      ],
      is_trial: true,
    });
    expect(server.executions).toEqual([
      {
        input: {
          maxWatts: 40.5,
          colour: 'WARM_WHITE',
          settings,
          shades: [
            { shadeName: 'a', widthMm: 3 },
            { shadeName: 'b', colour: 'RED' },
          ],
          isTrial: true,
        },
      },
    ]);
  });

  it('has a query with the types and defaults of the schema', async () => {
    await get('/lamps?colour=red&lit=false&cursor=7');
    await get('/lamps?limit=7');
    expect(server.executions).toEqual([{ limit: 20, cursor: '7', colour: 'RED', lit: false }, { limit: 7 }]);
  });

  it.each([
    ['/lamps?limit=0', 'too_small', 'limit'],
    ['/lamps?limit=101', 'too_big', 'limit'],
    ['/lamps?limit=1e2', 'invalid_type', 'limit'],
    ['/lamps?limit=', 'invalid_type', 'limit'],
    ['/lamps?limit=1&limit=2', 'invalid_type', 'limit'],
    ['/lamps?cursor=', 'too_small', 'cursor'],
    ['/lamps?colour=RED', 'invalid_value', 'colour'],
    ['/lamps?lit=yes', 'invalid_type', 'lit'],
    ['/lamps?first=3', 'unknown_field', 'first'],
    ['/lamps/l1?id=l2', 'unknown_field', 'id'],
  ])('%s is refused with 400: %s of %s', async (url, code, path) => {
    const response = await get(url);
    expect([response.statusCode, response.json<Problem>().errors]).toMatchObject([400, [{ code, path }]]);
    expect(server.executions).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['a field that is missing', { make: {} }, 'required', 'make.max_watts'],
    ['an object that is missing', {}, 'required', 'make'],
    ['null where there must be a value', { make: { max_watts: null } }, 'invalid_type', 'make.max_watts'],
    ['a text for a number', { make: { max_watts: '4' } }, 'invalid_type', 'make.max_watts'],
    ['a list for an object', { make: [] }, 'invalid_type', 'make'],
    ['an object for a list', { make: { max_watts: 1 }, shades: {} }, 'invalid_type', 'shades'],
    ['a fraction for a whole number', { ...lamp({ width_mm: 1.5 }) }, 'invalid_type', 'shades[0].width_mm'],
    ['a number that GraphQL cannot hold', { ...lamp({ width_mm: 2 ** 31 }) }, 'too_big', 'shades[0].width_mm'],
    ['an enum value as GraphQL writes it', { ...lamp({ colour: 'RED' }) }, 'invalid_value', 'shades[0].colour'],
    ['null for a field with a default', { ...lamp({ colour: null }) }, 'invalid_type', 'shades[0].colour'],
    ['a name of GraphQL', { make: { max_watts: 1 }, isTrial: true }, 'unknown_field', 'isTrial'],
    ['a field that belongs in a header', { make: { max_watts: 1 }, if_match: ['a'] }, 'unknown_field', 'if_match'],
  ])('with %s is refused with 422', async (_, payload, code, path) => {
    const response = await post(payload);
    expect([response.statusCode, response.json<Problem>()]).toMatchObject([422, { errors: [{ code, path }] }]);
    expect(server.executions).toEqual([]);
  });

  it('is refused with at most 100 faults, even if it has more', async () => {
    const shades = Array.from({ length: 10_000 }, () => ({}));
    const response = await post({ make: { max_watts: 1 }, shades });
    expect(response.statusCode).toBe(422);
    const { errors } = response.json<Problem>();
    expect([errors.length, errors[0]?.path, errors[99]?.path]).toEqual([
      100,
      'shades[0].shade_name',
      'shades[99].shade_name',
    ]);
  });

  it('is refused without a repetition of a long field name', async () => {
    const response = await post({ make: { max_watts: 1 }, ['x'.repeat(1_000_000)]: 1 });
    expect(response.statusCode).toBe(422);
    expect(response.payload.length).toBeLessThan(1_000);
  });

  it('with a zip is passed on as base64, instead of a body', async () => {
    await server.http.inject({
      method: 'POST',
      url: '/lamps',
      payload: Buffer.from('PK'),
      headers: { 'content-type': 'application/zip', 'if-match': '"a-0123456789abcdef"' },
    });
    expect(server.executions).toEqual([{ input: { ifMatch: ['a'], zip: 'UEs=' } }]);
  });
});

describe('an answer', () => {
  it('has the names of the selection in order, enums in lower case, unchanged JSON, and no absent object', async () => {
    server.answer({ lamp: lampData });
    const response = await get('/lamps/l1');
    expect(response.payload).toBe(
      JSON.stringify({
        lamp_id: 'l1',
        colour: 'warm_white',
        max_watts: null,
        settings: lampData.settings,
        maker: { name: 'Ada', country: 'DE' },
        created_at: '2026-11-23T06:00:00.000Z',
      }),
    );
    server.answer({ lamp: { ...lampData, bulb: { socketKind: 'E27' } } });
    expect((await get('/lamps/l1')).json()).toMatchObject({ bulb: { socket_kind: 'E27' } });
  });

  it.each([
    [true, 'c2'],
    [false, null],
  ])('of a page has the next cursor (next page: %s)', async (hasNextPage, next_cursor) => {
    server.answer({ lamps: { lamps: [], pageInfo: { hasNextPage, endCursor: 'c2' } } });
    expect((await get('/lamps')).payload).toBe(JSON.stringify({ lamps: [], next_cursor }));
  });

  it('is the first one with data', async () => {
    server.answer({ addLamp: { lamp: { ...lampData, lampId: 'l/2' }, shades: null } });
    const added = await post({ make: { max_watts: 1 } });
    expect([added.statusCode, added.headers.location]).toEqual([201, '/lamps/l%2F2']);
    server.answer({ addLamp: { lamp: null, shades: ['a'] } });
    const trial = await post({ make: { max_watts: 1 } });
    expect([trial.statusCode, trial.payload]).toEqual([200, '{"shades":["a"]}']);
  });

  it('is the error of the line if there is no data, and a defect if the line has no such error', async () => {
    server.answer({ lamp: null });
    expect((await get('/lamps/l9')).json()).toMatchObject({ status: 404, detail: 'There is no lamp l9.' });
    server.answer({ addLamp: { lamp: null, shades: null } });
    expect((await post({ make: { max_watts: 1 } })).json()).toMatchObject({ status: 500, code: 'INTERNAL' });
  });
});

describe('an error of the operation', () => {
  it.each([
    ['input.maxWatts', 'make.max_watts'],
    ['isTrial', 'is_trial'],
    ['shades[2].shadeName', 'shades[2].shade_name'],
    ['settings.fadeMs', 'make.settings.fadeMs'],
    ['ifMatch', 'If-Match'],
    ['src/maxWatts.ts', 'src/maxWatts.ts'],
    ['other.maxWatts', 'other.maxWatts'],
  ])('about %s names %s', async (path, inRest) => {
    server.refuse({ code: 'INVALID_INPUT', category: 'invalid_input', errors: [{ code: 'x', message: 'm', path }] });
    const response = await post({ make: { max_watts: 1 } });
    expect([response.statusCode, response.json<Problem>().errors[0]?.path]).toEqual([422, inRest]);
  });

  it('has the names of REST in backticks, where they are those of its fields', async () => {
    const message = 'Give `maxWatts`, `isTrial` or `fadeMs`, not maxWatts.';
    server.refuse({ code: 'C', category: 'invalid_input', errors: [{ code: 'x', message, path: 'maxWatts' }] });
    const response = await post({ make: { max_watts: 1 } });
    expect(response.json<Problem>().errors[0]?.message).toBe('Give `max_watts`, `is_trial` or `fadeMs`, not maxWatts.');
  });

  it('about an argument names the parameter', async () => {
    server.refuse({ code: 'C', category: 'invalid_input', errors: [{ code: 'x', message: 'm', path: 'after' }] });
    const response = await get('/lamps?cursor=x');
    expect([response.statusCode, response.json<Problem>().errors[0]?.path]).toEqual([400, 'cursor']);
  });
});

function lamp(shade: object) {
  return { make: { max_watts: 1 }, shades: [{ shade_name: 'a', ...shade }] };
}
