import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { StoredSkill, StoredFile } from '../library/stored-skill.js';
import type { SkillPage } from '../library/list-skills.js';
import type { TokenRecord } from '../tokens/token-record.js';
import type { TokenPage } from '../tokens/list-tokens.js';
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

/** A definition in one of three forms: its fields with `files`, a `skillMd` with `files`, or an archive alone. */
export type CreateSkillInput = {
  /** Space-separated. */
  readonly allowedTools?: InputMaybe<Scalars['String']['input']>;
  /** A zip of the skill's folder, in base64. */
  readonly archive?: InputMaybe<Scalars['String']['input']>;
  readonly compatibility?: InputMaybe<Scalars['String']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** All files but `SKILL.md`. */
  readonly files?: InputMaybe<ReadonlyArray<SkillFileInput>>;
  /** The Markdown body of `SKILL.md`. */
  readonly instructions?: InputMaybe<Scalars['String']['input']>;
  readonly license?: InputMaybe<Scalars['String']['input']>;
  /** A map of strings. */
  readonly metadata?: InputMaybe<Scalars['JSON']['input']>;
  /** 1-64 characters: a-z, 0-9 and single hyphens. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** A whole `SKILL.md`, frontmatter and body, instead of the fields above. */
  readonly skillMd?: InputMaybe<Scalars['String']['input']>;
  /** As semver; 1.0.0 by default. */
  readonly version?: InputMaybe<Scalars['String']['input']>;
};

export type CreateSkillPayload = {
  readonly skill: Skill;
};

export type CreateTokenInput = {
  /** 1 to 366. */
  readonly expiresInDays: Scalars['Int']['input'];
  /** 1-64 characters: letters, digits, `.`, `_`, `-` and `@`; the first is a letter or a digit. */
  readonly name: Scalars['String']['input'];
  /** At least one, and only scopes that the caller has: `read:skills`, `write:skills`, `generate:projects`, `validate:code`, `admin`. */
  readonly scopes: ReadonlyArray<Scalars['String']['input']>;
};

export type CreateTokenPayload = {
  /** The token itself, which callers send as `Authorization: Bearer`. It cannot be read again. */
  readonly text: Scalars['String']['output'];
  readonly token: Token;
};

export type DeleteSkillInput = {
  readonly id: Scalars['ID']['input'];
};

export type DeleteSkillPayload = {
  readonly id: Scalars['ID']['output'];
};

/** One finding of one tool, at one place. */
export type Diagnostic = {
  /** From 1, in UTF-16 code units. */
  readonly column?: Maybe<Scalars['Int']['output']>;
  /** Whether the tool can fix it. */
  readonly fixable: Scalars['Boolean']['output'];
  /** From 1. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  readonly message: Scalars['String']['output'];
  readonly path?: Maybe<Scalars['String']['output']>;
  readonly rule?: Maybe<Scalars['String']['output']>;
  readonly severity: DiagnosticSeverity;
  /** The tool's name, e.g. `eslint`. */
  readonly tool: Scalars['String']['output'];
};

export type DiagnosticSeverity =
  | 'ERROR'
  | 'WARNING';

export type FileEncoding =
  | 'BASE64'
  | 'UTF8';

export type Mutation = {
  /** Adds a skill to the library. Publishes `skill.created`. */
  readonly createSkill: CreateSkillPayload;
  /** Issues a token of the platform. Its text is shown once and never stored. Publishes `token.created`. */
  readonly createToken: CreateTokenPayload;
  /** Removes a skill with all its versions. Publishes `skill.deleted`. */
  readonly deleteSkill: DeleteSkillPayload;
  /** Revokes a token of the platform for good; a revoked one stays as it is. Publishes `token.revoked`. */
  readonly revokeToken: RevokeTokenPayload;
  /** Makes the next version of a skill from a whole definition; unchanged content makes none. Publishes `skill.updated`. */
  readonly updateSkill: UpdateSkillPayload;
  /** Verifies a skill: renders each of its templates with its examples, and validates the result. */
  readonly verifySkill: VerifySkillPayload;
};


export type MutationCreateSkillArgs = {
  input: CreateSkillInput;
};


export type MutationCreateTokenArgs = {
  input: CreateTokenInput;
};


