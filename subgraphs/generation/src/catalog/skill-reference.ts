/** A reference to a skill, which the skill service resolves. */
export interface SkillReference {
  readonly id: string;
}
