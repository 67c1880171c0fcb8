import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ProjectReference, Report } from '../report/report.js';
import type { ReportConnection } from '../report/report-page.js';
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
  _FieldSet: { input: unknown; output: unknown; }
};

export type CodeCheck =
  | 'FORMAT'
  | 'LINT'
  | 'TYPES';

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
  /** Runs the tests in the sandbox. Publishes `validation.completed`, or `validation.failed`. */
  readonly runTests: RunTestsPayload;
  /** Runs linters, the formatter's check and the compiler. Publishes `validation.completed`, or `validation.failed`. */
  readonly validateCode: ValidateCodePayload;
};


export type MutationRunTestsArgs = {
  input: RunTestsInput;
};


export type MutationValidateCodeArgs = {
  input: ValidateCodeInput;
};

export type PageInfo = {
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

export type Project = {
  readonly id: Scalars['ID']['output'];
  /** The newest report, of `kind` or of any. */
  readonly latestReport?: Maybe<ValidationReport>;
  /** Newest first. */
  readonly reports?: Maybe<ValidationReportConnection>;
};


export type ProjectLatestReportArgs = {
  kind?: InputMaybe<ReportKind>;
};


export type ProjectReportsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  kind?: InputMaybe<ReportKind>;
};

export type Query = {
  /** One report. */
  readonly validationReport?: Maybe<ValidationReport>;
  /** Newest first. */
  readonly validationReports: ValidationReportConnection;
};


export type QueryValidationReportArgs = {
  id: Scalars['ID']['input'];
};


export type QueryValidationReportsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  kind?: InputMaybe<ReportKind>;
  projectId?: InputMaybe<Scalars['ID']['input']>;
};

/** The reason why a validation could not be carried out. */
export type ReportFailure = {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
};

export type ReportKind =
  | 'CODE'
  | 'TESTS';

export type ReportStatus =
  /** The validation itself could not be carried out: `failure` says why. */
  | 'ERROR'
  | 'FAILED'
  | 'PASSED'
  | 'QUEUED'
  | 'RUNNING';

export type ReportSummary = {
  /** 0 to 100; null if it was not measured. */
  readonly coveragePercent?: Maybe<Scalars['Float']['output']>;
  readonly errors: Scalars['Int']['output'];
  readonly filesChecked: Scalars['Int']['output'];
  readonly testsFailed: Scalars['Int']['output'];
  readonly testsPassed: Scalars['Int']['output'];
  readonly testsSkipped: Scalars['Int']['output'];
  readonly unformatted: Scalars['Int']['output'];
  readonly warnings: Scalars['Int']['output'];
};

/** Exactly one of `projectId` and `files`. */
export type RunTestsInput = {
  /** Answers as soon as the report is queued. */
  readonly async?: Scalars['Boolean']['input'];
  readonly files?: InputMaybe<ReadonlyArray<SourceFileInput>>;
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
};

export type RunTestsPayload = {
  readonly report: ValidationReport;
};

export type SourceFileInput = {
  readonly content: Scalars['String']['input'];
  readonly encoding?: FileEncoding;
  readonly executable?: Scalars['Boolean']['input'];
  readonly path: Scalars['String']['input'];
};

export type TestResult = {
  readonly durationMs: Scalars['Float']['output'];
  /** The reason of the failure; null otherwise. */
  readonly message?: Maybe<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
  readonly status: TestStatus;
};

export type TestStatus =
  | 'FAILED'
  | 'PASSED'
  | 'SKIPPED';

export type ToolVersion = {
  readonly name: Scalars['String']['output'];
  readonly version: Scalars['String']['output'];
};

/** Exactly one of `projectId` and `files`. */
export type ValidateCodeInput = {
  /** Answers as soon as the report is queued. */
  readonly async?: Scalars['Boolean']['input'];
  /** The checks to run; all of them by default. */
  readonly checks?: InputMaybe<ReadonlyArray<CodeCheck>>;
  readonly files?: InputMaybe<ReadonlyArray<SourceFileInput>>;
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
};

export type ValidateCodePayload = {
  readonly report: ValidationReport;
};

export type ValidationReport = {
  readonly createdAt: Scalars['DateTime']['output'];
  readonly diagnostics: ReadonlyArray<Diagnostic>;
  readonly durationMs?: Maybe<Scalars['Int']['output']>;
  /** Set only if the validation could not be carried out. */
  readonly failure?: Maybe<ReportFailure>;
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly kind: ReportKind;
  /** Null if loose files were validated. */
  readonly project?: Maybe<Project>;
  readonly projectId?: Maybe<Scalars['ID']['output']>;
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly status: ReportStatus;
  readonly summary: ReportSummary;
  readonly tests: ReadonlyArray<TestResult>;
  readonly tools: ReadonlyArray<ToolVersion>;
};

