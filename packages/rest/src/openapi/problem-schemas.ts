import type { JsonSchema } from '../shape/json-schema.js';

const text = (description: string) => ({ type: 'string', description });
const line = { type: 'integer', description: 'The place in a text, from 1.' };

const fieldError: JsonSchema = {
  type: 'object',
  properties: {
    code: text('The broken rule.'),
    message: { type: 'string' },
    path: text('The field, e.g. `files[2].path`.'),
    line,
  },
  required: ['code', 'message', 'path'],
};

const problem: JsonSchema = {
  type: 'object',
  description: 'A problem document (RFC 9457).',
  properties: {
    type: text('A URI that names the kind of problem.'),
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: text('The stable error code, for programs.'),
    request_id: text('Also in the `x-request-id` header and in the log.'),
    errors: { type: 'array', items: { $ref: '#/components/schemas/FieldError' } },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  examples: [
    {
      type: 'urn:skillwright:error:INVALID_INPUT',
      title: 'Invalid input',
      status: 422,
      detail: 'The input breaks 1 rule(s); `errors` names each.',
      code: 'INVALID_INPUT',
      request_id: '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f',
      errors: [{ code: 'unknown_field', message: 'There is no field "nmae" here.', path: 'nmae' }],
    },
  ],
};

/** The OpenAPI components of problem documents. */
export const problemSchemas = { FieldError: fieldError, Problem: problem };
