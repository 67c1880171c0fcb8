import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { StoredProject } from '../projects/stored-project.js';
import type { ProjectPage, ProjectFileNode } from '../projects/project-resolvers.js';
import type { SkillReference } from '../catalog/skill-reference.js';
import type { CatalogTemplate } from '../catalog/catalog-template.js';
import type { TemplatePage } from '../catalog/catalog-resolvers.js';
import type { ResolverContext } from '@skillwright/subgraph';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, ISO 8601 in UTC. */
  DateTime: { input: string; output: Date | string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type FileEncoding =
  | 'BASE64'
  | 'UTF8';

export type GenerateFeatureInput = {
  /** Renders only: nothing is written or published. */
  readonly dryRun?: Scalars['Boolean']['input'];
  /** The feature's name: 1-64 characters: a-z, 0-9 and single hyphens. */
  readonly name: Scalars['String']['input'];
  /** By the JSON Schema of the template. */
  readonly parameters?: InputMaybe<Scalars['JSON']['input']>;
  /** Required, except in a dry run, which then renders the feature's files alone. */
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
  /** A template's id, its name if that is unambiguous, or `skill-name/template-name`. */
  readonly template: Scalars['String']['input'];
  /** The skill version that contains the template; the newest by default. */
  readonly version?: InputMaybe<Scalars['String']['input']>;
};

export type GenerateFeaturePayload = {
  /** The files that a dry run has rendered; null otherwise. */
  readonly files?: Maybe<ReadonlyArray<RenderedFile>>;
  /** Null on a dry run. */
  readonly project?: Maybe<Project>;
};

export type GenerateProjectInput = {
  /** Renders only: nothing is written or published. */
  readonly dryRun?: Scalars['Boolean']['input'];
  /** The project's name: 1-64 characters: a-z, 0-9 and single hyphens. */
  readonly name: Scalars['String']['input'];
  /** By the JSON Schema of the template. */
  readonly parameters?: InputMaybe<Scalars['JSON']['input']>;
  /** A template's id, its name if that is unambiguous, or `skill-name/template-name`. */
  readonly template: Scalars['String']['input'];
  /** The skill version that contains the template; the newest by default. */
  readonly version?: InputMaybe<Scalars['String']['input']>;
};

export type GenerateProjectPayload = {
  /** The files that a dry run has rendered; null otherwise. */
  readonly files?: Maybe<ReadonlyArray<RenderedFile>>;
  /** Null on a dry run. */
  readonly project?: Maybe<Project>;
};

export type Mutation = {
  /** Renders a feature template into a project, as its next revision. Publishes `feature.generated`, or `generation.failed`. */
  readonly generateFeature: GenerateFeaturePayload;
  /** Renders a project template to a new project. Publishes `project.generated`, or `generation.failed`. */
  readonly generateProject: GenerateProjectPayload;
};


export type MutationGenerateFeatureArgs = {
  input: GenerateFeatureInput;
};


export type MutationGenerateProjectArgs = {
  input: GenerateProjectInput;
};

export type PageInfo = {
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** Generated code, at its newest revision. */
export type Project = {
  readonly createdAt: Scalars['DateTime']['output'];
  /** `sha256:` and 64 hex digits over all paths and contents. */
  readonly digest: Scalars['String']['output'];
  /** Sorted by path. */
  readonly files: ReadonlyArray<ProjectFile>;
  readonly filesCount: Scalars['Int']['output'];
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  /** The folder that holds the revision's files, absolute, on the generation service's file system. */
  readonly outputPath: Scalars['String']['output'];
  /** Numbered from 1; each feature adds one. */
  readonly revision: Scalars['Int']['output'];
  /** Null once the skill is gone. */
  readonly skill?: Maybe<Skill>;
  readonly skillId: Scalars['ID']['output'];
  /** Null once the template is gone. */
  readonly template?: Maybe<Template>;
  readonly templateId: Scalars['ID']['output'];
  /** The skill version that the project was made with. */
  readonly templateVersion: Scalars['String']['output'];
};

export type ProjectConnection = {
  readonly edges: ReadonlyArray<ProjectEdge>;
  readonly nodes: ReadonlyArray<Project>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ProjectEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Project;
};

export type ProjectFile = {
  /** The content of the file, in its `encoding`. */
  readonly content: Scalars['String']['output'];
  /** `sha256:` and 64 hex digits. */
  readonly digest: Scalars['String']['output'];
  readonly encoding: FileEncoding;
  readonly executable: Scalars['Boolean']['output'];
  readonly path: Scalars['String']['output'];
  /** In bytes. */
  readonly size: Scalars['Int']['output'];
};

export type Query = {
  readonly project?: Maybe<Project>;
  /** Newest first. */
  readonly projects: ProjectConnection;
  readonly template?: Maybe<Template>;
  /** The newest templates of all skills, by name. */
  readonly templates: TemplateConnection;
};


export type QueryProjectArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryTemplateArgs = {
  id: Scalars['ID']['input'];
};


export type QueryTemplatesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  kind?: InputMaybe<TemplateKind>;
};

export type RenderedFile = {
  readonly content: Scalars['String']['output'];
  readonly encoding: FileEncoding;
  readonly executable: Scalars['Boolean']['output'];
  readonly path: Scalars['String']['output'];
};

export type Skill = {
  readonly id: Scalars['ID']['output'];
  /** The projects that were generated from the skill's templates, newest first. */
  readonly projects?: Maybe<ProjectConnection>;
  /** The templates of the skill's newest version, by name. Null if they cannot be read at the moment. */
  readonly templates?: Maybe<ReadonlyArray<Template>>;
};


export type SkillProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** A recipe of a skill, for a project or a feature. Its id is the same in all versions of the skill. */
export type Template = {
  readonly description: Scalars['String']['output'];
  /** Examples of parameters. */
  readonly examples: ReadonlyArray<TemplateExample>;
  readonly id: Scalars['ID']['output'];
  readonly kind: TemplateKind;
  readonly name: Scalars['String']['output'];
  /** The JSON Schema of its parameters. */
  readonly parameters: Scalars['JSON']['output'];
  readonly skill?: Maybe<Skill>;
  readonly skillId: Scalars['ID']['output'];
  /** The skill version that contains it. */
  readonly version: Scalars['String']['output'];
};

export type TemplateConnection = {
  readonly edges: ReadonlyArray<TemplateEdge>;
  readonly nodes: ReadonlyArray<Template>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type TemplateEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Template;
};

export type TemplateExample = {
  readonly name: Scalars['String']['output'];
  readonly parameters: Scalars['JSON']['output'];
};

export type TemplateKind =
  | 'FEATURE'
  | 'PROJECT';

export type WithIndex<TObject> = TObject & Record<string, any>;
export type ResolversObject<TObject> = WithIndex<TObject>;

export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = ResolversObject<{
  Project: Project;
  Skill: Skill;
  Template: Template;
}>;

/** Mapping of federation reference types */
export type FederationReferenceTypes = ResolversObject<{
  Project:
    ( { __typename: 'Project' }
    & GraphQLRecursivePick<FederationTypes['Project'], {"id":true}> );
  Skill:
    ( { __typename: 'Skill' }
    & GraphQLRecursivePick<FederationTypes['Skill'], {"id":true}> );
  Template:
    ( { __typename: 'Template' }
    & GraphQLRecursivePick<FederationTypes['Template'], {"id":true}> );
}>;



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = ResolversObject<{
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  FileEncoding: ResolverTypeWrapper<Partial<FileEncoding>>;
  GenerateFeatureInput: ResolverTypeWrapper<Partial<GenerateFeatureInput>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  GenerateFeaturePayload: ResolverTypeWrapper<Partial<Omit<GenerateFeaturePayload, 'project'> & { project?: Maybe<ResolversTypes['Project']> }>>;
  GenerateProjectInput: ResolverTypeWrapper<Partial<GenerateProjectInput>>;
  GenerateProjectPayload: ResolverTypeWrapper<Partial<Omit<GenerateProjectPayload, 'project'> & { project?: Maybe<ResolversTypes['Project']> }>>;
  JSON: ResolverTypeWrapper<Partial<Scalars['JSON']['output']>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Project: ResolverTypeWrapper<StoredProject>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  ProjectConnection: ResolverTypeWrapper<ProjectPage>;
  ProjectEdge: ResolverTypeWrapper<Partial<Omit<ProjectEdge, 'node'> & { node: ResolversTypes['Project'] }>>;
  ProjectFile: ResolverTypeWrapper<ProjectFileNode>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RenderedFile: ResolverTypeWrapper<Partial<RenderedFile>>;
  Skill: ResolverTypeWrapper<SkillReference>;
  Template: ResolverTypeWrapper<CatalogTemplate>;
  TemplateConnection: ResolverTypeWrapper<TemplatePage>;
  TemplateEdge: ResolverTypeWrapper<Partial<Omit<TemplateEdge, 'node'> & { node: ResolversTypes['Template'] }>>;
  TemplateExample: ResolverTypeWrapper<Partial<TemplateExample>>;
  TemplateKind: ResolverTypeWrapper<Partial<TemplateKind>>;
}>;

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = ResolversObject<{
  DateTime: Partial<Scalars['DateTime']['output']>;
  GenerateFeatureInput: Partial<GenerateFeatureInput>;
  Boolean: Partial<Scalars['Boolean']['output']>;
  String: Partial<Scalars['String']['output']>;
  ID: Partial<Scalars['ID']['output']>;
  GenerateFeaturePayload: Partial<Omit<GenerateFeaturePayload, 'project'> & { project?: Maybe<ResolversParentTypes['Project']> }>;
  GenerateProjectInput: Partial<GenerateProjectInput>;
  GenerateProjectPayload: Partial<Omit<GenerateProjectPayload, 'project'> & { project?: Maybe<ResolversParentTypes['Project']> }>;
  JSON: Partial<Scalars['JSON']['output']>;
  Mutation: Record<PropertyKey, never>;
  PageInfo: Partial<PageInfo>;
  Project: StoredProject;
  Int: Partial<Scalars['Int']['output']>;
  ProjectConnection: ProjectPage;
  ProjectEdge: Partial<Omit<ProjectEdge, 'node'> & { node: ResolversParentTypes['Project'] }>;
  ProjectFile: ProjectFileNode;
  Query: Record<PropertyKey, never>;
  RenderedFile: Partial<RenderedFile>;
  Skill: SkillReference;
  Template: CatalogTemplate;
  TemplateConnection: TemplatePage;
  TemplateEdge: Partial<Omit<TemplateEdge, 'node'> & { node: ResolversParentTypes['Template'] }>;
  TemplateExample: Partial<TemplateExample>;
}>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type GenerateFeaturePayloadResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['GenerateFeaturePayload'] = ResolversParentTypes['GenerateFeaturePayload']> = ResolversObject<{
  files?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RenderedFile']>>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
}>;

export type GenerateProjectPayloadResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['GenerateProjectPayload'] = ResolversParentTypes['GenerateProjectPayload']> = ResolversObject<{
  files?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RenderedFile']>>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
}>;

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MutationResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = ResolversObject<{
  generateFeature?: Resolver<ResolversTypes['GenerateFeaturePayload'], ParentType, ContextType, RequireFields<MutationGenerateFeatureArgs, 'input'>>;
  generateProject?: Resolver<ResolversTypes['GenerateProjectPayload'], ParentType, ContextType, RequireFields<MutationGenerateProjectArgs, 'input'>>;
}>;

export type PageInfoResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = ResolversObject<{
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type ProjectResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project'], FederationReferenceType extends FederationReferenceTypes['Project'] = FederationReferenceTypes['Project']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Project']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  files?: Resolver<ReadonlyArray<ResolversTypes['ProjectFile']>, ParentType, ContextType>;
  filesCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outputPath?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  skill?: Resolver<Maybe<ResolversTypes['Skill']>, ParentType, ContextType>;
  skillId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  template?: Resolver<Maybe<ResolversTypes['Template']>, ParentType, ContextType>;
  templateId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  templateVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type ProjectConnectionResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Project']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type ProjectEdgeResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
}>;

