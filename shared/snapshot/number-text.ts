/**
 * The text of a number, the same from every format: 4.0 is 4, and what is too long to be a number here keeps the digits
 * that are written. Where some of those are lost already (1.0E21), the exponent's sign shows it.
 */
export function numberText(literal: string): string {
  const number = Number(literal);
  return Number.isSafeInteger(number) ? String(number) : literal.replace(/e(?=\d)/i, 'E+');
}
