/** The fields that the events of several services share. */
export const id = { type: 'string', format: 'uuid' } as const;
export const optionalId = { type: ['string', 'null'], format: 'uuid' } as const;
export const name = { type: 'string', minLength: 1 } as const;
export const text = { type: 'string' } as const;
export const version = { type: 'string', minLength: 1, description: 'Semantic version of the skill.' } as const;
export const count = { type: 'integer', minimum: 0 } as const;
export const revision = { type: 'integer', minimum: 1 } as const;
export const code = { type: 'string', minLength: 1, description: 'The stable error code.' } as const;
export const kind = { type: 'string', enum: ['code', 'tests'] } as const;
export const timestamp = { type: 'string', format: 'date-time', description: 'When it happened, in UTC.' } as const;
export const instant = { type: 'string', format: 'date-time' } as const;