export type MutationDeleteSkillArgs = {
  input: DeleteSkillInput;
};


export type MutationRevokeTokenArgs = {
  input: RevokeTokenInput;
};


export type MutationUpdateSkillArgs = {
  input: UpdateSkillInput;
};


export type MutationVerifySkillArgs = {
  input: VerifySkillInput;
};

export type PageInfo = {
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  /** One skill, by exactly one of `id` and `name`. */
  readonly skill?: Maybe<Skill>;
  /** The library's skills at their newest versions, newest first. */
  readonly skills: SkillConnection;
  /** The records of the platform's own tokens, newest first, the revoked and expired ones too. */
  readonly tokens: TokenConnection;
};


export type QuerySkillArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  version?: InputMaybe<Scalars['String']['input']>;
};


export type QuerySkillsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  search?: InputMaybe<Scalars['String']['input']>;
};


export type QueryTokensArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

export type RevokeTokenInput = {
  readonly id: Scalars['ID']['input'];
};

export type RevokeTokenPayload = {
  readonly token: Token;
};

/** A folder with a `SKILL.md`, in the Agent Skills format, at one of its versions. */
export type Skill = {
  /** Space-separated, as in the Agent Skills format. */
  readonly allowedTools?: Maybe<Scalars['String']['output']>;
  readonly compatibility?: Maybe<Scalars['String']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly createdBy: Scalars['String']['output'];
  readonly description: Scalars['String']['output'];
  /** `sha256:` and 64 hex digits over the whole definition. */
  readonly digest: Scalars['String']['output'];
  /** All files but `SKILL.md`, by path; with `under`, those in this folder, such as `templates`. */
  readonly files: ReadonlyArray<SkillFile>;
  readonly id: Scalars['ID']['output'];
  /** The Markdown body of `SKILL.md`. */
  readonly instructions: Scalars['String']['output'];
  readonly license?: Maybe<Scalars['String']['output']>;
  /** A map of strings. */
  readonly metadata: Scalars['JSON']['output'];
  readonly name: Scalars['String']['output'];
  /** The whole `SKILL.md` of this version, frontmatter and body. */
  readonly skillMd: Scalars['String']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The version shown here, as semver. */
  readonly version: Scalars['String']['output'];
  /** All versions, newest first. */
  readonly versions: ReadonlyArray<Scalars['String']['output']>;
};


/** A folder with a `SKILL.md`, in the Agent Skills format, at one of its versions. */
export type SkillFilesArgs = {
  under?: InputMaybe<Scalars['String']['input']>;
};

export type SkillConnection = {
  readonly edges: ReadonlyArray<SkillEdge>;
  readonly nodes: ReadonlyArray<Skill>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type SkillEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Skill;
};