export type ValidationReportConnection = {
  readonly edges: ReadonlyArray<ValidationReportEdge>;
  readonly nodes: ReadonlyArray<ValidationReport>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ValidationReportEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: ValidationReport;
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
  Project: Project;
  ValidationReport: ValidationReport;
}>;

/** Mapping of federation reference types */
export type FederationReferenceTypes = ResolversObject<{
  Project:
    ( { __typename: 'Project' }
    & GraphQLRecursivePick<FederationTypes['Project'], {"id":true}> );
  ValidationReport:
    ( { __typename: 'ValidationReport' }
    & GraphQLRecursivePick<FederationTypes['ValidationReport'], {"id":true}> );
}>;



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = ResolversObject<{
  CodeCheck: ResolverTypeWrapper<Partial<CodeCheck>>;
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  Diagnostic: ResolverTypeWrapper<Partial<Diagnostic>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  DiagnosticSeverity: ResolverTypeWrapper<Partial<DiagnosticSeverity>>;
  FileEncoding: ResolverTypeWrapper<Partial<FileEncoding>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Project: ResolverTypeWrapper<ProjectReference>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReportFailure: ResolverTypeWrapper<Partial<ReportFailure>>;
  ReportKind: ResolverTypeWrapper<Partial<ReportKind>>;
  ReportStatus: ResolverTypeWrapper<Partial<ReportStatus>>;
  ReportSummary: ResolverTypeWrapper<Partial<ReportSummary>>;
  Float: ResolverTypeWrapper<Partial<Scalars['Float']['output']>>;
  RunTestsInput: ResolverTypeWrapper<Partial<RunTestsInput>>;
  RunTestsPayload: ResolverTypeWrapper<Partial<Omit<RunTestsPayload, 'report'> & { report: ResolversTypes['ValidationReport'] }>>;
  SourceFileInput: ResolverTypeWrapper<Partial<SourceFileInput>>;
  TestResult: ResolverTypeWrapper<Partial<TestResult>>;
  TestStatus: ResolverTypeWrapper<Partial<TestStatus>>;
  ToolVersion: ResolverTypeWrapper<Partial<ToolVersion>>;
  ValidateCodeInput: ResolverTypeWrapper<Partial<ValidateCodeInput>>;
  ValidateCodePayload: ResolverTypeWrapper<Partial<Omit<ValidateCodePayload, 'report'> & { report: ResolversTypes['ValidationReport'] }>>;
  ValidationReport: ResolverTypeWrapper<Report>;
  ValidationReportConnection: ResolverTypeWrapper<ReportConnection>;
  ValidationReportEdge: ResolverTypeWrapper<Partial<Omit<ValidationReportEdge, 'node'> & { node: ResolversTypes['ValidationReport'] }>>;
}>;

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = ResolversObject<{
  DateTime: Partial<Scalars['DateTime']['output']>;
  Diagnostic: Partial<Diagnostic>;
  Int: Partial<Scalars['Int']['output']>;
  Boolean: Partial<Scalars['Boolean']['output']>;
  String: Partial<Scalars['String']['output']>;
  Mutation: Record<PropertyKey, never>;
  PageInfo: Partial<PageInfo>;
  Project: ProjectReference;
  ID: Partial<Scalars['ID']['output']>;
  Query: Record<PropertyKey, never>;
  ReportFailure: Partial<ReportFailure>;
  ReportSummary: Partial<ReportSummary>;
  Float: Partial<Scalars['Float']['output']>;
  RunTestsInput: Partial<RunTestsInput>;
  RunTestsPayload: Partial<Omit<RunTestsPayload, 'report'> & { report: ResolversParentTypes['ValidationReport'] }>;
  SourceFileInput: Partial<SourceFileInput>;
  TestResult: Partial<TestResult>;
  ToolVersion: Partial<ToolVersion>;
  ValidateCodeInput: Partial<ValidateCodeInput>;
  ValidateCodePayload: Partial<Omit<ValidateCodePayload, 'report'> & { report: ResolversParentTypes['ValidationReport'] }>;
  ValidationReport: Report;
  ValidationReportConnection: ReportConnection;
  ValidationReportEdge: Partial<Omit<ValidationReportEdge, 'node'> & { node: ResolversParentTypes['ValidationReport'] }>;
}>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

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

