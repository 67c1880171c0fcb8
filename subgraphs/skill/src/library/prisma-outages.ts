import { Prisma } from '@skillwright/prisma/skill';
import { skillErrors } from '../errors.js';
import type { SkillRepository } from './skill-repository.js';

const outageCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']);
const outageKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
/** SQLSTATE classes 08 (connection) and 57P (the server is stopping or starting). */
const outageStates = /^(08|57P)/;
/** What the driver says by words alone. */
const outageMessages =
  /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded)/;

/** The same repository, where a database that is away is LIBRARY_UNAVAILABLE and not a defect. */
export function reportOutages(repository: SkillRepository): SkillRepository {
  const guard =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      try {
        return await call(...args);
      } catch (error) {
        throw isOutage(error) ? skillErrors.LIBRARY_UNAVAILABLE({}, { cause: error }) : error;
      }
    };
  return {
    findSkill: guard((by, version) => repository.findSkill(by, version)),
    findSkills: guard((ids) => repository.findSkills(ids)),
    listSkills: guard((page) => repository.listSkills(page)),
    countSkills: guard((filter) => repository.countSkills(filter)),
    findVersions: guard((skillIds) => repository.findVersions(skillIds)),
    findBodies: guard((versionIds) => repository.findBodies(versionIds)),
    findFiles: guard((versionIds) => repository.findFiles(versionIds)),
    findContents: guard((digests) => repository.findContents(digests)),
    transaction: (work) => guard(() => repository.transaction(work))(),
  };
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return outageMessages.test(error.message);
  const { cause } = (error.meta?.['driverAdapterError'] ?? {}) as {
    cause?: { kind?: string; originalCode?: string };
  };
  return (
    outageCodes.has(error.code) || outageKinds.has(cause?.kind ?? '') || outageStates.test(cause?.originalCode ?? '')
  );
}
