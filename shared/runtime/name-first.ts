/** Whoever reads an error will not look up more of them one by one; an order may name tens of thousands. */
const MOST_NAMED = 20;

/** The first names of a list, and how many more there are: `a, b and 3 more`. */
export function nameFirst(names: readonly string[], most = MOST_NAMED): string {
  const first = names.slice(0, most).join(', ');
  return names.length > most ? `${first} and ${names.length - most} more` : first;
}