export type ProjectFileResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['ProjectFile'] = ResolversParentTypes['ProjectFile']> = ResolversObject<{
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  encoding?: Resolver<ResolversTypes['FileEncoding'], ParentType, ContextType>;
  executable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type QueryResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = ResolversObject<{
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectArgs, 'id'>>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, RequireFields<QueryProjectsArgs, 'first'>>;
  template?: Resolver<Maybe<ResolversTypes['Template']>, ParentType, ContextType, RequireFields<QueryTemplateArgs, 'id'>>;
  templates?: Resolver<ResolversTypes['TemplateConnection'], ParentType, ContextType, RequireFields<QueryTemplatesArgs, 'first'>>;
}>;

export type RenderedFileResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['RenderedFile'] = ResolversParentTypes['RenderedFile']> = ResolversObject<{
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  encoding?: Resolver<ResolversTypes['FileEncoding'], ParentType, ContextType>;
  executable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type SkillResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Skill'] = ResolversParentTypes['Skill'], FederationReferenceType extends FederationReferenceTypes['Skill'] = FederationReferenceTypes['Skill']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Skill']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  projects?: Resolver<Maybe<ResolversTypes['ProjectConnection']>, ParentType, ContextType, RequireFields<SkillProjectsArgs, 'first'>>;
  templates?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Template']>>, ParentType, ContextType>;
}>;

