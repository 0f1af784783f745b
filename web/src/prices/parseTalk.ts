const LONGEST_SECONDS = 86_400;

/** Typed as "5:30", "1:00:00" or seconds such as "90"; null if it is no length of talk. */
export function parseTalk(typed: string): number | null {
  const [, hours = "0", minutes = "0", seconds = ""] =
    /^(?:(?:(\d{1,2}):)?(\d{1,4}):)?(\d{1,5})$/.exec(typed.trim()) ?? [];
  if (seconds === "" || (typed.includes(":") && Number(seconds) > 59)) return null;
  const talk = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return talk <= LONGEST_SECONDS ? talk : null;
}
