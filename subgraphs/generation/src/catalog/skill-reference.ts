/** A skill by its id; the skill service knows the rest. */
export interface SkillReference {
  readonly id: string;
}
