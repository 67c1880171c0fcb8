import { authErrors } from '@skillwright/auth/errors';
import { eventErrors } from '@skillwright/events';
import { pipelineErrors } from '@skillwright/pipeline/errors';
import { databaseErrors } from '@skillwright/postgres/errors';
import { coreErrors, type ErrorFactory } from '@skillwright/service';
import { gatewayErrors } from '../gateway/errors.js';
import { generationErrors } from '../generation/errors.js';
import { skillErrors } from '../skill/errors.js';
import { validationErrors } from '../validation/errors.js';

/** Every register of error codes, by the service that answers with them. */
export const errorRegisters: Readonly<Record<string, Readonly<Record<string, ErrorFactory>>>> = {
  every: coreErrors,
  auth: authErrors,
  pipeline: pipelineErrors,
  events: eventErrors,
  database: databaseErrors,
  gateway: gatewayErrors,
  skill: skillErrors,
  generation: generationErrors,
  validation: validationErrors,
};
