import { Validator } from '@seriousme/openapi-schema-validator';
import { createOpenApi } from '@skillwright/rest';
import { operations } from './index.js';

const document = createOpenApi({ operations, serverUrl: 'http://127.0.0.1:4000', version: '0.1.0' });

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('contains every row with its answers and problems', () => {
    const paths = document['paths'] as Record<
      string,
      Record<string, { operationId: string; responses: Record<string, unknown> }>
    >;
    const statuses = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId, responses }) => [operationId, Object.keys(responses)]),
    );
    expect(Object.fromEntries(statuses)).toMatchObject({
      getSkill: expect.arrayContaining(['200', '304', '404']),
      createSkill: expect.arrayContaining(['201', '400', '409', '413', '422']),
      updateSkill: expect.arrayContaining(['200', '404', '409', '412', '422']),
      generateProject: expect.arrayContaining(['200', '201', '404', '422']),
      validateCode: expect.arrayContaining(['201', '202', '404', '422']),
    });
  });

  it('refers only to components that it contains', () => {
    const text = JSON.stringify(document);
    const components = document['components'] as Record<string, Record<string, unknown>>;
    const references = [...text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(0);
    for (const [, group = '', name = ''] of references) expect(components[group]).toHaveProperty(name);
  });
});
