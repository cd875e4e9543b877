export type Bound = { readonly atMost: number } | { readonly atLeast: number };

/** One measured number. `must` is what may not be missed, `aim` what we work towards. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'x' | 's' | 'MB' | 'B/row' | 'per s' | 'writes';
  readonly must?: Bound;
  readonly aim?: Bound;
  /** What the number was made of, for whoever wants to doubt it. */
  readonly detail?: string;
}

export function meets(value: number, bound: Bound): boolean {
  return 'atMost' in bound ? value <= bound.atMost : value >= bound.atLeast;
}

export function missesMust({ value, must }: Figure): boolean {
  return must !== undefined && !meets(value, must);
}

/** One line: `ordered vs DuckDB (parquet state): 4.2x  (must >= 4x, aim >= 7x)`. */
export function lineOf(figure: Figure): string {
  const { name, value, unit, must, aim, detail } = figure;
  const bounds = [
    ...(must === undefined ? [] : [`must ${boundText(must, unit)}${meets(value, must) ? '' : ': missed'}`]),
    ...(aim === undefined ? [] : [`aim ${boundText(aim, unit)}${meets(value, aim) ? '' : ': not reached'}`]),
  ];
  const boundsText = bounds.length === 0 ? '' : `  (${bounds.join(', ')})`;
  return `${name}: ${amount(value, unit)}${boundsText}${detail === undefined ? '' : `  ${detail}`}`;
}

function boundText(bound: Bound, unit: Figure['unit']): string {
  return 'atMost' in bound ? `<= ${amount(bound.atMost, unit)}` : `>= ${amount(bound.atLeast, unit)}`;
}

/** Three significant digits, and never fewer than all of the digits before the point. */
function amount(value: number, unit: Figure['unit']): string {
  const digits = value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
  return unit === 'x' ? `${digits}x` : `${digits} ${unit}`;
}
