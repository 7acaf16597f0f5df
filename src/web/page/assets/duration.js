const MINUTE_S = 60;
const HOUR_MIN = 60;

/** `8 s`, `3 min`, `1 h 05 min`, as the server writes it (a test holds both together). @param {number} seconds */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.round(whole / MINUTE_S);
  if (whole < MINUTE_S) return `${whole} s`;
  if (minutes < HOUR_MIN) return `${minutes} min`;
  return `${Math.floor(minutes / HOUR_MIN)} h ${String(minutes % HOUR_MIN).padStart(2, '0')} min`;
}
