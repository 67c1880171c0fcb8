import { toBytes } from '@skillwright/rules';
import {
  FindSkillVersionDocument,
  GetTemplateFilesDocument,
  ListSkillVersionsDocument,
} from '@skillwright/contracts/skill';
import type { Neighbour } from '@skillwright/service';
import type { SkillLibrary, SkillVersion, SkillVersionFiles } from './skill-library.js';

const pageSize = 100;

/** The library behind the GraphQL of the skill service. */
export class NeighbourSkillLibrary implements SkillLibrary {
  constructor(private readonly skillService: Neighbour) {}

  async listVersions(after?: string): Promise<{ skills: readonly SkillVersion[]; next: string | undefined }> {
    const { skills } = await this.skillService.graphql(ListSkillVersionsDocument, {
      first: pageSize,
      ...(after === undefined ? {} : { after }),
    });
    const { hasNextPage, endCursor } = skills.pageInfo;
    return { skills: skills.nodes, next: hasNextPage ? (endCursor ?? undefined) : undefined };
  }

  async findNewest(by: { id: string } | { name: string }): Promise<SkillVersion | undefined> {
    const { skill } = await this.skillService.graphql(FindSkillVersionDocument, by);
    return skill ?? undefined;
  }

  async findTemplateFiles(id: string, version: string): Promise<SkillVersionFiles | undefined> {
    const { skill } = await this.skillService.graphql(GetTemplateFilesDocument, { id, version });
    if (!skill) return undefined;
    const files = skill.files.map(({ path, executable, ...content }) => ({
      path,
      executable,
      bytes: toBytes(content),
    }));
    return { id: skill.id, name: skill.name, version: skill.version, files };
  }
}
