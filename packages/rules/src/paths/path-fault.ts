/** The rules of paths by their codes; docs/adr/0023 gives the reason of each. */
export type PathRule =
  | 'path_empty'
  | 'path_too_long'
  | 'path_too_deep'
  | 'path_character'
  | 'path_backslash'
  | 'path_absolute'
  | 'path_traversal'
  | 'path_segment'
  | 'path_form'
  | 'path_reserved'
  | 'path_duplicate';

/** A rule that a path breaks; the message names the path, the rule and the remedy. */
export interface PathFault {
  readonly code: PathRule;
  readonly message: string;
}
