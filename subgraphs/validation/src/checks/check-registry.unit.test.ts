import { validationTypeDefs } from '@skillwright/contracts/validation';
import { isEnumType, parse, buildASTSchema } from 'graphql';
import { allChecks, findChecks, toolsOf } from './check-registry.js';
import { toToolVersion } from './tool-version.js';

const askable = allChecks.filter(({ isAlwaysRun }) => !isAlwaysRun);

describe('the registry of checks', () => {
  it("has the checks of the schema's enum, each once", () => {
    const schema = buildASTSchema(parse(validationTypeDefs), { assumeValid: true, assumeValidSDL: true });
    const codeCheck = schema.getType('CodeCheck');
    const values = isEnumType(codeCheck) ? codeCheck.getValues().map(({ name }) => name) : [];
    expect(askable.map(({ name }) => name).sort()).toEqual(values.sort());
    expect(new Set(allChecks.map(({ name }) => name)).size).toBe(allChecks.length);
  });

  it('knows the version of every tool without loading it', () => {
    const versions = toolsOf(allChecks).map(toToolVersion);
    expect(versions.map(({ name }) => name)).toEqual(expect.arrayContaining(['eslint', 'prettier', 'typescript']));
    versions.forEach(({ version }) => expect(version).toMatch(/^\d+\.\d+\.\d+/));
  });

  it('finds the checks that are asked for beside those of every job, in their order', () => {
    const names = (asked: readonly string[] | null) => findChecks(asked).map(({ name }) => name);
    expect(names(null)).toEqual(allChecks.map(({ name }) => name));
    expect(names(['TYPES', 'LINT'])).toEqual(['SYNTAX', 'LINT', 'TYPES']);
    expect(names([])).toEqual(['SYNTAX']);
  });

  it.each(['SPELLING', 'SYNTAX', 'constructor'])('refuses %s, which cannot be asked for', (name) => {
    expect(() => findChecks([name])).toThrow(`There is no check ${name}.`);
  });
});
