import { isIdentifier, splitCaseForm, toCaseForm, type CaseForm } from './case-forms.js';

describe('case forms', () => {
  it.each<[string, CaseForm, string]>([
    ['order-item', 'Pascal', 'OrderItem'],
    ['order-item', 'Camel', 'orderItem'],
    ['OrderItem', 'Kebab', 'order-item'],
    ['orderItem', 'Snake', 'order_item'],
    ['order item', 'Constant', 'ORDER_ITEM'],
    ['order_item', 'Title', 'Order Item'],
    ['order-item', 'Plural', 'order-items'],
    ['category', 'Plural', 'categories'],
    ['sales-person', 'Plural', 'sales-people'],
    ['salesPerson', 'PluralPascal', 'SalesPeople'],
    ['order-item', 'PluralCamel', 'orderItems'],
    ['OrderItem', 'PluralKebab', 'order-items'],
    ['orders', 'Plural', 'orders'],
    ['HTTPServer', 'Kebab', 'http-server'],
    ['order2', 'Pascal', 'Order2'],
  ])('writes %s in %s as %s', (text, form, expected) => {
    expect(toCaseForm(text, form)).toBe(expected);
  });

  it.each(['a', 'A1', 'order-item', 'Order Item', 'order_item'])('accepts %j as an identifier', (text) => {
    expect(isIdentifier(text)).toBe(true);
  });

  it.each(['', '1a', 'a--b', '-a', 'a.', 'a/b', 'ü', 'a\n', `a${'b'.repeat(300)}`])(
    'refuses %j as an identifier',
    (text) => {
      expect(isIdentifier(text)).toBe(false);
    },
  );

  it('reads the shortest suffix first', () => {
    expect(splitCaseForm('namePluralKebab')).toEqual([
      { base: 'namePlural', form: 'Kebab' },
      { base: 'name', form: 'PluralKebab' },
    ]);
    expect(splitCaseForm('Pascal')).toEqual([]);
  });
});
