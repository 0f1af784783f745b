/** Days as the API writes them, "2026-03-10"; today's is that of Stockholm. */

const DAY_MS = 86_400_000;
const TODAY = new Intl.DateTimeFormat("sv-SE", {
  dateStyle: "short",
  timeZone: "Europe/Stockholm",
});
const OFFSET = new Intl.DateTimeFormat("en", {
  timeZone: "Europe/Stockholm",
  timeZoneName: "longOffset",
});
const SHORT = new Intl.DateTimeFormat("sv-SE", { day: "numeric", month: "numeric" });

export function today(now = new Date()): string {
  return TODAY.format(now);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Both included, at most `most`. */
export function daysBetween(since: string, until: string, most = 400): string[] {
  const days: string[] = [];
  for (let day = since; day <= until && days.length < most; day = addDays(day, 1)) days.push(day);
  return days;
}

/** "10/3", for the axis of a chart. */
export function formatShortDay(day: string): string {
  return SHORT.format(new Date(`${day}T12:00:00`));
}

export function isDay(text: string | null | undefined): text is string {
  return /^\d{4}-\d\d-\d\d$/.test(text ?? "") && !Number.isNaN(Date.parse(text ?? ""));
}

/** When a day begins in Stockholm, as the API writes instants. */
export function dayBegins(day: string): string {
  const told = OFFSET.formatToParts(new Date(`${day}T00:00:00Z`));
  const zone = told.find(({ type }) => type === "timeZoneName")?.value ?? "GMT+01:00";
  return `${day}T00:00:00${zone.replace("GMT", "")}`;
}

/** When a day is over: when the next begins. */
export function dayEnds(day: string): string {
  return dayBegins(addDays(day, 1));
}