export type TemplateResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Template'] = ResolversParentTypes['Template'], FederationReferenceType extends FederationReferenceTypes['Template'] = FederationReferenceTypes['Template']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Template']> | FederationReferenceType, FederationReferenceType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  examples?: Resolver<ReadonlyArray<ResolversTypes['TemplateExample']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TemplateKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parameters?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  skill?: Resolver<Maybe<ResolversTypes['Skill']>, ParentType, ContextType>;
  skillId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type TemplateConnectionResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['TemplateConnection'] = ResolversParentTypes['TemplateConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['TemplateEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Template']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type TemplateEdgeResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['TemplateEdge'] = ResolversParentTypes['TemplateEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Template'], ParentType, ContextType>;
}>;

export type TemplateExampleResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['TemplateExample'] = ResolversParentTypes['TemplateExample']> = ResolversObject<{
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parameters?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
}>;

export type Resolvers<ContextType = ResolverContext> = ResolversObject<{
  DateTime?: GraphQLScalarType;
  GenerateFeaturePayload?: GenerateFeaturePayloadResolvers<ContextType>;
  GenerateProjectPayload?: GenerateProjectPayloadResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  ProjectFile?: ProjectFileResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RenderedFile?: RenderedFileResolvers<ContextType>;
  Skill?: SkillResolvers<ContextType>;
  Template?: TemplateResolvers<ContextType>;
  TemplateConnection?: TemplateConnectionResolvers<ContextType>;
  TemplateEdge?: TemplateEdgeResolvers<ContextType>;
  TemplateExample?: TemplateExampleResolvers<ContextType>;
}>;

