const ZONE = "Europe/Stockholm";
const INSTANT = new Intl.DateTimeFormat("sv-SE", {
  dateStyle: "short",
  timeStyle: "short",
  timeZone: ZONE,
});
const EXACT = new Intl.DateTimeFormat("sv-SE", {
  dateStyle: "short",
  timeStyle: "medium",
  timeZone: ZONE,
});
const DAY = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone: ZONE });
const CLOCK = new Intl.DateTimeFormat("sv-SE", { timeStyle: "medium", timeZone: ZONE });

/** "2026-03-10 14:05", by the clock of Stockholm. */
export function formatInstant(instant: string): string {
  return INSTANT.format(new Date(instant));
}

/** With seconds: "2026-03-10 14:05:09". */
export function formatExactInstant(instant: string): string {
  return EXACT.format(new Date(instant));
}

/** The day an instant is on in Stockholm: "2026-03-10". Days of the API are that already. */
export function formatDay(instant: string): string {
  return instant.length === 10 ? instant : DAY.format(new Date(instant));
}

/** "14:05:09". */
export function formatClock(instant: string): string {
  return CLOCK.format(new Date(instant));
}

/** "1:02:03", or "2:03" below an hour. */
export function formatDuration(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    Math.floor(seconds) % 60,
  ];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
