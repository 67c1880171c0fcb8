import type { EventHandlers } from '@skillwright/contracts/events';
import type { TemplateCatalog } from './template-catalog.js';

/** The handlers of skill events. Repeated and late events change nothing. */
export function createSkillHandlers(catalog: TemplateCatalog): EventHandlers {
  return {
    'skill.created': ({ data }, { caller }) => catalog.addVersion(data.skill_id, data.version, caller),
    'skill.updated': ({ data }, { caller }) => catalog.addVersion(data.skill_id, data.version, caller),
    'skill.deleted': ({ data }, { caller }) => catalog.remove(data.skill_id, caller),
  };
}
