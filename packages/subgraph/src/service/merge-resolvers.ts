type Resolvers = Readonly<Record<string, object>>;

/**
 * Merges the resolvers of several features into one map. A type that several features resolve gets the fields of all of
 * them.
 */
export function mergeResolvers(features: readonly Resolvers[]): Resolvers {
  const merged: Record<string, object> = {};
  for (const [type, fields] of features.flatMap((feature) => Object.entries(feature))) {
    merged[type] = { ...merged[type], ...fields };
  }
  return merged;
}
