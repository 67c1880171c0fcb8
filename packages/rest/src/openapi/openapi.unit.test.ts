import { lampOperations } from '../../test/lamp-operations.js';
import type { Operation } from '../operation/operation.js';
import { createOpenApi } from './openapi.js';

const print = (operations: readonly Operation[]) => createOpenApi({ operations, serverUrl: 'http://x', version: '1' });

describe('the OpenAPI document', () => {
  const { paths, components } = print(Object.values(lampOperations)) as {
    paths: Record<string, Record<string, Record<string, unknown>>>;
    components: {
      schemas: Record<string, { properties: object }>;
      responses: Record<string, { headers?: Record<string, object> }>;
    };
  };

  it('describes parameters by the arguments that they are passed to', () => {
    expect(paths['/lamps']?.['get']?.['parameters']).toEqual([
      {
        name: 'limit',
        in: 'query',
        required: false,
        schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
      },
      { name: 'cursor', in: 'query', required: false, schema: { type: 'string', minLength: 1 } },
      { name: 'colour', in: 'query', required: false, schema: { type: 'string', enum: ['warm_white', 'red'] } },
      {
        name: 'lit',
        in: 'query',
        required: false,
        description: 'Only lamps that are lit.',
        schema: { type: 'boolean' },
      },
    ]);
  });

  it('describes bodies and answers by the types of the schema, with the names of REST', () => {
    expect(components.schemas).toMatchObject({
      AddLampInput: {
        additionalProperties: false,
        required: ['make'],
        properties: {
          make: {
            required: ['max_watts'],
            properties: {
              max_watts: { type: 'number', description: 'The `max_watts` of its socket.' },
              colour: { type: ['string', 'null'], enum: ['warm_white', 'red', null] },
              settings: {},
            },
          },
          shades: { type: ['array', 'null'], items: { $ref: '#/components/schemas/ShadeInput' } },
          is_trial: { type: 'boolean', default: false },
        },
      },
      ShadeInput: { properties: { colour: { default: 'red' } } },
      Lamp: {
        required: ['lamp_id', 'colour', 'max_watts', 'settings', 'maker', 'created_at'],
        properties: { maker: { required: ['name', 'country'] }, bulb: { type: 'object' } },
      },
    });
    expect(Object.keys(components.schemas['AddLampInput']?.properties ?? {})).toEqual(['shades', 'is_trial', 'make']);
  });

  it.each([
    ['Retry-After', 'Problem503'],
    ['WWW-Authenticate', 'Problem401'],
  ])('describes `%s` of %s, and of no other problem', (header, problem) => {
    const described = Object.entries(components.responses).filter(([, { headers }]) => headers?.[header]);
    expect(described.map(([name]) => name)).toEqual([problem]);
  });

  it.each([
    [true, [{ bearer: [] }]],
    [false, []],
  ])('says for all calls whether they need a token: %s', (secured, security) => {
    const operations = Object.values(lampOperations);
    expect(createOpenApi({ operations, serverUrl: 'http://x', version: '1', secured })).toMatchObject({ security });
  });

  it('contains no operation without a REST line', () => {
    expect(Object.keys(paths)).toEqual(['/lamps', '/lamps/{id}']);
  });

  it('refuses two different shapes with one name', () => {
    const { addLamp } = lampOperations;
    const other = { ...addLamp, name: 'other', rest: { ...addLamp.rest, path: '/other', archive: 'isTrial' } };
    expect(() => print([addLamp, other])).toThrow('Two shapes are named AddLampInput and differ.');
  });
});

describe('a REST line', () => {
  const { getLamp, addLamp } = lampOperations;
  it.each<[string, Operation, string]>([
    [
      'with an answer of data that is not selected',
      { ...getLamp, rest: { ...getLamp.rest, answers: [{ status: 200, description: '', at: 'lamp.shade' }] } },
      'getLamp selects no data at lamp.shade.',
    ],
    [
      'with a path parameter that is not a field',
      { ...getLamp, rest: { ...getLamp.rest, path: '/lamps/:name' } },
      'getLamp has no field :name in its request.',
    ],
    [
      'with a header that is not a field',
      { ...addLamp, rest: { ...addLamp.rest, headers: { prefer: 'async' } } },
      'addLamp has no field async in its request.',
    ],
  ])('%s is refused at the start', (_, operation, sentence) => {
    expect(() => print([operation])).toThrow(sentence);
  });
});