export type SkillFile = {
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

export type SkillFileInput = {
  /** The content of the file, in its `encoding`. */
  readonly content: Scalars['String']['input'];
  readonly encoding?: FileEncoding;
  readonly executable?: Scalars['Boolean']['input'];
  /** Relative, with forward slashes. */
  readonly path: Scalars['String']['input'];
};

export type TemplateVerification = {
  readonly diagnostics: ReadonlyArray<Diagnostic>;
  readonly name: Scalars['String']['output'];
  readonly passed: Scalars['Boolean']['output'];
};

/** The record of a token of the platform. */
export type Token = {
  readonly createdAt: Scalars['DateTime']['output'];
  readonly createdBy: Scalars['String']['output'];
  readonly expiresAt: Scalars['DateTime']['output'];
  /** The token's `jti`. */
  readonly id: Scalars['ID']['output'];
  /** The name of its holder: the token's `sub`, and the `createdBy` of the holder's work. */
  readonly name: Scalars['String']['output'];
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
};

export type TokenConnection = {
  readonly edges: ReadonlyArray<TokenEdge>;
  readonly nodes: ReadonlyArray<Token>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type TokenEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Token;
};

/** The whole definition, in one of the three forms. A field that is left out is removed. */
export type UpdateSkillInput = {
  /** Space-separated. */
  readonly allowedTools?: InputMaybe<Scalars['String']['input']>;
  /** A zip of the skill's folder, in base64. */
  readonly archive?: InputMaybe<Scalars['String']['input']>;
  readonly compatibility?: InputMaybe<Scalars['String']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** All files but `SKILL.md`. */
  readonly files?: InputMaybe<ReadonlyArray<SkillFileInput>>;
  /** The skill's id or name. */
  readonly id: Scalars['ID']['input'];
  /** Refuses the update unless the newest version's digest is one of these (`*` is any). */
  readonly ifMatch?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Refuses the update if the newest version's digest is one of these (`*` is any). */
  readonly ifNoneMatch?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The Markdown body of `SKILL.md`. */
  readonly instructions?: InputMaybe<Scalars['String']['input']>;
  readonly license?: InputMaybe<Scalars['String']['input']>;
  /** A map of strings. */
  readonly metadata?: InputMaybe<Scalars['JSON']['input']>;
  /** May be left out, and cannot change. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** A whole `SKILL.md`, frontmatter and body, instead of the fields above. */
  readonly skillMd?: InputMaybe<Scalars['String']['input']>;
  /** As semver, higher than the newest; by default the next patch. */
  readonly version?: InputMaybe<Scalars['String']['input']>;
};

export type UpdateSkillPayload = {
  readonly skill: Skill;
};

export type VerifySkillInput = {
  readonly id: Scalars['ID']['input'];
  /** The version to verify; the newest by default. */
  readonly version?: InputMaybe<Scalars['String']['input']>;
};

export type VerifySkillPayload = {
  /** Whether every template passed with each of its examples. */
  readonly passed: Scalars['Boolean']['output'];
  readonly templates: ReadonlyArray<TemplateVerification>;
};

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
  Skill: Skill;
}>;

/** Mapping of federation reference types */
export type FederationReferenceTypes = ResolversObject<{
  Skill:
    ( { __typename: 'Skill' }
    & GraphQLRecursivePick<FederationTypes['Skill'], {"id":true}> );
}>;



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = ResolversObject<{
  CreateSkillInput: ResolverTypeWrapper<Partial<CreateSkillInput>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  CreateSkillPayload: ResolverTypeWrapper<Partial<Omit<CreateSkillPayload, 'skill'> & { skill: ResolversTypes['Skill'] }>>;
  CreateTokenInput: ResolverTypeWrapper<Partial<CreateTokenInput>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  CreateTokenPayload: ResolverTypeWrapper<Partial<Omit<CreateTokenPayload, 'token'> & { token: ResolversTypes['Token'] }>>;
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  DeleteSkillInput: ResolverTypeWrapper<Partial<DeleteSkillInput>>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  DeleteSkillPayload: ResolverTypeWrapper<Partial<DeleteSkillPayload>>;
  Diagnostic: ResolverTypeWrapper<Partial<Diagnostic>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  DiagnosticSeverity: ResolverTypeWrapper<Partial<DiagnosticSeverity>>;
  FileEncoding: ResolverTypeWrapper<Partial<FileEncoding>>;
  JSON: ResolverTypeWrapper<Partial<Scalars['JSON']['output']>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RevokeTokenInput: ResolverTypeWrapper<Partial<RevokeTokenInput>>;
  RevokeTokenPayload: ResolverTypeWrapper<Partial<Omit<RevokeTokenPayload, 'token'> & { token: ResolversTypes['Token'] }>>;
  Skill: ResolverTypeWrapper<StoredSkill>;
  SkillConnection: ResolverTypeWrapper<SkillPage>;
  SkillEdge: ResolverTypeWrapper<Partial<Omit<SkillEdge, 'node'> & { node: ResolversTypes['Skill'] }>>;
  SkillFile: ResolverTypeWrapper<StoredFile>;
  SkillFileInput: ResolverTypeWrapper<Partial<SkillFileInput>>;
  TemplateVerification: ResolverTypeWrapper<Partial<TemplateVerification>>;
  Token: ResolverTypeWrapper<TokenRecord>;
  TokenConnection: ResolverTypeWrapper<TokenPage>;
  TokenEdge: ResolverTypeWrapper<Partial<Omit<TokenEdge, 'node'> & { node: ResolversTypes['Token'] }>>;
  UpdateSkillInput: ResolverTypeWrapper<Partial<UpdateSkillInput>>;
  UpdateSkillPayload: ResolverTypeWrapper<Partial<Omit<UpdateSkillPayload, 'skill'> & { skill: ResolversTypes['Skill'] }>>;
  VerifySkillInput: ResolverTypeWrapper<Partial<VerifySkillInput>>;
  VerifySkillPayload: ResolverTypeWrapper<Partial<VerifySkillPayload>>;
}>;

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = ResolversObject<{
  CreateSkillInput: Partial<CreateSkillInput>;
  String: Partial<Scalars['String']['output']>;
  CreateSkillPayload: Partial<Omit<CreateSkillPayload, 'skill'> & { skill: ResolversParentTypes['Skill'] }>;
  CreateTokenInput: Partial<CreateTokenInput>;
  Int: Partial<Scalars['Int']['output']>;
  CreateTokenPayload: Partial<Omit<CreateTokenPayload, 'token'> & { token: ResolversParentTypes['Token'] }>;
  DateTime: Partial<Scalars['DateTime']['output']>;
  DeleteSkillInput: Partial<DeleteSkillInput>;
  ID: Partial<Scalars['ID']['output']>;
  DeleteSkillPayload: Partial<DeleteSkillPayload>;
  Diagnostic: Partial<Diagnostic>;
  Boolean: Partial<Scalars['Boolean']['output']>;
  JSON: Partial<Scalars['JSON']['output']>;
  Mutation: Record<PropertyKey, never>;
  PageInfo: Partial<PageInfo>;
  Query: Record<PropertyKey, never>;
  RevokeTokenInput: Partial<RevokeTokenInput>;
  RevokeTokenPayload: Partial<Omit<RevokeTokenPayload, 'token'> & { token: ResolversParentTypes['Token'] }>;
  Skill: StoredSkill;
  SkillConnection: SkillPage;
  SkillEdge: Partial<Omit<SkillEdge, 'node'> & { node: ResolversParentTypes['Skill'] }>;
  SkillFile: StoredFile;
  SkillFileInput: Partial<SkillFileInput>;
  TemplateVerification: Partial<TemplateVerification>;
  Token: TokenRecord;
  TokenConnection: TokenPage;
  TokenEdge: Partial<Omit<TokenEdge, 'node'> & { node: ResolversParentTypes['Token'] }>;
  UpdateSkillInput: Partial<UpdateSkillInput>;
  UpdateSkillPayload: Partial<Omit<UpdateSkillPayload, 'skill'> & { skill: ResolversParentTypes['Skill'] }>;
  VerifySkillInput: Partial<VerifySkillInput>;
  VerifySkillPayload: Partial<VerifySkillPayload>;
}>;

