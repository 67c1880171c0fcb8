import { z } from 'zod';
import { component } from './component.js';

const fieldError = component(
  'FieldError',
  z.object({
    code: z.string().describe('The rule that is broken.'),
    message: z.string(),
    path: z.string().describe('The field, e.g. `files[2].path`.'),
    line: z.int().optional().describe('The place in a text, from 1.'),
  }),
);

/** A problem document (RFC 9457). */
export const problem = component(
  'Problem',
  z.object({
    type: z.string().describe('A URI that names the kind of problem.'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe('Stable: what a program should look at.'),
    request_id: z.string().describe('Also in the `x-request-id` header and in the log.'),
    errors: z.array(fieldError).optional(),
  }),
  {
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
  },
);