export type MutationResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = ResolversObject<{
  runTests?: Resolver<ResolversTypes['RunTestsPayload'], ParentType, ContextType, RequireFields<MutationRunTestsArgs, 'input'>>;
  validateCode?: Resolver<ResolversTypes['ValidateCodePayload'], ParentType, ContextType, RequireFields<MutationValidateCodeArgs, 'input'>>;
}>;

export type PageInfoResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = ResolversObject<{
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type ProjectResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project'], FederationReferenceType extends FederationReferenceTypes['Project'] = FederationReferenceTypes['Project']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Project']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  latestReport?: Resolver<Maybe<ResolversTypes['ValidationReport']>, ParentType, ContextType, Partial<ProjectLatestReportArgs>>;
  reports?: Resolver<Maybe<ResolversTypes['ValidationReportConnection']>, ParentType, ContextType, RequireFields<ProjectReportsArgs, 'first'>>;
}>;

export type QueryResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = ResolversObject<{
  validationReport?: Resolver<Maybe<ResolversTypes['ValidationReport']>, ParentType, ContextType, RequireFields<QueryValidationReportArgs, 'id'>>;
  validationReports?: Resolver<ResolversTypes['ValidationReportConnection'], ParentType, ContextType, RequireFields<QueryValidationReportsArgs, 'first'>>;
}>;

export type ReportFailureResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['ReportFailure'] = ResolversParentTypes['ReportFailure']> = ResolversObject<{
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type ReportSummaryResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['ReportSummary'] = ResolversParentTypes['ReportSummary']> = ResolversObject<{
  coveragePercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  errors?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  filesChecked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  testsFailed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  testsPassed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  testsSkipped?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unformatted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  warnings?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type RunTestsPayloadResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['RunTestsPayload'] = ResolversParentTypes['RunTestsPayload']> = ResolversObject<{
  report?: Resolver<ResolversTypes['ValidationReport'], ParentType, ContextType>;
}>;

export type TestResultResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['TestResult'] = ResolversParentTypes['TestResult']> = ResolversObject<{
  durationMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['TestStatus'], ParentType, ContextType>;
}>;

export type ToolVersionResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['ToolVersion'] = ResolversParentTypes['ToolVersion']> = ResolversObject<{
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type ValidateCodePayloadResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['ValidateCodePayload'] = ResolversParentTypes['ValidateCodePayload']> = ResolversObject<{
  report?: Resolver<ResolversTypes['ValidationReport'], ParentType, ContextType>;
}>;

export type ValidationReportResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['ValidationReport'] = ResolversParentTypes['ValidationReport'], FederationReferenceType extends FederationReferenceTypes['ValidationReport'] = FederationReferenceTypes['ValidationReport']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ValidationReport']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  diagnostics?: Resolver<ReadonlyArray<ResolversTypes['Diagnostic']>, ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['ReportFailure']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ReportKind'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  projectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ReportStatus'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['ReportSummary'], ParentType, ContextType>;
  tests?: Resolver<ReadonlyArray<ResolversTypes['TestResult']>, ParentType, ContextType>;
  tools?: Resolver<ReadonlyArray<ResolversTypes['ToolVersion']>, ParentType, ContextType>;
}>;

export type ValidationReportConnectionResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['ValidationReportConnection'] = ResolversParentTypes['ValidationReportConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['ValidationReportEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ValidationReport']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type ValidationReportEdgeResolvers<ContextType = ResolverContext, ParentType extends ResolversParentTypes['ValidationReportEdge'] = ResolversParentTypes['ValidationReportEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ValidationReport'], ParentType, ContextType>;
}>;

export type Resolvers<ContextType = ResolverContext> = ResolversObject<{
  DateTime?: GraphQLScalarType;
  Diagnostic?: DiagnosticResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReportFailure?: ReportFailureResolvers<ContextType>;
  ReportSummary?: ReportSummaryResolvers<ContextType>;
  RunTestsPayload?: RunTestsPayloadResolvers<ContextType>;
  TestResult?: TestResultResolvers<ContextType>;
  ToolVersion?: ToolVersionResolvers<ContextType>;
  ValidateCodePayload?: ValidateCodePayloadResolvers<ContextType>;
  ValidationReport?: ValidationReportResolvers<ContextType>;
  ValidationReportConnection?: ValidationReportConnectionResolvers<ContextType>;
  ValidationReportEdge?: ValidationReportEdgeResolvers<ContextType>;
}>;

