import { defineErrors } from '@skillwright/service';

/** The generation service's errors. */
export const generationErrors = defineErrors({
  NAME_INVALID: { category: 'invalid_input', message: 'The name {name} cannot be used: it {rule}.' },
  TEMPLATE_NOT_FOUND: { category: 'not_found', message: 'There is no template {template}{version}.' },
  TEMPLATE_AMBIGUOUS: {
    category: 'invalid_input',
    message: 'More than one template is called {template}; name one of {candidates}.',
  },
  TEMPLATE_KIND_MISMATCH: {
    category: 'invalid_input',
    message: 'The template {template} generates a {actual}, but a {expected} was requested.',
  },
  TEMPLATE_FAULTY: {
    category: 'invalid_input',
    message: 'The template {template} has {count} fault(s) and cannot be used; `errors` names each.',
  },
  PARAMETERS_INVALID: {
    category: 'invalid_input',
    message: 'The parameters break {count} rule(s) of the template {template}; `errors` names each.',
  },
  PATH_REFUSED: {
    category: 'invalid_input',
    message: 'A path of the template {template} cannot be written: {reason}.',
  },
  RENDERING_FAILED: { category: 'invalid_input', message: 'The template {template} cannot be rendered: {reason}.' },
  PROJECT_ID_REQUIRED: { category: 'invalid_input', message: 'A feature needs the project that it is added to.' },
  PROJECT_NOT_FOUND: { category: 'not_found', message: 'There is no project {id}.' },
  PROJECT_CONFLICT: {
    category: 'conflict',
    message: 'The project has {count} file(s) with other content where the feature writes; `errors` names each.',
  },
  PROJECT_CHANGED: {
    category: 'conflict',
    message: 'The project {id} got another revision in the meantime. Try again.',
    retryable: true,
  },
  PROJECT_DAMAGED: { category: 'internal', message: 'The file {path} of the project {id} cannot be read.' },
  STORE_FAILED: { category: 'unavailable', message: 'The generated files cannot be stored: {reason}.' },
  ENGINE_BUSY: { category: 'unavailable', message: 'Too many templates are being rendered. Try again in a moment.' },
});
