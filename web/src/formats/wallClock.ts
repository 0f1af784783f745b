import { formatClock, formatDay } from "./times";

/** A day and a time by the clock of Stockholm, as typed: "2027-01-01" and "08:30". */
export interface WallClock {
  readonly day: string;
  readonly clock: string;
}

export function wallClock(instant: Date): WallClock {
  const written = instant.toISOString();
  return { day: formatDay(written), clock: formatClock(written).slice(0, 5) };
}

/** When that is, as the API writes instants; null if it is no time. Of an hour that is there twice, the first. */
export function instantOf({ day, clock }: WallClock): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) return null;
  for (const offset of ["+02:00", "+01:00"]) {
    const instant = new Date(`${day}T${clock}:00${offset}`);
    if (Number.isNaN(instant.getTime())) return null;
    const told = wallClock(instant);
    if (told.day === day && told.clock === clock)
      return instant.toISOString().replace(".000Z", "Z");
  }
  return null;
}
