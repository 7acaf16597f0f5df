const MINUTE_S = 60;
const HOUR_S = 3_600;

/** `8 s`, `3 min`, `1 h 05 min`, as the server writes it (a test holds both together). @param {number} seconds */
export function duration(seconds) {
  if (seconds < MINUTE_S) return `${Math.max(0, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / MINUTE_S);
  if (seconds < HOUR_S) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