export type CreateSkillPayloadResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['CreateSkillPayload'] = ResolversParentTypes['CreateSkillPayload']> = ResolversObject<{
  skill?: Resolver<ResolversTypes['Skill'], ParentType, ContextType>;
}>;

export type CreateTokenPayloadResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['CreateTokenPayload'] = ResolversParentTypes['CreateTokenPayload']> = ResolversObject<{
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
}>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteSkillPayloadResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['DeleteSkillPayload'] = ResolversParentTypes['DeleteSkillPayload']> = ResolversObject<{
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
}>;

export type DiagnosticResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Diagnostic'] = ResolversParentTypes['Diagnostic']> = ResolversObject<{
  column?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  fixable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['DiagnosticSeverity'], ParentType, ContextType>;
  tool?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MutationResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = ResolversObject<{
  createSkill?: Resolver<ResolversTypes['CreateSkillPayload'], ParentType, ContextType, RequireFields<MutationCreateSkillArgs, 'input'>>;
  createToken?: Resolver<ResolversTypes['CreateTokenPayload'], ParentType, ContextType, RequireFields<MutationCreateTokenArgs, 'input'>>;
  deleteSkill?: Resolver<ResolversTypes['DeleteSkillPayload'], ParentType, ContextType, RequireFields<MutationDeleteSkillArgs, 'input'>>;
  revokeToken?: Resolver<ResolversTypes['RevokeTokenPayload'], ParentType, ContextType, RequireFields<MutationRevokeTokenArgs, 'input'>>;
  updateSkill?: Resolver<ResolversTypes['UpdateSkillPayload'], ParentType, ContextType, RequireFields<MutationUpdateSkillArgs, 'input'>>;
  verifySkill?: Resolver<ResolversTypes['VerifySkillPayload'], ParentType, ContextType, RequireFields<MutationVerifySkillArgs, 'input'>>;
}>;

