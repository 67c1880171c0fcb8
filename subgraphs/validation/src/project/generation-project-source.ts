import { FindProjectDocument, ProjectFilesDocument } from '@skillwright/contracts/generation';
import type { Caller, Neighbour } from '@skillwright/service';
import type { ProjectFiles, ProjectSource } from './project-source.js';

/** The projects of the generation service, asked by GraphQL. */
export class GenerationProjectSource implements ProjectSource {
  constructor(private readonly generation: Neighbour) {}

  async hasProject(id: string, caller: Caller): Promise<boolean> {
    const { project } = await this.generation.graphql(FindProjectDocument, { id }, { caller });
    return project !== null && project !== undefined;
  }

  async findFiles(id: string, caller: Caller): Promise<ProjectFiles | undefined> {
    const { project } = await this.generation.graphql(ProjectFilesDocument, { id }, { caller });
    return project ?? undefined;
  }
}
