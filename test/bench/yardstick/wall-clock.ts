export const DAY_MS = 86_400_000;

const textByDay = new Map<number, string>();

/** `yyyy-mm-dd` of a wall clock's time, kept as if it were UTC. */
export function dayText(ms: number): string {
  const dayNumber = Math.floor(ms / DAY_MS);
  const known = textByDay.get(dayNumber);
  if (known !== undefined) return known;
  const text = new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
  textByDay.set(dayNumber, text);
  return text;
}

/** `yyyy-mm-dd HH:mm:ss` */
export function timeText(ms: number): string {
  const seconds = Math.floor((ms % DAY_MS) / 1000);
  const hour = twoDigits(Math.floor(seconds / 3600));
  return `${dayText(ms)} ${hour}:${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
