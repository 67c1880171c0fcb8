import mustache from 'mustache';
import type { ParsedText, Token } from '../template/parse-tags.js';
import { TemplateFaultError, type TemplateFaultCode } from '../template/template-fault.js';
import type { Escape } from './escape.js';
import { OutputLimitError, type OutputBudget } from './output-budget.js';
import { LookupError, type StrictContext } from './strict-context.js';
import type { View } from './view.js';

/**
 * Strict Mustache: a missing value, or one that is not a text, number or boolean, is a fault with file, line and
 * column. One writer renders one text.
 */
export class StrictWriter extends mustache.Writer {
  constructor(
    private readonly text: ParsedText,
    private readonly escape: Escape,
    private readonly budget: OutputBudget,
  ) {
    super();
  }

  /** Throws {@link TemplateFaultError} at the first tag that cannot be written. */
  write(context: StrictContext): string {
    return this.writeTokens(this.text.tokens, context);
  }

  override renderSection(token: unknown, context: StrictContext): string {
    const section = token as Token;
    const inner = section[4] ?? [];
    const value = this.lookup(section, context);
    if (Array.isArray(value)) {
      let written = '';
      for (const [index, item] of value.entries()) {
        this.spend(section, 1);
        written += this.writeTokens(inner, context.push(item, { index, length: value.length }));
      }
      return written;
    }
    if (!value) return '';
    return this.writeTokens(inner, value === true ? context : context.push(value));
  }

  override renderInverted(token: unknown, context: StrictContext): string {
    const section = token as Token;
    const value = this.lookup(section, context);
    const empty = Array.isArray(value) ? value.length === 0 : !value;
    return empty ? this.writeTokens(section[4] ?? [], context) : '';
  }

  override renderPartial(token: unknown): never {
    throw this.fault(token as Token, 'tag_unsupported', 'partials are not supported');
  }

  override escapedValue(token: unknown, context: StrictContext): string {
    return this.writeValue(token as Token, context, this.escape);
  }

  override unescapedValue(token: unknown, context: StrictContext): string {
    return this.writeValue(token as Token, context, (value) => value);
  }

  override rawValue(token: unknown): string {
    const [, value] = token as Token;
    this.spend(token as Token, value.length + 1);
    return value;
  }

  private writeTokens(tokens: readonly Token[], context: StrictContext): string {
    return this.renderTokens(tokens as unknown as string[][], context);
  }

  private writeValue(token: Token, context: StrictContext, escape: Escape): string {
    const value = this.lookup(token, context);
    const name = token[1];
    if (value === null)
      throw this.fault(
        token,
        'tag_no_value',
        `\`${name}\` has no value: give it a default, or write it inside a section`,
      );
    if (typeof value === 'object') throw this.fault(token, 'tag_not_text', `\`${name}\` is no text, number or boolean`);
    const written = typeof value === 'string' ? escape(value) : String(value);
    this.spend(token, written.length + 1);
    return written;
  }

  private lookup(token: Token, context: StrictContext): View {
    try {
      return context.lookup(token[1]);
    } catch (error) {
      if (error instanceof LookupError) throw this.fault(token, error.code, error.message);
      throw error;
    }
  }

  private spend(token: Token, cost: number): void {
    try {
      this.budget.spend(cost);
    } catch (error) {
      if (error instanceof OutputLimitError) throw this.fault(token, 'output_too_large', error.message);
      throw error;
    }
  }

  private fault(token: Token, code: TemplateFaultCode, message: string): TemplateFaultError {
    return new TemplateFaultError({ code, message, path: this.text.path, ...this.text.positionOf(token) });
  }
}
