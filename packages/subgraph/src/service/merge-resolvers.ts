type Resolvers = Readonly<Record<string, object>>;

/** Resolvers of several features as one map. The fields of a type that several of them resolve are put together. */
export function mergeResolvers(features: readonly Resolvers[]): Resolvers {
  const merged: Record<string, object> = {};
  for (const [type, fields] of features.flatMap((feature) => Object.entries(feature))) {
    merged[type] = { ...merged[type], ...fields };
  }
  return merged;
}
