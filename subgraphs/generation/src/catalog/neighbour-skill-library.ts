import { toBytes } from '@skillwright/rules';
import {
  FindSkillVersionDocument,
  GetTemplateFilesDocument,
  ListSkillVersionsDocument,
} from '@skillwright/contracts/skill';
import type { Caller, Neighbour } from '@skillwright/service';
import type { SkillLibrary, SkillVersion, SkillVersionFiles } from './skill-library.js';

const pageSize = 100;

/** The library behind the GraphQL of the skill service. */
export class NeighbourSkillLibrary implements SkillLibrary {
  constructor(private readonly skillService: Neighbour) {}

  async listVersions(
    after: string | undefined,
    caller: Caller,
  ): Promise<{ skills: readonly SkillVersion[]; next: string | undefined }> {
    const page = { first: pageSize, ...(after === undefined ? {} : { after }) };
    const { skills } = await this.skillService.graphql(ListSkillVersionsDocument, page, { caller });
    const { hasNextPage, endCursor } = skills.pageInfo;
    return { skills: skills.nodes, next: hasNextPage ? (endCursor ?? undefined) : undefined };
  }

  async findNewest(by: { id: string } | { name: string }, caller: Caller): Promise<SkillVersion | undefined> {
    const { skill } = await this.skillService.graphql(FindSkillVersionDocument, by, { caller });
    return skill ?? undefined;
  }

  async findTemplateFiles(id: string, version: string, caller: Caller): Promise<SkillVersionFiles | undefined> {
    const { skill } = await this.skillService.graphql(GetTemplateFilesDocument, { id, version }, { caller });
    if (!skill) return undefined;
    const files = skill.files.map(({ path, executable, ...content }) => ({
      path,
      executable,
      bytes: toBytes(content),
    }));
    return { id: skill.id, name: skill.name, version: skill.version, files };
  }
}
