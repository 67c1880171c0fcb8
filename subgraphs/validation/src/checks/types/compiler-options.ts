import ts from 'typescript';

/** The options that a project may set. None of them writes files, watches, or loads a program into the compiler. */
const allowed: readonly (keyof ts.CompilerOptions)[] = [
  ...([
    'target',
    'lib',
    'noLib',
    'module',
    'moduleResolution',
    'moduleDetection',
    'baseUrl',
    'paths',
    'rootDirs',
  ] as const),
  ...(['types', 'typeRoots', 'customConditions', 'resolveJsonModule', 'resolvePackageJsonExports'] as const),
  ...([
    'resolvePackageJsonImports',
    'allowImportingTsExtensions',
    'allowArbitraryExtensions',
    'allowJs',
    'checkJs',
  ] as const),
  ...(['jsx', 'jsxFactory', 'jsxFragmentFactory', 'jsxImportSource', 'experimentalDecorators'] as const),
  ...(['emitDecoratorMetadata', 'useDefineForClassFields', 'esModuleInterop', 'allowSyntheticDefaultImports'] as const),
  ...(['allowUmdGlobalAccess', 'isolatedModules', 'verbatimModuleSyntax', 'erasableSyntaxOnly'] as const),
  ...(['rewriteRelativeImportExtensions', 'forceConsistentCasingInFileNames', 'ignoreDeprecations'] as const),
  ...([
    'strict',
    'alwaysStrict',
    'noImplicitAny',
    'noImplicitThis',
    'strictNullChecks',
    'strictFunctionTypes',
  ] as const),
  ...(['strictBindCallApply', 'strictPropertyInitialization', 'strictBuiltinIteratorReturn'] as const),
  ...(['useUnknownInCatchVariables', 'exactOptionalPropertyTypes', 'noUncheckedIndexedAccess'] as const),
  ...(['noPropertyAccessFromIndexSignature', 'noImplicitOverride', 'noImplicitReturns'] as const),
  ...(['noFallthroughCasesInSwitch', 'noUnusedLocals', 'noUnusedParameters', 'allowUnreachableCode'] as const),
  ...(['allowUnusedLabels', 'noUncheckedSideEffectImports', 'libReplacement'] as const),
];

const forced: ts.CompilerOptions = { noEmit: true, skipLibCheck: true };

/** For files without a tsconfig.json: strict, as Node resolves them. */
export const defaultOptions: ts.CompilerOptions = {
  ...forced,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  allowJs: true,
  checkJs: false,
  resolveJsonModule: true,
  esModuleInterop: true,
  jsx: ts.JsxEmit.Preserve,
  types: ['node'],
};

/** The options of a parsed tsconfig.json that count here. */
export function allowOptions(options: ts.CompilerOptions): ts.CompilerOptions {
  const kept = allowed.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
  return { ...(Object.fromEntries(kept) as ts.CompilerOptions), ...forced };
}
