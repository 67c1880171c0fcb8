import { countCharacters, pathLimits } from '@skillwright/rules';
import { z } from 'zod';

/** A path in a message of a sandbox: as long as the path of a project's file may be, in code points. */
export const reportedPath = z
  .string()
  .refine((path) => countCharacters(path, pathLimits.characters) <= pathLimits.characters);