export type PageInfoResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = ResolversObject<{
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type QueryResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = ResolversObject<{
  skill?: Resolver<Maybe<ResolversTypes['Skill']>, ParentType, ContextType, Partial<QuerySkillArgs>>;
  skills?: Resolver<ResolversTypes['SkillConnection'], ParentType, ContextType, RequireFields<QuerySkillsArgs, 'first'>>;
  tokens?: Resolver<ResolversTypes['TokenConnection'], ParentType, ContextType, RequireFields<QueryTokensArgs, 'first'>>;
}>;

export type RevokeTokenPayloadResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['RevokeTokenPayload'] = ResolversParentTypes['RevokeTokenPayload']> = ResolversObject<{
  token?: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
}>;

export type SkillResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Skill'] = ResolversParentTypes['Skill'], FederationReferenceType extends FederationReferenceTypes['Skill'] = FederationReferenceTypes['Skill']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Skill']> | FederationReferenceType, FederationReferenceType, ContextType>;
  allowedTools?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  compatibility?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  files?: Resolver<ReadonlyArray<ResolversTypes['SkillFile']>, ParentType, ContextType, Partial<SkillFilesArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instructions?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  license?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  metadata?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  skillMd?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  versions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type SkillConnectionResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['SkillConnection'] = ResolversParentTypes['SkillConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['SkillEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Skill']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type SkillEdgeResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['SkillEdge'] = ResolversParentTypes['SkillEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Skill'], ParentType, ContextType>;
}>;

export type SkillFileResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['SkillFile'] = ResolversParentTypes['SkillFile']> = ResolversObject<{
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  encoding?: Resolver<ResolversTypes['FileEncoding'], ParentType, ContextType>;
  executable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type TemplateVerificationResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['TemplateVerification'] = ResolversParentTypes['TemplateVerification']> = ResolversObject<{
  diagnostics?: Resolver<ReadonlyArray<ResolversTypes['Diagnostic']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  passed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
}>;

export type TokenResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Token'] = ResolversParentTypes['Token']> = ResolversObject<{
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type TokenConnectionResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['TokenConnection'] = ResolversParentTypes['TokenConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['TokenEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Token']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type TokenEdgeResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['TokenEdge'] = ResolversParentTypes['TokenEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
}>;

export type UpdateSkillPayloadResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['UpdateSkillPayload'] = ResolversParentTypes['UpdateSkillPayload']> = ResolversObject<{
  skill?: Resolver<ResolversTypes['Skill'], ParentType, ContextType>;
}>;

export type VerifySkillPayloadResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['VerifySkillPayload'] = ResolversParentTypes['VerifySkillPayload']> = ResolversObject<{
  passed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  templates?: Resolver<ReadonlyArray<ResolversTypes['TemplateVerification']>, ParentType, ContextType>;
}>;

export type Resolvers<ContextType = ResolverContext> = ResolversObject<{
  CreateSkillPayload?: CreateSkillPayloadResolvers<ContextType>;
  CreateTokenPayload?: CreateTokenPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteSkillPayload?: DeleteSkillPayloadResolvers<ContextType>;
  Diagnostic?: DiagnosticResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RevokeTokenPayload?: RevokeTokenPayloadResolvers<ContextType>;
  Skill?: SkillResolvers<ContextType>;
  SkillConnection?: SkillConnectionResolvers<ContextType>;
  SkillEdge?: SkillEdgeResolvers<ContextType>;
  SkillFile?: SkillFileResolvers<ContextType>;
  TemplateVerification?: TemplateVerificationResolvers<ContextType>;
  Token?: TokenResolvers<ContextType>;
  TokenConnection?: TokenConnectionResolvers<ContextType>;
  TokenEdge?: TokenEdgeResolvers<ContextType>;
  UpdateSkillPayload?: UpdateSkillPayloadResolvers<ContextType>;
  VerifySkillPayload?: VerifySkillPayloadResolvers<ContextType>;
}>;

