import { defineErrors } from '@skillwright/service';

/** The errors of the skill service, besides the errors of every service. */
export const skillErrors = defineErrors({
  SKILL_INVALID: { category: 'invalid_input', message: 'The skill breaks {count} rule(s); `errors` names each.' },
  SKILL_TOO_LARGE: {
    category: 'too_large',
    message: 'The skill has more than {limitBytes} bytes, instructions and files together.',
  },
  SKILL_NOT_FOUND: { category: 'not_found', message: 'There is no skill {skill}.' },
  SKILL_VERSION_NOT_FOUND: { category: 'not_found', message: 'The skill {skill} has no version {version}.' },
  SKILL_NAME_TAKEN: { category: 'conflict', message: 'There is a skill named {name} already.' },
  SKILL_VERSION_NOT_HIGHER: {
    category: 'conflict',
    message: 'The version {version} is not higher than {newest}, the newest of {name}.',
  },
  SKILL_CHANGED: {
    category: 'precondition_failed',
    message: 'The skill {name} has changed: its newest version {version} has the digest {digest}.',
  },
  SKILL_MATCHES: {
    category: 'precondition_failed',
    message: 'The newest version {version} of the skill {name} has the digest {digest}, which the request excludes.',
  },
  ARCHIVE_MALFORMED: { category: 'malformed', message: 'The archive is not a zip that can be read: {reason}.' },
  ARCHIVE_INVALID: { category: 'invalid_input', message: 'The archive cannot be imported: {reason}' },
  ARCHIVE_TOO_LARGE: { category: 'too_large', message: 'The archive is over a limit: {reason}' },
  CONTENTS_TOO_LARGE: {
    category: 'too_large',
    message: 'One request can read at most {limitBytes} bytes of file contents. Request fewer skills at a time.',
  },
  VERIFICATION_TIMEOUT: {
    category: 'timeout',
    message: 'The verification of {name} took more than {timeoutMs} ms and was given up.',
  },
  TOKEN_NOT_FOUND: { category: 'not_found', message: 'There is no token {token}.' },
  TOKEN_LIMIT: {
    category: 'conflict',
    message: 'There are {limit} tokens that have not expired, revoked ones included. Let some expire first.',
  },
  TOKENS_OFF: {
    category: 'conflict',
    message: 'The platform issues tokens only where requests need them. Set AUTH to required.',
  },
});
