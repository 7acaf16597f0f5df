const MINUTE_S = 60;
const HOUR_MIN = 60;

/** `8 s`, `3 min`, `1 h 05 min`: as exact as a person wants it. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.round(whole / MINUTE_S);
  if (whole < MINUTE_S) return `${whole} s`;
  if (minutes < HOUR_MIN) return `${minutes} min`;
  return `${Math.floor(minutes / HOUR_MIN)} h ${String(minutes % HOUR_MIN).padStart(2, '0')} min`;
}

const KIB = 1_024;

/** `812 B`, `14.2 MB`. */
export function byteCount(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= KIB && unit < units.length - 1) {
    value /= KIB;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** `12,345`: as all text of e2a is English. */
export const numberOf = (value: number): string => value.toLocaleString('en-US');

/** `1 chapter`, `12,345 characters`. */
export const count = (value: number, thing: string): string => `${numberOf(value)} ${thing}${value === 1 ? '' : 's'}`;
